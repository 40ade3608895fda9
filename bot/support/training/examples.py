"""Examples of statements with passages: the sentences that support one, or none."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.reader.encoding import Read, heading_of
from bot.reader.training.examples import Example, Labelled, rows
from bot.reader.training.written import is_same
from bot.support.training.altering import altered
from index import Span, sentences

PUBLIC = ("fever_symmetric", "fool_me_twice", "wice", "summedits")
LONGEST = 1_200  # characters read at once: of what is longer the network sees a part
MOST_PIECES = 3  # of one public passage; what is longer is left out
LEFT_OUT = "partly"  # neither true nor false
BESIDE = 3  # sentences before and behind those that a statement rests on
ALTERED = 0.5  # of the true public statements are made false too
SETS = ("apnews_qed", "realtimeqa", "wmt21_mt_news")
MOST_SENTENCES = 40  # of an article that were shown to whoever wrote statements over it


def public(train: Path, most: int | None, rng: random.Random) -> Iterator[Example]:
    """Yield the statements of the public sets: where one is supported, any sentence may be what supports it."""
    for name in PUBLIC:
        for row in [row for row in rows(train / f"{name}.jsonl") if row["label"] != LEFT_OUT][:most]:
            parts = pieces(row["evidence"])
            if len(parts) > MOST_PIECES:
                continue
            supported = row["label"] == "supported"
            yield example(row["claim"], parts, supported=supported)
            if supported and rng.random() < ALTERED and (made := altered(row["claim"], row["evidence"], rng)):
                yield example(rng.choice(made), parts, supported=False)


def written(statements: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """Yield statements written over news, with the sentences that they were said to rest on."""
    for row in statements:
        yield example(row["claim"], [of_row(row)], supported=row["supported"], resting_on=row["sentences"])


def over_articles(sets: Path, statements: Path) -> list[dict[str, Any]]:
    """Return the statements of a file over articles of the public sets in the form of the others, with evidence."""
    texts = {row["id"]: row for name in SETS for row in rows(sets / name / "corpus.jsonl")}
    made = []
    for row in rows(statements):
        article = texts[row["doc"]]
        cut = [" ".join(each.of(article["text"]).split()) for each in sentences(article["text"], article.get("lang"))]
        cut = cut[:MOST_SENTENCES]
        if not (numbers := [at for at in row["sentences"] if 0 <= at < len(cut)]):
            continue
        near = sorted({at + by for at in numbers for by in range(-BESIDE, BESIDE + 1) if 0 <= at + by < len(cut)})
        evidence = {"evidence": " ".join(cut[at] for at in near), "sentences": [cut[at] for at in numbers]}
        made.append({**row, "title": article["title"], "date": article.get("date"), **evidence})
    return made


def changed(statements: Iterable[Mapping[str, Any]], rng: random.Random) -> Iterator[Example]:
    """Yield true statements altered into false ones, one of each true one's."""
    for row in statements:
        if row["supported"] and (made := altered(row["claim"], row["evidence"], rng)):
            yield example(rng.choice(made), [of_row(row)], supported=False)


def copied(passages: Sequence[Read], rng: random.Random) -> Iterator[Example]:
    """Yield a sentence of each passage as a statement, and one that was altered."""
    for passage in passages:
        long = [span.of(passage.text) for span in passage.sentences if 40 <= span.end - span.start <= 220]
        told = [sentence for sentence in long if not sentence.endswith("?")]
        if told:
            statement = rng.choice(told)
            yield example(statement, [passage], supported=True, resting_on=[statement])
            if made := altered(rng.choice(told), passage.text, rng):
                yield example(rng.choice(made), [passage], supported=False)


def example(statement: str, passages: Sequence[Read], *, supported: bool, resting_on: Sequence[str] = ()) -> Example:
    """Return an example; without sentences to rest on, any sentence of the passages may support."""
    labelled = []
    for passage in passages:
        parts = [span.of(passage.text) for span in passage.sentences]
        own = {at for at, part in enumerate(parts) if any(is_same(part, one) for one in resting_on)}
        answering = frozenset(own or range(len(parts))) if supported else frozenset[int]()
        labelled.append(Labelled(passage, answering))
    return Example(statement, tuple(labelled))


def pieces(text: str) -> list[Read]:
    """Return a text as passages of whole sentences that the network can read whole."""
    spans = sentences(text)
    made, first = [], 0
    for at, span in enumerate(spans):
        if span.end - spans[first].start > LONGEST and at > first:
            made.append(read(text[spans[first].start : spans[at - 1].end]))
            first = at
    return [*made, read(text[spans[first].start :])] if spans else []


def read(text: str, title: str = "", published: str | None = None) -> Read:
    """Return a passage to be read."""
    spans = tuple(Span(one.start, one.end) for one in sentences(text))
    return Read(heading_of(title, published, None), text, spans)


def of_row(row: Mapping[str, Any]) -> Read:
    """Return the passage of a statement that was written over news."""
    return read(row["evidence"], row["title"], row["date"])
