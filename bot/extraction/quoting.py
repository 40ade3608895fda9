"""Turn sentences of articles into statements with verified citations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answer import Citation, Statement
from bot.citations import cited_span, rested
from bot.extraction.candidates import Candidate
from bot.extraction.elaboration import numbered, opens_a_point, refers_back
from bot.extraction.showing import Shown, on_one_line, without_dateline
from bot.speaking.attributed import Statement as Said
from bot.speaking.said import Told
from index import Article, Span

MOST_POINTS = 5  # of a person's words on the first screen

Quoted = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def sentences_quoted(chosen: Iterable[Shown]) -> Quoted:
    """Return each sentence as a statement; what does not verify is left out."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    before: Candidate | None = None
    for one in chosen:
        hit = one.candidate.hit
        made = cited_span(hit.article, hit.context.passages, one.span, len(citations) + 1)
        citations += made
        elaborates = before is not None and _goes_on(before, one.candidate)
        cited = tuple(each.number for each in made)
        statements.append(Statement(one.text, cited, one.marked, elaborates=elaborates))
        before = one.candidate if made else None
    return rested(statements, citations), tuple(citations)


def speech_quoted(told: Iterable[Told]) -> Quoted:
    """Return what somebody said: a statement a sentence, one citation for what stands together in a passage.

    What comes behind the first points goes on about the last of them.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    utterance = 0
    for each in told:
        article, passages = each.reported.article, each.reported.passages
        made: list[Citation] = []
        for said in each.statements:
            for run in _runs(article.text, said.sentences):
                made += cited_span(article, passages, run, len(citations) + len(made) + 1, said.speaker)
        for said in each.statements:
            utterance += 1
            statements += _sentences_of(article, said, made, utterance)
        citations += made
    return _condensed(rested(statements, citations)), tuple(citations)


def _condensed(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements of which what comes behind the first points goes on about the last of them."""
    begins = [at for at, one in enumerate(statements) if not one.elaborates]
    if len(begins) <= MOST_POINTS:
        return tuple(statements)
    last = statements[begins[MOST_POINTS - 1]].utterance
    behind = [replace(one, elaborates=True, utterance=last) for one in statements[begins[MOST_POINTS] :]]
    return (*statements[: begins[MOST_POINTS]], *behind)


def _sentences_of(article: Article, said: Said, citations: Sequence[Citation], utterance: int) -> Iterator[Statement]:
    """Yield the sentences of an utterance: its first one makes a point, and so does each that enumerates."""
    for at, span in enumerate(numbered(article.text, said.sentences)):
        text = on_one_line(without_dateline(article.text, span).of(article.text))
        cited = tuple(one.number for one in citations if one.start < span.end and span.start < one.end)
        yield Statement(text, cited, elaborates=at > 0 and not opens_a_point(text), utterance=utterance)


def _goes_on(before: Candidate, one: Candidate) -> bool:
    """Say whether a sentence stands right behind another and goes on about it."""
    text, same = one.hit.article.text, before.hit.article.key == one.hit.article.key
    adjoins = same and before.span.end <= one.span.start and not text[before.span.end : one.span.start].strip()
    return adjoins and refers_back(one.text)


def _runs(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join sentences that follow each other."""
    runs: list[Span] = []
    for span in spans:
        if runs and not text[runs[-1].end : span.start].strip():
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return runs
