"""Stating: claims that hold become statements, with verified citations of the sentences they rest on."""

from collections.abc import Iterable

from bot.answer import Citation, Statement
from bot.citations import cite, rested
from bot.errors import UnverifiedCitation
from bot.generating.checking.claim import Checked
from bot.generating.checking.evidence import Standing
from index import Key, Span

Stated = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def stated(claims: Iterable[Checked]) -> Stated:
    """Return the claims that hold as statements, in order, each text once, sentences numbered as they are first cited.

    A claim of which a sentence does not verify is left out.
    """
    statements: dict[str, Statement] = {}
    citations: dict[tuple[Key, Span], Citation] = {}
    for claim in claims:
        if not claim.holds or claim.text in statements:
            continue
        made = dict(citations)
        try:
            for one in claim.supports:
                made.setdefault((one.source.article.key, one.span), _cited(one, len(made) + 1))
        except UnverifiedCitation:
            continue
        citations = made
        numbers = [citations[one.source.article.key, one.span].number for one in claim.supports]
        statements[claim.text] = Statement(claim.text, tuple(numbers), unchecked=not claim.settled)
    return rested(statements.values(), citations.values()), tuple(citations.values())


def _cited(one: Standing, number: int) -> Citation:
    speakers = {said.speaker for said in one.source.said_in(one.span)}
    speaker = speakers.pop() if len(speakers) == 1 else None
    article, passage = one.source.article, one.source.passage
    return cite(number, article, passage, one.span.start, one.span.end, quote=one.text, speaker=speaker)
