"""Recall a kept answer: as it was given, as far as the articles still say it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.answer import Answer, Citation, Statement
from bot.answerers import answerer_named
from bot.citations import cite
from bot.records import Cited, Kept
from index import Article, Passage, Snapshot


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer without what holds no more: the citations in `lost`, and the statements that rested on these alone."""

    answer: Answer
    lost: tuple[Cited, ...]


def recalled(kept: Kept, snapshot: Snapshot) -> Recalled:
    """Return a kept answer, every quote checked against its article as it is now."""
    citations = [(cited, _still(cited, snapshot)) for cited in kept.citations]
    found = tuple(citation for _, citation in citations if citation)
    closest = tuple(citation for citation in (_still(cited, snapshot) for cited in kept.closest) if citation)
    numbers = {citation.number for citation in found}
    answer = Answer(
        question=kept.question,
        understood=kept.understood,
        outcome=kept.outcome,
        statements=tuple(_resting(kept.statements, numbers)),
        citations=found,
        closest=closest,
        freshness=kept.freshness,
        missing=kept.missing,
        differing=tuple(figure for figure in kept.differing if figure.citation in numbers),
        period=kept.period,
        answerer=answerer_named(kept.answerer),
    )
    return Recalled(answer, tuple(cited for cited, citation in citations if citation is None))


def _resting(statements: Iterable[Statement], numbers: set[int]) -> Iterable[Statement]:
    for statement in statements:
        marks = tuple(number for number in statement.citations if number in numbers)
        if marks:
            yield replace(statement, citations=marks)


def _still(cited: Cited, snapshot: Snapshot) -> Citation | None:
    """Return the citation where its words stand now: where they stood, else where they have moved to."""
    article = snapshot.identified(cited.library, cited.article_id)
    if article is None:
        return None
    passages = [stored.passage for stored in snapshot.passages(article)]
    same = [passage for passage in passages if passage.id == cited.passage_id]
    for passage in (*same, *passages):
        start = _start(cited, article, passage)
        if start is not None:
            end = start + len(cited.quote)
            return cite(cited.number, article, passage, start, end, quote=cited.quote, speaker=cited.speaker)
    return None


def _start(cited: Cited, article: Article, passage: Passage) -> int | None:
    """Return where in the article a passage has the words, None if it has them not."""
    unmoved = passage.start <= cited.start and cited.end <= passage.end
    if unmoved and article.text[cited.start : cited.end] == cited.quote:
        return cited.start
    at = passage.text.find(cited.quote)
    return passage.start + at if at >= 0 else None
