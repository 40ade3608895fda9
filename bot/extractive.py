"""Answer with the articles' own sentences: no model, no key, no network; nothing can be invented."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Citation, Outcome, Statement
from bot.citations import cite, rested
from bot.errors import UnverifiedCitation
from bot.question import Question
from bot.reported import Reported
from bot.said import Likeness, is_heard, told
from index import Article, Hit, Passage, Span, content_terms, sentences

MOST_HITS = 10  # passages whose sentences are weighed
MOST_STATEMENTS = 3  # for a question that no single speaker is asked about
MOST_CLOSEST = 3
LEAST_COVERED = 0.5  # share of the question's weight that the words of one sentence must hold
NEAR_THE_BEST = 0.8  # further sentences must reach this share of the best one's score
NEIGHBOUR_WEIGHT = 0.5  # of a word that stands only in the sentence before, or in the title

_Statements = tuple[Statement, ...]
_Citations = tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What the articles' sentences say to a question."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Pick:
    """A sentence chosen for the answer."""

    hit: Hit
    span: Span
    score: float


def extract(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported] = (), likeness: Likeness | None = None
) -> Extract:
    """Return the sentences that answer, in the articles' order, or the closest ones and NOT_FOUND.

    `found` are articles in which the speaker says something that is asked about; `likeness` compares meanings.
    """
    statements, citations = _said(question, hits, found, likeness) if question.speech else ((), ())
    if not statements and not _is_about_words_alone(question, hits, found):
        statements, citations = _cited(_covering(question, hits))
    if statements:
        return Extract(Outcome.ANSWERED, statements, citations, ())
    _, closest = _cited(_closest(question, hits))
    return Extract(Outcome.NOT_FOUND, (), (), closest)


def _is_about_words_alone(question: Question, hits: Sequence[Hit], found: Sequence[Reported]) -> bool:
    """Say whether only somebody's own words can answer: then other sentences do not."""
    return question.speech is not None and (question.speech.sure or is_heard(question, hits, found))


def _said(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported], likeness: Likeness | None
) -> tuple[_Statements, _Citations]:
    """Return what somebody said: a statement a sentence, one citation for what stands together in a passage."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for each in told(question, hits, found, likeness):
        article, passages = each.reported.article, each.reported.passages
        made: list[Citation] = []
        for said in each.statements:
            for run in _runs(article.text, said.sentences):
                made += _citations(article, passages, run, len(citations) + len(made) + 1, said.speaker)
        for span in (span for said in each.statements for span in said.sentences):
            marks = tuple(one.number for one in made if one.start < span.end and span.start < one.end)
            statements.append(Statement(_shown(span.of(article.text)), marks))
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


def _covering(question: Question, hits: Sequence[Hit]) -> list[_Pick]:
    """Return the sentences that hold enough of the question's words, the best ones only."""
    ranked = _ranked(question, hits)
    best = ranked[0].score if ranked else 0.0
    if best < LEAST_COVERED:
        return []
    return [pick for pick in ranked[:MOST_STATEMENTS] if pick.score >= NEAR_THE_BEST * best]


def _closest(question: Question, hits: Sequence[Hit]) -> list[_Pick]:
    """Return the sentence nearest to the question from each of the first hits."""
    chosen: dict[str, _Pick] = {}
    for pick in _ranked(question, hits[:MOST_CLOSEST]):
        chosen.setdefault(pick.hit.passage.id, pick)
    return list(chosen.values())


def _ranked(question: Question, hits: Sequence[Hit]) -> list[_Pick]:
    weights = _weights(question, hits)
    picks = []
    for rank, hit in enumerate(hits[:MOST_HITS]):
        before = hit.article.title
        for span in _sentences(hit):
            text = span.of(hit.article.text)
            picks.append(_Pick(hit, span, _covered(weights, text, f"{hit.article.title} {before}") - rank / 1000))
            before = text
    return sorted(picks, key=lambda pick: -pick.score)


def _weights(question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """Return how much each word of the topic tells sentences apart: rare among the hits' sentences, heavy."""
    texts = [span.of(hit.article.text) for hit in hits for span in _sentences(hit)]
    frequency = Counter(stem for text in texts for stem in _stems(text))
    return {term.stem: math.log(1 + (1 + len(texts)) / (1 + frequency[term.stem])) for term in question.topic}


def _covered(weights: dict[str, float], text: str, around: str) -> float:
    """Return the share of the weights whose words stand in the text, those only around it counting less."""
    here, near = _stems(text), _stems(around)
    got = sum(
        weight if stem in here else NEIGHBOUR_WEIGHT * weight if stem in near else 0.0
        for stem, weight in weights.items()
    )
    return got / sum(weights.values()) if weights else 0.0


def _cited(picks: Iterable[_Pick]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the picks as statements with verified citations; what does not verify is left out."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for pick in picks:
        made = _citations(pick.hit.article, pick.hit.context.passages, pick.span, len(citations) + 1, None)
        citations += made
        statements.append(Statement(_shown(pick.span.of(pick.hit.article.text)), tuple(c.number for c in made)))
    return rested(statements, citations), tuple(citations)


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


def _sentences(hit: Hit) -> list[Span]:
    """Return the sentences of a passage; one that is longer than the passage is cut to it."""
    text, passage = hit.article.text, hit.passage
    return [
        Span(passage.start + found.start, passage.start + found.end)
        for found in sentences(text[passage.start : passage.end], hit.article.language)
    ]


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}


def _shown(text: str) -> str:
    """Return a sentence on one line."""
    return " ".join(text.split())
