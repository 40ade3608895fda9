"""Mark the words of a sentence that are what a question asks for. Rather no mark than a wrong one."""

import re
from collections.abc import Callable, Sequence, Set
from itertools import combinations

from bot.extraction.amounts import amounts
from bot.extraction.contrasts import without_contrasts
from bot.extraction.expectation import Kind, asking, asks_whether, is_negated
from bot.extraction.named_days import days
from bot.extraction.related_names import persons, places, things
from bot.extraction.signals import Asked
from index import Span, Term, is_function_word, stem, stems_in, terms

# How much nearer to the question's words one of several must stand than the next, to be the one. On the answerable
# questions of squad2_dev and xquad, marks of days are right in 97 of 100 sentences that hold the gold answer.
PLAINLY_NEARER = 1.3
LONGEST_QUESTION, LONGEST_SENTENCE = 1_000, 2_000  # characters that are looked at

_JOINT = re.compile(r",|,? (?:and|or)(?: the)?|,? to|,? until|\s?[–-]\s?")
_MONEY = {"dollar", "cent", "euro", "pound", "yen", "yuan", "rupee", "crown", "franc", "peso"}
_LENGTH = {"km", "mile", "metre", "foot", "inch", "cm"}
_TIME = {"year", "month", "week", "day", "hour", "minute", "second", "century", "decade"}
_UNITS_ASKED = [
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), units)
    for words, units in (
        (r"percent\w*|per cent|share|proportion|fraction", {"percent"}),
        (r"how high (?:is|was) (?:the )?(?:turnout|inflation|unemployment|\w+ rate)", {"percent"}),
        (r"how long", _TIME | _LENGTH),
        (r"how much (?:\w+ )?time", _TIME),
        (r"how old|what (?:is |was )?(?:the )?age", {"year", ""}),
        (r"how (?:far|tall|wide|high|deep)|distance|length|height|width|depth", _LENGTH),
        (r"costs?|price|worth|spend|spent|paid|pay|money|budget|revenue|salary|fined?|fines", _MONEY),
    )
]
_HOW_MANY = re.compile(r"\bhow many (\w+)(?: (\w+))?", re.IGNORECASE)
_ASKS_FOR_A_RANGE = re.compile(r"\b(?:scores?|result|ratio|range|between)\b", re.IGNORECASE)
_FIRST_ASKING = re.compile(r"\b(?:who|whom|whose|why|how|where|when|what|which)\b", re.IGNORECASE)
_ASKS_FOR_NO_DAY = re.compile(r"\b(?:what|which) (?:era|period|time)\b", re.IGNORECASE)


def marked(question: Asked, text: str) -> tuple[Span, ...]:
    """Return where the one name, day or number stands that is asked for; nothing where that is not plain."""
    if len(question.text) > LONGEST_QUESTION or len(text) > LONGEST_SENTENCE or is_negated(text):
        return ()
    return _nearest(question, text, joined(text, _OPTIONS.get(question.kind, _none)(question, text)))


def are_at_odds(question: Asked, texts: Sequence[str]) -> bool:
    """Say whether what could be marked in two of the texts are different figures: one alone would be a verdict."""
    affirmed = [without_contrasts(text) for text in texts]
    if question.kind is Kind.NUMBER:
        found = [each for text in affirmed for each in amounts(text) if each.span in marked(question, text)]
        return any(one.differs(other) for one, other in combinations(found, 2))
    if question.kind is Kind.DATE:
        dated = [each for text in affirmed for each in days(text) if each.span in marked(question, text)]
        return any(one.excludes(other) for one, other in combinations(dated, 2))
    return False


def heads_counted(question: Asked) -> set[str]:
    """Return the stems of the words behind "how many"."""
    many = _HOW_MANY.search(question.text)
    return {stem(word) for word in many.groups() if word and not is_function_word(word)} if many else set()


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join what is one answer: "Ann and Bob", "1921 to 1925"."""
    made: list[Span] = []
    for span in spans:
        if made and _JOINT.fullmatch(text[made[-1].end : span.start].rstrip() or " "):
            made[-1] = Span(made[-1].start, span.end)
        else:
            made.append(span)
    return made


def _none(question: Asked, text: str) -> list[Span]:
    return []


def _days(question: Asked, text: str) -> list[Span]:
    if _ASKS_FOR_NO_DAY.search(question.text) or not _asks_when(asking(question.text)):
        return []
    return _unasked(question, text, [day.span for day in days(text)])


def _asks_when(text: str) -> bool:
    """Say whether the day is what is asked for, and not only told in a clause: "who was mayor when it opened"."""
    first = _FIRST_ASKING.search(text)
    return first is not None and first.group().lower() in ("when", "what", "which") and not asks_whether(text)


def _amounts(question: Asked, text: str) -> list[Span]:
    found = [one for one in amounts(text) if one.span.of(text).lower() != "one"]
    if not _ASKS_FOR_A_RANGE.search(question.text):
        found = [one for one in found if one.value is not None or one.unit]
    if heads := heads_counted(question):
        counted = [one for one in found if heads & {*one.counted[:2], *_stems(one.span.of(text))}]
        found = counted or [one for one in found if not one.unit]
    elif units := next((units for pattern, units in _UNITS_ASKED if pattern.search(question.text)), None):
        found = [one for one in found if one.unit in units]
    return _unasked(question, text, [one.span for one in found], counted=heads)


def _stems(text: str) -> set[str]:
    return set(stems_in(text))


def _unasked(question: Asked, text: str, spans: Sequence[Span], counted: Set[str] = frozenset()) -> list[Span]:
    """Leave out what the question holds, but for what it asks "how many" of: "400 tonnes"."""
    return [span for span in spans if question.stems.isdisjoint(_stems(span.of(text)) - counted)]


def _nearest(question: Asked, text: str, options: Sequence[Span]) -> tuple[Span, ...]:
    """Return the only one, or the one that plainly stands nearest to the question's words."""
    if len(options) < 2:
        return tuple(options)
    words = terms(text)
    ranked = sorted(((_nearness(question, words, one), one) for one in options), key=lambda each: -each[0])
    (best, span), (next_best, _) = ranked[:2]
    return (span,) if best > 0 and best >= PLAINLY_NEARER * next_best else ()


def _nearness(question: Asked, words: Sequence[Term], span: Span) -> float:
    """Return the sum of the weights of the question's words, each divided by how many words away it stands."""
    own = [at for at, word in enumerate(words) if word.start < span.end and span.start < word.end]
    total = 0.0
    for wanted, weight in zip(question.sought.stems, question.sought.weights, strict=True):
        apart = [max(own[0] - at, at - own[-1]) for at, word in enumerate(words) if word.stem == wanted]
        total += float(weight) / min((far for far in apart if far > 0), default=float("inf"))
    return total


_OPTIONS: dict[Kind, Callable[[Asked, str], list[Span]]] = {
    Kind.DATE: _days,
    Kind.NUMBER: _amounts,
    Kind.PERSON: persons,
    Kind.PLACE: places,
    Kind.THING: things,
}
