"""Turn sentences of articles into statements with verified citations."""

from collections.abc import Iterable, Sequence

from bot.answer import Citation, Statement
from bot.citations import cite, rested
from bot.errors import UnverifiedCitation
from bot.extraction.showing import Shown, on_one_line
from bot.speaking.said import Told
from index import Article, Passage, Span

Quoted = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def sentences_quoted(chosen: Iterable[Shown]) -> Quoted:
    """Return each sentence as a statement; what does not verify is left out."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for one in chosen:
        hit = one.candidate.hit
        made = _citations(hit.article, hit.context.passages, one.span, len(citations) + 1, None)
        citations += made
        statements.append(Statement(one.text, tuple(each.number for each in made), one.marked))
    return rested(statements, citations), tuple(citations)


def speech_quoted(told: Iterable[Told]) -> Quoted:
    """Return what somebody said: a statement a sentence, one citation for what stands together in a passage."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for each in told:
        article, passages = each.reported.article, each.reported.passages
        made: list[Citation] = []
        for said in each.statements:
            for run in _runs(article.text, said.sentences):
                made += _citations(article, passages, run, len(citations) + len(made) + 1, said.speaker)
        for span in (span for said in each.statements for span in said.sentences):
            marks = tuple(one.number for one in made if one.start < span.end and span.start < one.end)
            statements.append(Statement(on_one_line(span.of(article.text)), marks))
        citations += made
    return rested(statements, citations), tuple(citations)


def _runs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join sentences that follow each other."""
    runs: list[Span] = []
    for span in spans:
        if runs and not text[runs[-1].end : span.start].strip():
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return runs


def _citations(
    article: Article, passages: Iterable[Passage], span: Span, number: int, speaker: str | None
) -> list[Citation]:
    """Cite a span of an article: once, or once for each passage that holds a part of it."""
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
