"""Read from a question whether it asks what several articles say, and of which sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index import Span, is_called, short_names, source_named

MOST_MENTIONS = 12  # of sources, in one question

_ARTICLES = r"(?:articles|outlets|newspapers|papers|sources|reports|publications|sites|stories|media|accounts)"
_ARTICLE = r"(?:article|outlet|newspaper|paper|source|report|publication|site|story)"
_ASKS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*compare\b",
        rf"\b(?:which|what|how many) (?:\w+ )?{_ARTICLES} (?:\w+ )?"
        r"(?:report|say|said|mention|cover|describe|claim|state|wr[io]te)\w*\b",
        rf"\b(?:what|how|where) (?:do|did) (?:the |these |those )?(?:\w+ )?{_ARTICLES}\b",
        rf"\bdo (?:the |all |all the |these |both )?(?:\w+ )?{_ARTICLES} "
        r"(?:agree|differ|disagree|contradict|say|report)\b",
        rf"\b(?:both|another|other|each|every) (?:\w+ ){{0,3}}{_ARTICLE}s?\b",
    )
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A source that a question names, and where."""

    source: str
    place: Span


def mentions(question: str, sources: Iterable[str | None]) -> tuple[Mention, ...]:
    """Return where a question names sources, in its order; a source may be named more than once.

    "The Post" names the one of the sources whose name ends so.
    """
    known = list(dict.fromkeys(source for source in sources if source))
    found = {span: source for source in known for span in source_named(question, source)[:MOST_MENTIONS]}
    for span in short_names(question)[:MOST_MENTIONS]:
        fitting = [source for source in known if is_called(source, span.of(question))]
        if len(fitting) == 1:
            found.setdefault(span, fitting[0])
    return tuple(Mention(found[span], span) for span in _apart(found)[:MOST_MENTIONS])


def asks_several(question: str, named: Sequence[Mention]) -> bool:
    """Say whether a question asks what several articles say."""
    return len(named) > 1 or any(pattern.search(question) for pattern in _ASKS)


def _apart(found: Iterable[Span]) -> list[Span]:
    """Return the spans in order; of those that overlap, the longest."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)
