"""Figures: the number or day by which a sentence plainly answers a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.extraction.amounts import Amount, amounts
from bot.extraction.candidates import Candidate
from bot.extraction.contrasts import without_contrasts
from bot.extraction.expectation import Kind
from bot.extraction.marking import heads_counted, marked
from bot.extraction.named_days import Day, days
from bot.extraction.names import names
from bot.extraction.predicates import Predicate, governing, predicates, told
from bot.extraction.signals import Asked
from bot.times.calendar_names import A_MONTH
from index import Span, Term, content_terms, stems_in, terms

LEAST_HELD = 0.75  # of the question's other words, by weight, that the sentence and what it refers to must hold
LEAST_RELATED = 0.4  # how far another word holds one of the question's, 1 for the word itself
TELLING = 20  # from which a number that a text corrects is plainly the one that another gives
MOST_MODIFIERS = 2  # words between a number and what it counts

_LIGHT = frozenset(
    """
    get got getting make made making take took taken give gave given put have had reach reached total number amount
    percentage percent share proportion people much high tall long wide deep big large fast far heavy year date day
    money time price height length width depth size speed
    """.split()
)
_FIGURE = re.compile(  # without one of these a sentence has no figure, which is soon seen
    r"\d|day\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety"
    rf"|{A_MONTH})",
    re.IGNORECASE,
)
# With these a sentence tells of what is not so, or only may be.
_DOUBTED = re.compile(
    r"\b(?:den(?:y|ies|ied)|false\w*|wrong\w*|mistak\w*|rumou?r\w*|hoax|retract\w*|fake\w*|disput\w*|incorrect\w*|untrue"
    r"|would have|could have|might|may|if|unless|novel|film|joke\w*|doubt\w*)\b"
)
_PRONOUN = re.compile(r"\b(?:it|he|she|they|its|his|her|their|this|these)\b", re.IGNORECASE)
_LACKED = re.compile(r"\bwithout(?= (?:electricity|power|water|heat\w*|gas|work|homes?)\b)")  # it denies nothing
_OF_OTHERS = re.compile(
    r"\b(?:another|further|additional|other|extra|first|last|next|age[ds]?|no|per|a|an|of|nos?\.|numbers?|top)\s+$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:more|less|fewer|higher|lower|extra|others?|additional|further|times"
    r"|of (?:them|whom|those|the|these|its|his|her|their)|out of|in every|-?year-olds?)\b"
)
_FROM_THEN = re.compile(r"\s+(?:ago|earlier|later|before|after|older|younger)\b")
_CURRENCY = re.compile(r"(?!US)[A-Z]{1,2}(?=\$)")  # "A$5"
_STEPS = re.compile(r"\b(?P<step>by|to|from|with|of|at)\s+(?:[\w ]{0,20}\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or day that answers; `manner` is how it is given: "by" or "to", and what it counts more closely."""

    given: Amount | Day
    manner: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Return where it stands in its sentence."""
        return self.given.span

    def contradicts(self, other: "Figure") -> bool:
        """Say whether both cannot be right of one thing."""
        one, another = self.given, other.given
        if isinstance(one, Amount) and isinstance(another, Amount):
            return self.manner == other.manner and one.excludes(another)
        return isinstance(one, Day) and isinstance(another, Day) and one.excludes(another)


def figure_of(question: Asked, one: Candidate) -> Figure | None:
    """Return the figure by which a sentence answers; None unless it plainly is of what is asked."""
    text = without_contrasts(one.text)
    if not _FIGURE.search(text) or _DOUBTED.search(text) or not _holds_names(question, one):
        return None
    figure = _marked(question, text)
    return figure if figure and _is_of_matter(question, one, text, figure) else None


def correction(question: Asked, one: Candidate, of: Figure) -> Figure | None:
    """Return the figure that a sentence gives instead of one that it names: "92, not 86", "earlier 31; now 38"."""
    text = without_contrasts(one.text)
    if text == one.text or not _holds_names(question, one, anywhere=True):
        return None
    corrected = "".join(own for own, left in zip(one.text, text, strict=True) if left == " ")
    figure = _marked(question, text)
    if isinstance(of.given, Amount):
        named = (of.given.unit != "" or (of.given.value or 0) >= TELLING) and any(
            amount.value == of.given.value for amount in amounts(corrected)
        )
    else:
        named = any(_is_same_day(day, of.given) for day in days(corrected))
    return figure if named else None


def _is_same_day(one: Day, other: Amount | Day) -> bool:
    return isinstance(other, Day) and (one.year, one.month, one.day) == (other.year, other.month, other.day)


def _marked(question: Asked, text: str) -> Figure | None:
    """Return the figure that would be marked in a text, unless it is of others: "two more"."""
    spans = marked(question, _LACKED.sub(lambda match: " " * len(match.group()), text))
    found: list[Amount | Day] = [*days(text)] if question.kind is Kind.DATE else [*amounts(text)]
    given = next((each for each in found if each.span in spans), None)
    if given is None or isinstance(given, Day):
        return Figure(given) if given else None
    before, behind = text[: given.span.start], text[given.span.end :]
    if given.unit == "percent":  # "81 percent of the members"
        behind = behind.removeprefix(" of the")
    if (
        (_OF_OTHERS.search(before) and not before.rstrip().endswith(" of"))
        or _MORE.match(behind)
        or _FROM_THEN.match(behind)
    ):
        return None
    modifiers = _modifiers(question, text, given)
    if modifiers is None:
        return None
    step = _STEPS.search(before[-30:]) if told(question.text) & {"rise", "fall"} else None
    currency = _CURRENCY.match(given.span.of(text))
    return Figure(given, (step["step"].lower() if step else "", currency.group() if currency else "", *modifiers))


def _modifiers(question: Asked, text: str, given: Amount) -> tuple[str, ...] | None:
    """Return the words between a number and what is asked "how many" of; None if it may count something else."""
    heads = heads_counted(question)
    if not heads:
        return ()
    behind = re.split(r"[,.;:()]", text[given.span.end :])[0]
    if heads & set(stems_in(given.span.of(text))):
        return ()
    words = terms(behind)[: MOST_MODIFIERS + 1]
    at = next((at for at, term in enumerate(words) if term.stem in heads), None)
    if at is not None:
        return tuple(term.stem for term in words[:at])
    counted = _counted(question.text)  # "killed 17, the police said", "17 dead"
    return () if counted and (not words or _counted(words[0].word) & counted) else None


def _counted(text: str) -> set[str]:
    return {each.name for each in predicates(text) if each.counts}


def _holds_names(question: Asked, one: Candidate, *, anywhere: bool = False) -> bool:
    """Say whether a sentence, or what it refers to, holds the last word of each name of the question, its passage all.

    `anywhere`: it is enough that the passage does.
    """
    wanted = _names_asked(question.text)
    near = _near(one)
    if not anywhere and any(words[-1] not in near for words in wanted):
        return False
    missing = {word for words in wanted for word in words} - near
    return not missing or missing <= set(stems_in(one.hit.passage.text))


@lru_cache(maxsize=16)
def _names_asked(text: str) -> list[list[str]]:
    """Return the stems of each name of a question."""
    found = [[term.stem for term in content_terms(span.of(text))] for span in names(text)]
    return [words for words in found if words]


def _near(one: Candidate) -> set[str]:
    return {stem for text in _referred(one) for stem in stems_in(text)}


def _told_near(one: Candidate) -> set[str]:
    return {name for text in _referred(one) for name in told(text)}


def _referred(one: Candidate) -> Iterator[str]:
    """Yield a sentence, its title, and the sentence before where a pronoun may refer to it."""
    yield one.text
    yield one.hit.article.title
    if _PRONOUN.search(one.text):
        yield one.before


def _is_of_matter(question: Asked, one: Candidate, text: str, figure: Figure) -> bool:
    """Say whether a figure is of what is asked: the same is told of it, and nearly all other words are there."""
    asked = predicates(question.text)
    counting = _counted(question.text)
    if counting and not (governing(text, figure.span) in counting and counting <= _told_near(one)):
        return False
    wanted = _other_words(question)
    weights = dict(zip(question.sought.stems, question.sought.weights.tolist(), strict=True))
    total = sum(weights.get(word.stem, 0.0) for word in wanted)
    held = sum(weights.get(word.stem, 0.0) for word in wanted if _holds(question, asked, one, word, own=not counting))
    return held >= LEAST_HELD * total and _holds_numbers(question, one)


def _other_words(question: Asked) -> list[Term]:
    """Return the words of a question that are no name, no day, and not what is counted."""
    passed = [*names(question.text), *(day.span for day in days(question.text))]
    heads = heads_counted(question)
    return [
        word
        for word in question.sought.terms
        if word.stem not in heads
        and word.word.lower() not in _LIGHT
        and not any(span.start <= word.start < span.end for span in passed)
    ]


def _holds(question: Asked, asked: list[Predicate], one: Candidate, word: Term, *, own: bool) -> bool:
    """Say whether a sentence holds a word of the question, or tells the same; `own`: not what it refers to."""
    texts = [one.text] if own and not _PRONOUN.search(one.text) else list(_referred(one))
    telling = next((each.name for each in asked if each.span.start <= word.start < each.span.end), None)
    if telling and any(telling in told(text) for text in texts):
        return True
    if any(word.stem in stems_in(text) for text in texts):
        return True
    at = question.sought.stems.index(word.stem)
    return telling is None and any(float(question.sought.strengths(text)[at]) >= LEAST_RELATED for text in texts)


def _holds_numbers(question: Asked, one: Candidate) -> bool:
    """Say whether a sentence is of the years, days and numbers that the question names."""
    near, published = _near(one), (one.hit.article.published or "")[:4]
    asked = days(question.text)
    if any(day.year and str(day.year) not in near | {published} for day in asked):
        return False
    if any(day.month and all(day.excludes(other) for other in days(one.text)) and days(one.text) for day in asked):
        return False
    dated = [day.span for day in asked]
    return all(
        term.stem in near
        for term in terms(question.text)
        if term.word[0].isdigit() and not any(span.start <= term.start < span.end for span in dated)
    )
