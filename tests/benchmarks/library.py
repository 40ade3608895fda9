"""A library of any size: real articles first, beyond them made-up ones of real sentences, with vectors near real ones.

It is written straight into a ledger; nothing is embedded. What is made up: an article has as many passages as a real
one, each of as many sentences, which are drawn from all real articles; where somebody says something in a sentence,
they say it here too. The vector of a passage is that of some real passage, pushed along the difference of two others:
so vectors stay as unevenly spread as real ones, about .87 alike to the one they come from. A passage's words and its
vector have nothing to do with each other.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import numpy as np

from index import SHARED, Article, Indexer, Ledger, Passage, SentenceTransformerEmbeddings, Span, Utterance, sentences
from index.article import passage_id
from index.embeddings import Vectors
from index.ledger import Snapshot, StoredPassage

TOGETHER = 500  # articles written in one transaction
PUSH = 0.4  # of the difference of two real vectors, in the vector of a made-up passage
SOURCES = 200  # publishers of made-up articles
YEARS = 3  # over which their days are spread, back from the real ones
FACTS = ("fingerprint", "utterance_rules")


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with its passages and who says what."""

    article: Article
    passages: list[StoredPassage]
    said: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A real sentence, and what is said in it, if somebody says it in that sentence alone."""

    text: str
    utterance: Utterance | None


def index_real(home: Path, corpora: Sequence[Path], passages: int) -> None:
    """Index so many passages of the corpora for real, or all: minutes, once; what is there is not embedded again."""
    lines = [line for corpus in corpora for line in corpus.read_text(encoding="utf-8").splitlines()]
    ledger = Ledger(home)
    indexer = Indexer(ledger, SentenceTransformerEmbeddings())
    with tempfile.TemporaryDirectory() as folder:
        for end in range(TOGETHER, len(lines) + TOGETHER, TOGETHER):
            with ledger.reading() as snapshot:
                if snapshot.freshness(SHARED).passages >= passages:
                    break
            some = Path(folder, "some.jsonl")
            some.write_text("\n".join(lines[:end]) + "\n", encoding="utf-8")
            indexer.index(SHARED, [str(some)])
    ledger.close()


def write(real: Path, home: Path, passages: int) -> int:
    """Write a library of so many passages into a new home, from those indexed in another; return how many it has."""
    source, target = Ledger(real), Ledger(home)
    with source.reading() as snapshot:
        facts = {name: snapshot.fact(name) or "" for name in FACTS}
        articles = _enough(_real_then_made(snapshot), passages)
        written = 0
        while some := [whole for _, whole in zip(range(TOGETHER), articles, strict=False)]:
            with target.writing() as transaction:
                for name, value in facts.items():
                    transaction.set_fact(name, value)
                for whole in some:
                    transaction.store(whole.article, whole.passages, whole.said)
                    written += len(whole.passages)
    with target.writing() as transaction:
        transaction.note_indexed(SHARED, "2026-01-01T00:00:00+00:00")
    source.close()
    target.close()
    return written


def _enough(articles: Iterator[Whole], passages: int) -> Iterator[Whole]:
    """Yield articles until they have so many passages; the last one is cut short."""
    while passages > 0:
        whole = next(articles)
        yield replace(whole, passages=whole.passages[:passages])
        passages -= len(whole.passages)


def _real_then_made(snapshot: Snapshot) -> Iterator[Whole]:
    real = []
    for article in snapshot.articles(SHARED):
        real.append(Whole(article, snapshot.passages(article), snapshot.utterances(SHARED, article.id)))
        yield real[-1]
    yield from made_up(real)


def made_up(real: Sequence[Whole]) -> Iterator[Whole]:
    """Yield made-up articles, the same ones each time, for ever."""
    chance = random.Random("made up")
    pool = [said for whole in real for said in _sentences_of(whole)]
    vectors = np.stack([stored.vector for whole in real for stored in whole.passages])
    for number in count():
        model, titled = chance.choice(real), chance.choice(real)
        article = Article(
            library=SHARED,
            id=f"made-up-{number}",
            title=titled.article.title,
            text="",
            source=f"The Gazette of Town {chance.randrange(SOURCES)}",
            published=_earlier(titled.article.published, chance),
            language="en",
        )
        lengths = [len(sentences(stored.passage.text, "en")) for stored in model.passages]
        yield _written(article, [chance.choices(pool, k=length) for length in lengths], pushed(vectors, chance))


def pushed(vectors: Vectors, chance: random.Random) -> Iterator[Vectors]:
    """Yield unit vectors near the given ones, for ever."""
    while True:
        near, one, other = (vectors[chance.randrange(len(vectors))] for _ in range(3))
        vector = near + PUSH * (one - other)
        yield vector / np.linalg.norm(vector)


def _written(article: Article, passages: Sequence[Sequence[Said]], vectors: Iterator[Vectors]) -> Whole:
    """Return an article of these sentences, passage by passage."""
    text, spans, said = "", [], []
    for sentences_of_passage in passages:
        start = len(text)
        for one in sentences_of_passage:
            if one.utterance:
                said.append(replace(one.utterance, sentences=(Span(len(text), len(text) + len(one.text)),)))
            text += f"{one.text} "
        spans.append(Span(start, len(text) - 1))
        text = f"{text[:-1]}\n\n"
    stored = []
    for ordinal, (span, vector) in enumerate(zip(spans, vectors, strict=False)):
        own = span.of(text)
        passage = Passage(passage_id(article.id, own, ordinal), article.id, ordinal, span.start, span.end, own)
        stored.append(StoredPassage(passage, "made up", vector))
    return Whole(replace(article, text=text.rstrip()), stored, tuple(said))


def _sentences_of(whole: Whole) -> Iterator[Said]:
    text = whole.article.text
    alone = {said.sentences[0]: said for said in whole.said if len(said.sentences) == 1}
    for sentence in sentences(text, whole.article.language):
        span = Span(sentence.start, sentence.end)
        if words := span.of(text).strip():
            yield Said(words, alone.get(span))


def _earlier(day: str | None, chance: random.Random) -> str | None:
    if not day:
        return None
    return (date.fromisoformat(day[:10]) - timedelta(days=chance.randrange(365 * YEARS))).isoformat()
