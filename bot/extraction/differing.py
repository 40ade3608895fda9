"""Differing figures: sentences of several articles that answer with numbers or days that cannot all be right.

A false notice is worse than a missed one: each must plainly be of what is asked, and nothing may set them apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extraction.amounts import Amount, amounts
from bot.extraction.candidates import Candidate
from bot.extraction.circumstances import A_WEEK, can_be_one, circumstances, days_apart
from bot.extraction.contrasts import without_contrasts
from bot.extraction.expectation import Kind, expected
from bot.extraction.figures import Figure, correction, figure_of
from bot.extraction.named_days import Day
from bot.extraction.names import names
from bot.extraction.signals import Asked
from index import Key, Span, stems_in

MOST_FIGURES = 4
MOST_SENTENCES = 20  # that are looked at
# What grows as time goes on differs between two days though both are right.
_GROWS = re.compile(
    r"\b(?:has|have)\s+(?!to\b)\w|\bso far\b|\bthis (?:season|year|month)\b|\bhow old\b|\b(?:live|lives|living"
    r"|inhabitants|population|age)\b|\bhow (?:often|likely)\b",
    re.IGNORECASE,
)
# What asks for a figure without "how many" or "when", and how it asks with them.
_ASKS_FOR = [
    (re.compile(r"\b(?:the )?(?:number|count) of\b", re.IGNORECASE), "how many"),
    (re.compile(r"\b(?:the )?death toll\b", re.IGNORECASE), "how many people died"),
    (re.compile(r"\b(?:the )?(?=(?:costs?|price|damage|fine|budget)\b)", re.IGNORECASE), "how much "),
    (re.compile(r"\b(?:the )?(?:date|day|year)(?: of)?\b", re.IGNORECASE), "when"),
]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and where the figure stands in it by which it answers."""

    candidate: Candidate
    span: Span

    @property
    def words(self) -> str:
        """Return the figure in the sentence's words."""
        return self.span.of(self.candidate.text)


def differing(question: Asked, near: Sequence[Candidate]) -> tuple[Told, ...]:
    """Return the first sentence that answers by a figure and those of other articles that answer otherwise.

    None if there are no others.
    """
    if question.kind not in (Kind.DATE, Kind.NUMBER) or _GROWS.search(question.text):
        return ()
    kept: list[tuple[Candidate, Figure]] = []
    for one, figure in _answering(question, near[:MOST_SENTENCES]):
        if all(_differ(question, one, figure, other, its) for other, its in kept):
            kept.append((one, figure))
    found = tuple(Told(one, figure.span) for one, figure in kept[:MOST_FIGURES])
    return found if len(found) > 1 else ()


def of_figures(question: Asked) -> Asked:
    """Return a question of several articles as one for a figure, if it is: "how do they differ on the number of …"."""
    if question.kind in (Kind.DATE, Kind.NUMBER):
        return question
    text = as_figure(question.text)
    return replace(question, text=text, kind=expected(text)) if text != question.text else question


def as_figure(text: str) -> str:
    """Return a question as one with "how many" or "when" if it asks for a figure otherwise: "the death toll"."""
    for pattern, words in _ASKS_FOR:
        if found := pattern.search(text):
            return f"{text[: found.start()]}{words}{text[found.end() :]}"
    return text


def _answering(question: Asked, near: Sequence[Candidate]) -> Iterator[tuple[Candidate, Figure]]:
    """Yield the sentences that answer by a figure; none of an article that has two that differ."""
    found: list[tuple[Candidate, Figure]] = []
    for one in near:
        if figure := figure_of(question, one) or next(
            (corrected for _, first in found[:1] if (corrected := correction(question, one, first))), None
        ):
            found.append((one, figure))
    by_article: dict[Key, list[Figure]] = {}
    for one, figure in found:
        by_article.setdefault(one.hit.article.key, []).append(figure)
    for one, figure in found:
        if not any(figure.contradicts(other) for other in by_article[one.hit.article.key]):
            yield one, figure


def _differ(question: Asked, one: Candidate, figure: Figure, other: Candidate, its: Figure) -> bool:
    """Say whether two sentences of two articles answer otherwise, and of the same matter."""
    if one.hit.article.key == other.hit.article.key or not figure.contradicts(its):
        return False
    if correction(question, one, its) or correction(question, other, figure):
        return True
    if _knows(one, its) or _knows(other, figure) or not _share_names(question, one, other):
        return False
    counted = question.kind is Kind.NUMBER
    return can_be_one(
        circumstances(one, figure.span), circumstances(other, its.span), question.stems, counted=counted
    ) and not _come_again(one, figure, other, its)


def _knows(one: Candidate, figure: Figure) -> bool:
    """Say whether a passage gives another's figure too: then it is of something else, or of another time."""
    of = figure.given
    return isinstance(of, Amount) and any(
        each.value == of.value and each.unit == of.unit for each in amounts(without_contrasts(one.hit.passage.text))
    )


def _share_names(question: Asked, one: Candidate, other: Candidate) -> bool:
    """Say whether two sentences, with what they refer to, share a name; the question's own are enough.

    Where nothing has a name at all, they must be of about the same day.
    """
    if names(question.text):
        return True
    own, its = (
        {
            stem
            for text in (each.text, each.before, each.hit.article.title)
            for span in names(text)
            for stem in stems_in(span.of(text))
        }
        for each in (one, other)
    )
    return not own.isdisjoint(its) or (not (own or its) and days_apart(one, other) < A_WEEK)


def _come_again(one: Candidate, figure: Figure, other: Candidate, its: Figure) -> bool:
    """Say whether two days may be of what comes again: each is of the year of its own article, another one."""
    years = [
        _year_of(each, given.given) for each, given in ((one, figure), (other, its)) if isinstance(given.given, Day)
    ]
    return len(years) > 1 and None not in years and years[0] != years[1]


def _year_of(one: Candidate, day: Day) -> str | None:
    """Return the year of an article, if a day of its text is of that year or of none."""
    published = (one.hit.article.published or "")[:4]
    return published if published and day.year in (None, int(published)) else None
