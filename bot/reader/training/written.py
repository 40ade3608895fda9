"""Examples from questions written by hand over news articles, with the passages that newsdesk itself finds for them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.reader.encoding import Read, heading_of
from bot.reader.training.examples import Example, Labelled, rows
from index import Article, Hit, HybridSearch, Passage, Span, sentences

LIBRARY = "training"
FOUND = 10  # passages looked up for a question
OTHERS = 3  # of these, that do not answer, are read with those that do
LEAST_SHARED = 0.8  # of the words of both from which two sentences are the same one


Parts = tuple[Article, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """A question, its article, and the sentences of it that answer: none for a near miss."""

    question: str
    document: str
    kind: str
    answering: tuple[str, ...]
    words: str | None


def written(articles: Path, questions: Path) -> list[Written]:
    """Return the questions of a file, with the sentences that their numbers stand for."""
    texts = {row["doc"]: row["sentences"] for row in rows(articles)}
    return [_written(row, texts[row["doc"]]) for row in rows(questions) if row["doc"] in texts]


def _written(row: Mapping[str, Any], texts: Sequence[str]) -> Written:
    best = [] if row["best"] is None else [row["best"], *row["also"]]
    answering = tuple(texts[at] for at in best if at < len(texts))
    return Written(row["q"], row["doc"], row["type"], answering, row["span"])


def with_found(
    asked: Sequence[Written], articles: Mapping[str, Parts], search: HybridSearch, rng: random.Random
) -> Iterator[Example]:
    """Yield each question with the passages that answer it, and some that were found and do not."""
    for one in asked:
        article, passages = articles[one.document]
        answering = [each for each in (labelled(one, article, part) for part in passages) if each.answering]
        if one.answering and not answering:
            continue
        hits = search.find((LIBRARY,), one.question, FOUND).hits
        found = [read_hit(one, hit) for hit in hits]
        # Where the library answers a near miss elsewhere, nobody knows: only its own article is known not to.
        others = [each for each, hit in zip(found, hits, strict=True) if _misleads(one, each, hit)]
        first = others[: OTHERS - 1] + rng.sample(others[OTHERS - 1 :], min(1, len(others[OTHERS - 1 :])))
        yield Example(one.question, (*answering[:2], *first))


def read_hit(one: Written, hit: Hit) -> Labelled:
    """Return a passage that was found; it answers only in the question's own article."""
    if hit.article.id == one.document:
        return labelled(one, hit.article, hit.passage)
    return Labelled(read(hit.article, hit.passage))


def read(article: Article, passage: Passage) -> Read:
    """Return a passage as the reader is given it."""
    parts = tuple(Span(each.start, each.end) for each in sentences(passage.text, article.language))
    return Read(heading_of(article.title, article.published, passage.ordinal), passage.text, parts)


def labelled(one: Written, article: Article, passage: Passage) -> Labelled:
    """Return a passage of the question's article with its answering sentences and words."""
    given = read(article, passage)
    answering = frozenset(
        at
        for at, part in enumerate(given.sentences)
        if any(is_same(part.of(passage.text), sentence) for sentence in one.answering)
    )
    words = None
    for at in sorted(answering) if one.words and one.answering else ():
        part = given.sentences[at]
        start = part.of(passage.text).find(one.words or "")
        if start >= 0 and is_same(part.of(passage.text), one.answering[0]):
            words = Span(part.start + start, part.start + start + len(one.words or ""))
            break
    return Labelled(given, answering, words)


def is_same(one: str, other: str) -> bool:
    """Say whether two texts are one sentence, which others may cut a little differently."""
    ours, theirs = one.split(), other.split()
    shared = len(set(ours) & set(theirs))
    return shared >= LEAST_SHARED * max(len(set(ours)), len(set(theirs))) or (
        len(ours) >= 4 and " ".join(ours) in " ".join(theirs) and len(ours) >= 0.5 * len(theirs)
    )


def _misleads(one: Written, each: Labelled, hit: Hit) -> bool:
    return not each.answering and (bool(one.answering) or hit.article.id == one.document)
