"""The canary campaign: plant words in libraries, ask from others while articles come and go, and count foreign words.

Run it by `python tests/canaries.py`. Fifty libraries hold the same sentences, so that to the dense search their
passages are all alike, and in each passage stands a word that is in no other library. Some libraries are large and
have a collection of their own in Chroma; the others are searched exactly. One library is asked, or two together, as a
server on Discord sees its own and the shared one. Meanwhile another process indexes and removes articles. Any word of
another library in a result, or in an answer, is one too many. The environment may name servers of the ledger and of
Chroma.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fake_embeddings import FakeEmbeddings

from bot.answer import Answer
from bot.desk import Desk, Libraries
from bot.equipment import ledger_of, server_of
from bot.settings import Settings
from index import SHARED, Article, Follower, Hit, HybridSearch, Indexer, Ledger, sound
from index.embeddings import Vectors

LIBRARIES, LARGE_LIBRARIES = 50, 5
LARGE_ARTICLES, SMALL_ARTICLES = 60, 6
LARGE = 100  # passages: so that the campaign needs no thousands of articles
EVERY_ASK = 10  # every so many questions are asked in every way there is
SPEAKER = "Ann Lee"
_CANARY = re.compile(r"canary([a-z]+)")
_TOPICS = ("harbour", "budget", "election", "storm", "railway", "museum", "vaccine", "drought", "strike", "bridge")


@dataclass(slots=True)
class Tally:
    """What a campaign counted."""

    questions: int = 0
    of_pairs: int = 0
    answers: int = 0
    by_chroma: int = 0
    hits: int = 0
    own: int = 0  # words of the library itself: if there are none, nothing was tested
    foreign: list[str] = field(default_factory=list)
    libraries: int = 0
    collections: int = 0
    changes: int = 0  # revisions of the ledger meanwhile
    seconds: float = 0.0

    def take(self, libraries: Libraries, where: str, text: str) -> None:
        """Count the planted words in a text that was shown for libraries."""
        for letters in _CANARY.findall(text):
            if letters in map(_letters, libraries):
                self.own += 1
            else:
                self.foreign.append(f"canary{letters} in {where} of {' and '.join(libraries)}")

    def take_article(self, libraries: Libraries, where: str, article: Article) -> None:
        """Count the planted words in an article, and an article of another library."""
        if article.library not in libraries:
            self.foreign.append(f"an article of {article.library} in {where} of {' and '.join(libraries)}")
        self.take(libraries, where, f"{article.title} {article.text}")


class AlikeEmbeddings(FakeEmbeddings):
    """Embed texts without their planted words, so that equal sentences of different libraries are equally near."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text."""
        return super().encode([_CANARY.sub("canary", text) for text in texts])


def names(count: int) -> list[str]:
    """Return the libraries' names; the first of them are large, and some look like others."""
    odd = [SHARED, "discord-1", "discord-11", "discord-1.", "Discord-1", "shared-", "SHARED", "a"]
    return (odd + [f"discord-{number}" for number in range(100, 100 + count)])[:count]


def campaign(home: Path, questions: int, seed: int, *, libraries: int = LIBRARIES) -> Tally:
    """Ask so many questions of random libraries while another process changes these."""
    chance = random.Random(seed)
    every = names(libraries)
    tally = Tally(libraries=libraries)
    desk = _desk(home)
    try:
        for number, library in enumerate(every):
            _index(desk, library, range(LARGE_ARTICLES if number < LARGE_LIBRARIES else SMALL_ARTICLES))
        desk.follower.prepare()
        revision = _revision(desk)
        started = time.monotonic()
        with _changing(home, libraries, seed):
            for number in range(questions):
                first = chance.choice(every[:LARGE_LIBRARIES] if number % 2 else every)
                second = chance.choice(every)
                libraries = (first, second) if chance.random() < 0.5 and first != second else (first,)
                _question(desk, libraries, chance, tally, whole=number % EVERY_ASK == 0)
        tally.seconds = time.monotonic() - started
        tally.changes = _revision(desk) - revision
        tally.collections = len(desk.follower.collections)
    finally:
        desk.close()
    return tally


def table(tally: Tally) -> str:
    """Return the figures of a campaign."""
    rows = {
        "questions": tally.questions,
        "  to two libraries together": tally.of_pairs,
        "  in every way there is": tally.answers,
        "  to a library with a collection": tally.by_chroma,
        "libraries": tally.libraries,
        "  with a collection of their own": tally.collections,
        "changes by another process": tally.changes,
        "passages found": tally.hits,
        "planted words seen": tally.own,
        "foreign words": len(tally.foreign),
        "seconds": round(tally.seconds),
    }
    return "\n".join(f"{name:36}{value:>9}" for name, value in rows.items())


def change_for_ever(home: Path, libraries: int, seed: int) -> None:
    """Index and remove articles at random until killed."""
    chance = random.Random(seed + 1)
    ledger = Ledger(home, ledger_of(Settings(home=home)))
    while True:
        library = chance.choice(names(libraries))
        number = chance.randrange(SMALL_ARTICLES)
        if chance.random() < 0.5:
            with ledger.writing() as transaction:
                transaction.remove(library, str(number))
        else:
            _take_in(ledger, library, [number], home / f"change-{_letters(library)}.jsonl")
        time.sleep(0.05)


def _question(desk: Desk, libraries: Libraries, chance: random.Random, tally: Tally, *, whole: bool) -> None:
    """Ask in the very words of a passage, which every library has; half the time for another library's word."""
    number, other = chance.randrange(SMALL_ARTICLES), chance.choice(names(tally.libraries))
    text = _sentences(number, other)[0]
    query = text if chance.random() < 0.5 else _CANARY.sub("canary", text)
    tally.questions += 1
    tally.of_pairs += len(libraries) > 1
    tally.by_chroma += any(library in desk.follower.collections for library in libraries)
    for hit in desk.search(query, libraries, 10).hits:
        tally.hits += 1
        _take_hit(tally, libraries, hit)
    if whole:
        tally.answers += 1
        _ask_in_every_way(desk, libraries, chance.choice(_TOPICS), text, tally)
        _look_up(desk, libraries, str(number), other, tally)


def _ask_in_every_way(desk: Desk, libraries: Libraries, topic: str, text: str, tally: Tally) -> None:
    """Ask for a fact, for what is not there, for what somebody said, and for a quote of any library."""
    asked = (f"What about the {topic}?", f"Who sank the {topic} of Atlantis?", f"What did {SPEAKER} say?")
    for question in asked:
        _take_answer(tally, libraries, desk.ask(question, libraries))
    timeline = desk.timeline(SPEAKER, libraries)
    for quote in (*desk.said(SPEAKER, libraries, topic), *timeline.dated, *timeline.undated):
        tally.take(libraries, "what somebody said", quote.text)
        tally.take_article(libraries, "what somebody said", quote.article)
    for match in desk.verify(text, libraries).matches:
        tally.take_article(libraries, "a verdict", match.article)
        for difference in match.differences:
            tally.take(libraries, "a difference", difference.article)


def _look_up(desk: Desk, libraries: Libraries, article_id: str, other: str, tally: Tally) -> None:
    """Look for an article by a word of any library, and by an id that every library has."""
    for words in (f"canary{_letters(other)}", "report"):
        for article in desk.articles(libraries, words).articles:
            tally.take_article(libraries, "the list", article)
    if found := desk.article(libraries, article_id):
        tally.take_article(libraries, "an article", found.article)


def _take_hit(tally: Tally, libraries: Libraries, hit: Hit) -> None:
    tally.take(libraries, "a passage", hit.passage.text)
    tally.take_article(libraries, "an article", hit.article)
    for passage in hit.context.passages:
        tally.take(libraries, "the context", passage.text)


def _take_answer(tally: Tally, libraries: Libraries, answer: Answer) -> None:
    for statement in answer.statements:
        tally.take(libraries, "a statement", statement.text)
    for citation in (*answer.citations, *answer.closest):
        tally.take(libraries, "a citation", f"{citation.quote} {citation.passage.text}")
        tally.take_article(libraries, "a citation", citation.article)


def _desk(home: Path) -> Desk:
    settings = Settings(home=home)
    desk = Desk(settings, AlikeEmbeddings(most_tokens=60))
    desk.follower = Follower(desk.ledger, sound, large=LARGE, server=server_of(settings))
    desk._search = HybridSearch(desk.ledger, desk._embeddings, desk.follower)
    return desk


def _index(desk: Desk, library: str, numbers: range) -> None:
    _take_in(desk.ledger, library, list(numbers), desk.ledger.home / f"{_letters(library)}.jsonl")


def _take_in(ledger: Ledger, library: str, numbers: list[int], source: Path) -> None:
    fields = [
        {
            "id": str(number),
            "title": f"Report canary{_letters(library)}",
            "text": "\n\n".join(_sentences(number, library)),
        }
        for number in numbers
    ]
    source.write_text("".join(json.dumps(each) + "\n" for each in fields))
    Indexer(ledger, AlikeEmbeddings(most_tokens=60)).index(library, [str(source)])


def _sentences(number: int, library: str) -> list[str]:
    """Return an article's paragraphs: the same in all libraries but for one word."""
    chance = random.Random(number)
    word = f"canary{_letters(library)}"
    told = [
        f"The {topic} was discussed by {' '.join(chance.choices(_TOPICS, k=30))} and {word} on day {at}."
        for at, topic in enumerate(chance.choices(_TOPICS, k=4))
    ]
    return [*told, f"{SPEAKER} said that the {chance.choice(_TOPICS)} and {word} would be closed."]


def _letters(library: str) -> str:
    """Return a library's own letters: no name's are those of another."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in library.encode().hex())


def _revision(desk: Desk) -> int:
    with desk.ledger.reading() as snapshot:
        return snapshot.revision


@contextmanager
def _changing(home: Path, libraries: int, seed: int) -> Iterator[None]:
    command = [sys.executable, __file__, "--change", str(home), str(libraries), str(seed)]
    process = subprocess.Popen(command)
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"The process that changes the libraries ended by itself ({process.returncode}).")
    finally:
        process.kill()
        process.wait()


def main(arguments: list[str]) -> int:
    """Exit 0 if no foreign word was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--change", nargs=3, metavar=("HOME", "LIBRARIES", "SEED"), help="be the process that changes")
    options = parser.parse_args(arguments)
    if options.change:
        home, libraries, seed = options.change
        change_for_ever(Path(home), int(libraries), int(seed))
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder, "home"), options.questions, options.seed)
    print(f"{table(tally)}\nseed {options.seed}")
    for found in tally.foreign[:20]:
        print(f"  {found}")
    return 1 if tally.foreign or not tally.own else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
