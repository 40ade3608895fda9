"""The points of an answer, article by article: one sentence of each to show first, and what elaborates it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Statement
from bot.times.publication import precedes
from index import Article

MOST_WORDS = 300  # of one utterance that are shown; its points all are


@dataclass(frozen=True, slots=True)
class Point:
    """A point by its first sentence, what elaborates it, and what of that is folded: the utterance is too long."""

    first: Statement
    elaboration: tuple[Statement, ...] = ()
    folded: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one article answers, point by point. `older`: the latest is asked for, and another article is newer."""

    article: Article
    points: tuple[Point, ...]
    older: bool = False


def accounts(answer: Answer) -> tuple[Account, ...]:
    """Return what each article answers, in the order in which the answer first comes to them."""
    articles = {citation.number: citation.article for citation in answer.citations}
    told: dict[Article, list[Statement]] = {}
    for statement in answer.statements:
        told.setdefault(articles[statement.citations[0]], []).append(statement)
    return tuple(
        Account(
            article,
            points(statements),
            answer.latest and any(precedes(article.published, other.published) for other in told),
        )
        for article, statements in told.items()
    )


def points(statements: Iterable[Statement]) -> tuple[Point, ...]:
    """Return the points of an article's statements, all but the first MOST_WORDS words of an utterance folded.

    Never cut are sentences and points: the first sentence of each counts before any elaboration.
    """
    made: list[list[Statement]] = []
    for statement in statements:
        if statement.elaborates and made and made[-1][0].utterance == statement.utterance:
            made[-1].append(statement)
        else:
            made.append([statement])
    return tuple(_folded(made))


def _folded(made: Sequence[Sequence[Statement]]) -> Iterable[Point]:
    words = Counter[int | None]()
    for first, *_ in made:
        words[first.utterance] += _length(first)
    for first, *elaboration in made:
        shown = []
        for statement in elaboration:
            words[statement.utterance] += _length(statement)
            if statement.utterance is None or words[statement.utterance] <= MOST_WORDS:
                shown.append(statement)
        yield Point(first, tuple(shown), tuple(elaboration[len(shown) :]))


def _length(statement: Statement) -> int:
    return len(statement.text.split())
