"""Descriptions in a question ("that deal", "the company"), filled in from what the conversation called them."""

import re
from collections.abc import Iterator, Sequence

from bot.dialogue.conversation import Exchange, Subject
from bot.dialogue.mentions import Kind, Mention
from index import is_function_word

MOST_WORDS = 4  # put before a description
_DESCRIBED = re.compile(r"\b(?P<determiner>[Tt](?:he|hat|his|hese|hose))\s+(?P<head>[a-z]{3,})\b(?P<after>[^?]{0,12})")
_COMPLETE = re.compile(
    r"^(?:[’'](?:s\b|\s)|,?\s*(?:of|called|named|titled|between|that|which|who|whose|about|behind|in|for|with)\b"
    r"|,?\s+[\"“A-Z0-9])"
)
_WORD = re.compile(r"[\w$€£][\w’'.,$-]*[\w%]|[\w]")
_JOINED = re.compile(r"^,?\s+(?:(?:titled|called|named|entitled|is|was)\s+)?[\"“]?$")
_BODIES = frozenset(
    """
    company firm group band team club party agency ministry organization organisation bank network
    """.split()
)
_WORKS = frozenset("album song single film movie book novel show play poem series game musical opera".split())
_PLACES = frozenset("country city island place".split())
_NAMED = _BODIES | _WORKS | _PLACES | frozenset("bill law act operation project programme program ship plane".split())


def described(question: str, past: Sequence[Exchange], subjects: Sequence[Subject]) -> str:
    """Fill in the first description of a question that the conversation has a fuller form of."""
    for at in _DESCRIBED.finditer(question):
        head = at["head"].lower()
        if is_function_word(head) or _COMPLETE.match(at["after"]):
            continue
        fuller = _fuller(head, past, subjects)
        if fuller and fuller.split(" ", 1)[-1].lower() not in question.lower():
            return f"{question[: at.start()]}{_with_case(at['determiner'], fuller)}{question[at.end('head') :]}"
    return question


def _fuller(head: str, past: Sequence[Exchange], subjects: Sequence[Subject]) -> str | None:
    """Return a description with its name ("the album Thriller"), or with the words it had before."""
    for passed in reversed(past):
        for text, found in ((passed.answer, passed.answered), (passed.question, passed.asked)):
            made = next(_forms(head, text, found), None)
            if made:
                return made
    return _by_kind(head, subjects)


def _forms(head: str, text: str, found: Sequence[Mention]) -> Iterator[str]:
    """Yield the fuller forms of a description in a text, the last first."""
    words = list(_WORD.finditer(text))
    for place in range(len(words) - 1, -1, -1):
        if words[place].group().lower() != head:
            continue
        end = words[place].end()
        named = next((m for m in found if m.start >= end and _JOINED.match(text[end : m.start])), None)
        if named and named.kind != "person" and head in _NAMED:
            yield f"the {head} {named.name}"
        before = _before(text, words[: place + 1])
        if before:
            yield f"the {before} {words[place].group()}"


def _before(text: str, words: Sequence[re.Match[str]]) -> str:
    """Return the capitalised words that stand before the last of these in the same noun phrase."""
    start = len(words) - 1
    while start and len(words) - start <= MOST_WORDS:
        earlier, later = words[start - 1], words[start]
        name = earlier.group()[0].isupper() and not is_function_word(earlier.group())
        name = name and not earlier.group().endswith(("'s", "’s", "'", "’"))
        if not name or not text[earlier.end() : later.start()].isspace():
            break
        start -= 1
    return text[words[start].start() : words[-1].start()].strip() if words[start].start() else ""


def _by_kind(head: str, subjects: Sequence[Subject]) -> str | None:
    """Return the last name of the kind that a description asks for."""
    wanted: Kind | None = (
        "body" if head in _BODIES else "work" if head in _WORKS else "place" if head in _PLACES else None
    )
    for subject in subjects:
        if wanted and subject.kind == wanted and (subject.asked_at >= 0 or subject.led or wanted == "work"):
            return subject.name if wanted == "place" else f"the {head} {subject.name}"
    return None


def _with_case(determiner: str, fuller: str) -> str:
    return fuller[0].upper() + fuller[1:] if determiner[0].isupper() else fuller
