"""Answer with the articles' own sentences: no model, no key, no network; nothing can be invented."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Citation, Outcome, Statement
from bot.citations import cite, rested
from bot.errors import UnverifiedCitation
from bot.question import Question
from bot.speakers import is_by
from index import Hit, Span, content_terms, sentences

MOST_HITS = 10  # passages whose sentences are weighed
MOST_STATEMENTS = 3  # for a question that no single speaker is asked about
MOST_CLOSEST = 3
LEAST_COVERED = 0.5  # share of the question's weight that the words of one sentence must hold
NEAR_THE_BEST = 0.8  # further sentences must reach this share of the best one's score
NEIGHBOUR_WEIGHT = 0.5  # of a word that stands only in the sentence before, or in the title


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
    speaker: str | None = None


def extract(question: Question, hits: Sequence[Hit]) -> Extract:
    """Return the sentences of the hits that answer, in the articles' order, or the closest ones and NOT_FOUND."""
    picks = _said(question, hits) if question.speaker else _covering(question, hits)
    statements, citations = _cited(picks)
    if statements:
        return Extract(Outcome.ANSWERED, statements, citations, ())
    _, closest = _cited(_closest(question, hits))
    return Extract(Outcome.NOT_FOUND, (), (), closest)


def _said(question: Question, hits: Sequence[Hit]) -> list[_Pick]:
    """Return what the speaker said about the topic: whole statements, article by article."""
    weights = _weights(question, hits)
    picks: dict[tuple[str, int], _Pick] = {}
    for hit in _one_per_article(hits):
        for said in hit.context.utterances:
            if not is_by(said, question.speaker or ""):
                continue
            covered = _covered(weights, " ".join(span.of(hit.article.text) for span in said.sentences), "")
            if question.topic and covered < LEAST_COVERED:
                continue
            for span in said.sentences:
                picks.setdefault((hit.article.id, span.start), _Pick(hit, span, covered, said.speaker))
    order = {hit.article.id: at for at, hit in enumerate(_one_per_article(hits))}
    return sorted(picks.values(), key=lambda pick: (order[pick.hit.article.id], pick.span.start))


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
        made = _citations(pick, len(citations) + 1)
        citations += made
        statements.append(Statement(_shown(pick.span.of(pick.hit.article.text)), tuple(c.number for c in made)))
    return rested(statements, citations), tuple(citations)


def _citations(pick: _Pick, number: int) -> list[Citation]:
    """Cite a sentence: once, or once for each passage that holds a part of it."""
    article, made = pick.hit.article, []
    for passage in pick.hit.context.passages:
        start, end = max(passage.start, pick.span.start), min(passage.end, pick.span.end)
        if start < end:
            try:
                quote = article.text[start:end]
                made.append(cite(number, article, passage, start, end, quote=quote, speaker=pick.speaker))
                number += 1
            except UnverifiedCitation:
                return []
    return made


def _one_per_article(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.article.id: hit for hit in reversed(hits)}.values())[::-1]


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
