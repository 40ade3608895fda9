"""What must hold of a ledger and of Chroma whoever was killed: all that was stored is there, once, and is found."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from changing_folders import STEADY, ChangingFolders, number_of
from fake_embeddings import FakeEmbeddings
from victim import LIBRARY, tears

from bot.desk import Desk
from bot.settings import Settings
from index import IndexingError, LedgerError, ServerAddress, Snapshot
from index.condition import GENERATION, LEDGER_MARK
from index.ledger import StoredPassage
from index.vectors import ServedVectors
from index.vectors.collections import Collections

SAMPLE = 60  # passages that are looked for by their words and vectors after a kill

Faults = dict[str, list[str]]  # by kind


@dataclass
class Checker:
    """Look at a ledger and a Chroma server from beside; `folders` are what they must be equal to in the end."""

    settings: Settings
    folders: ChangingFolders
    chance: random.Random
    faults: Faults = field(default_factory=dict)

    def close(self) -> None:
        if "_desk" in self.__dict__:
            self._desk.close()

    @cached_property
    def _desk(self) -> Desk:
        """Opened at the first look: the server may be away until then."""
        return Desk(self.settings, FakeEmbeddings())

    def acknowledge(self) -> None:
        """Note what is stored now, which may not be lost; and what was lost of that which was noted before."""
        with suppress(LedgerError):  # the server is away
            self._note("lost", self.folders.see(self._numbered()))

    def missing(self) -> list[str]:
        """Return what the ledger and Chroma still lack, or have too much of, to be equal to the folders."""
        try:
            stored, expected = self._numbered(), self.folders.expected
            wrong = [number for number in stored.keys() | expected.keys() if stored.get(number) != expected.get(number)]
            if wrong:
                return [f"in the ledger: articles {sorted(wrong)}"]
            with self._desk.ledger.reading() as snapshot:
                passages = {stored.passage.id for stored in _passages(snapshot)}
                held = self._held(snapshot)
        except IndexingError as error:
            return [str(error)]
        if held != passages:
            return [f"in Chroma: {len(held - passages)} passages too many and {len(passages - held)} too few"]
        return []

    def check(self) -> None:
        """Note whatever is wrong now that all is equal."""
        with self._desk.ledger.reading() as snapshot:
            articles = list(snapshot.articles(LIBRARY))
            self._note("doubled", _doubled(snapshot))
            for article in articles:
                self._note("torn", tears(snapshot, article, snapshot.passages(article)))
            names = Counter(number_of(article.id) for article in articles)
            self._note("doubled", (f"{count} articles {number}" for number, count in names.items() if count > 1))
            self._note("lost", (f"{STEADY} is gone" for _ in range(all(STEADY not in one.id for one in articles))))
            found = list(_passages(snapshot))
            self._note("lost", self._not_found(snapshot, self.chance.sample(found, min(SAMPLE, len(found)))))

    def _numbered(self) -> dict[int, str]:
        with self._desk.ledger.reading() as snapshot:
            found = {article.id: article.text for article in snapshot.articles(LIBRARY)}
        return {number: text for name, text in found.items() if (number := number_of(name)) is not None}

    def _held(self, snapshot: Snapshot) -> set[str]:
        chroma = self._served(snapshot)
        try:
            return chroma.ids(LIBRARY)
        finally:
            chroma.close()

    def _not_found(self, snapshot: Snapshot, sample: list[StoredPassage]) -> Iterator[str]:
        chroma = self._served(snapshot)
        try:
            for stored in sample:
                passage = stored.passage
                nearest = Collections.near(chroma, LIBRARY, stored.vector, 3)  # with more patience than a question has
                if passage.id not in [near.passage_id for near in nearest]:
                    yield f"passage {passage.ordinal} of article {passage.article_id} is not found by its vector"
                phrase = " ".join(passage.text.split()[:6])
                if (LIBRARY, passage.id) not in snapshot.containing((LIBRARY,), phrase, 50):
                    yield f"passage {passage.ordinal} of article {passage.article_id} is not found by its words"
        finally:
            chroma.close()

    def _served(self, snapshot: Snapshot) -> ServedVectors:
        address = self.settings.chroma.address
        assert isinstance(address, ServerAddress)
        return ServedVectors(address, str(snapshot.fact(LEDGER_MARK)), str(snapshot.fact(GENERATION)))

    def _note(self, kind: str, found: Iterator[str]) -> None:
        for what in found:
            self.faults.setdefault(kind, []).append(what)
            print(f"{kind}: {what}", flush=True)


def _passages(snapshot: Snapshot) -> Iterator[StoredPassage]:
    for article in snapshot.articles(LIBRARY):
        yield from snapshot.passages(article)


def _doubled(snapshot: Snapshot) -> Iterator[str]:
    texts = Counter(article.text for article in snapshot.articles(LIBRARY))
    yield from (f"{count} articles begin {text[:40]!r}" for text, count in texts.items() if count > 1)
