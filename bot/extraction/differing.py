"""Differing figures: sentences of several articles that answer with numbers or days that cannot all be right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.amounts import Amount, amounts
from bot.extraction.candidates import Candidate
from bot.extraction.expectation import Kind
from bot.extraction.marking import marked
from bot.extraction.named_days import Day, days
from bot.extraction.signals import Asked
from index import is_function_word, terms

LEAST_HELD = 0.75  # of the question's words, by weight and meaning, that each sentence must hold itself
LEAST_RELATED = 0.25  # how far another must hold each word that the first sentence holds, 1 for the word itself
MOST_FIGURES = 4
# Before a figure these leave open that another one is right too.
_ABOUT = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|up to|as (?:many|much) as|about|around|almost|nearly|over"
    r"|under|some|roughly|approximately|estimated)\s+(?:[A-Z]{0,2}[$€£¥]\s?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and the figure by which it answers, in its words."""

    candidate: Candidate
    words: str


def differing(question: Asked, near: Sequence[Candidate]) -> tuple[Told, ...]:
    """Return the first of the sentences and those of other articles that answer otherwise; none if there are none."""
    if question.kind not in (Kind.DATE, Kind.NUMBER):
        return ()
    told = [(one, figure) for one in near if (figure := _figure(question, one))]
    if not told or told[0][0] is not near[0]:
        return ()
    kept = told[:1]
    for one, figure in told[1:]:
        apart = all(one.hit.article.key != other.hit.article.key for other, _ in kept)
        contradicts = all(_contradict(figure, other) for _, other in kept)
        first = told[0][0]
        if apart and contradicts and _is_of_the_same_matter(question, first, one) and _can_be_one(question, first, one):
            kept.append((one, figure))
    found = tuple(Told(one, figure.span.of(one.text)) for one, figure in kept[:MOST_FIGURES])
    return found if len(found) > 1 else ()


def _figure(question: Asked, one: Candidate) -> Amount | Day | None:
    """Return the number or day by which a sentence answers, if it plainly is about the question's matter."""
    held = float(question.sought.weights @ question.sought.strengths(one.text))
    if held < LEAST_HELD:
        return None
    marks = marked(question, one.text)
    found: list[Amount | Day] = [*days(one.text)] if question.kind is Kind.DATE else [*amounts(one.text)]
    figure = next((figure for figure in found if figure.span in marks), None)
    return None if figure and _ABOUT.search(one.text[: figure.span.start]) else figure


def _is_of_the_same_matter(question: Asked, first: Candidate, other: Candidate) -> bool:
    """Say whether a sentence holds, in some way, each word of the question that the first one holds."""
    held = question.sought.strengths(first.text) == 1.0
    return bool((question.sought.strengths(other.text)[held] >= LEAST_RELATED).all())


def _can_be_one(question: Asked, first: Candidate, other: Candidate) -> bool:
    """Say whether two sentences can tell of one event: neither their years nor their other names are all different."""
    if question.kind is not Kind.DATE:
        years = [{day.year for day in days(one.text) if day.year} for one in (first, other)]
        if all(years) and years[0].isdisjoint(years[1]):
            return False
    names = [_names(one.text) - question.stems for one in (first, other)]
    return not all(names) or not names[0].isdisjoint(names[1])


def _names(text: str) -> set[str]:
    """Return the stems of the capitalised words of a sentence, but for its first and for days."""
    dated = [day.span for day in days(text)]
    return {
        term.stem
        for term in terms(text)
        if term.start > 0
        and term.word[0].isupper()
        and not is_function_word(term.word)
        and not any(span.start <= term.start < span.end for span in dated)
    }


def _contradict(one: Amount | Day, other: Amount | Day) -> bool:
    if isinstance(one, Amount) and isinstance(other, Amount):
        both_count = one.counted and other.counted and not one.unit
        return one.excludes(other) and not (both_count and set(one.counted).isdisjoint(other.counted))
    return isinstance(one, Day) and isinstance(other, Day) and one.excludes(other)
