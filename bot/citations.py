"""The one place that checks citations: a quote shown is a quote that stands in its article."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answer import Citation, Statement
from bot.errors import UnverifiedCitation
from index import Article, Passage, Span


def cite(
    number: int,
    article: Article,
    passage: Passage,
    start: int,
    end: int,
    *,
    quote: str,
    speaker: str | None = None,
) -> Citation:
    """Return a citation of `quote`. Raise UnverifiedCitation unless it stands at start:end, inside the passage."""
    inside = 0 <= passage.start <= start < end <= passage.end <= len(article.text)
    whole = article.text[passage.start : passage.end] == passage.text and passage.article_id == article.id
    if not (inside and whole and article.text[start:end] == quote):
        raise UnverifiedCitation(
            f"A quote is not at {start}:{end} of article {article.id}, so it is not shown. Ask again; "
            "if it stays, index the article again."
        )
    return Citation(number, article, passage, quote, start, end, speaker)


def cited_span(
    article: Article, passages: Iterable[Passage], span: Span, number: int, speaker: str | None = None
) -> list[Citation]:
    """Cite a span of an article: once, or once for each passage that has a part of it; [] if any does not verify."""
    made: list[Citation] = []
    for passage in passages:
        start, end = max(passage.start, span.start), min(passage.end, span.end)
        if start < end:
            try:
                quote = article.text[start:end]
                made.append(cite(number + len(made), article, passage, start, end, quote=quote, speaker=speaker))
            except UnverifiedCitation:
                return []
    return made


def rested(statements: Iterable[Statement], citations: Iterable[Citation]) -> tuple[Statement, ...]:
    """Return the statements that rest on something: marks that point nowhere are dropped, then bare statements."""
    numbers = {citation.number for citation in citations}
    kept = (
        replace(statement, citations=tuple(mark for mark in statement.citations if mark in numbers))
        for statement in statements
    )
    return tuple(statement for statement in kept if statement.citations)
