"""Speakers: whom a claim names as saying something must be whom the article reports as saying it."""

import re
from collections.abc import Iterator, Sequence

from bot.generating.checking.described import INVERTED, SAYING, described_as_speaking
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations, without
from bot.generating.checking.quotes import Standing
from bot.generating.checking.support import Support
from bot.generating.names import names
from bot.speaking.speakers import is_by
from index import Span, Utterance, folded_words, is_function_word, terms

_BEHIND = re.compile(rf"^(?:,[^,]{{1,80}},)?\s*(?:has|have|had|also|further|then|later|once|again|\s)*\s*{SAYING}")
_OPENING = re.compile(r"\s*([A-Z][\w’'-]+)(?=,|\s+(?:\w+\s+)?" + SAYING + ")")
_TITLE_WORDS = r"(?:(?!(?:at|in|to|on|for|with|about|of|that|from|as|had|has|is|was|by)\b)[a-z’'-]+\s+){0,3}"
_BEFORE = re.compile(
    rf"(?:{INVERTED}|\baccording to|\bin the words of|\bquot(?:ed|ing)|\b(?:statement|remarks?|words) (?:by|of|from))"
    rf"\s+{_TITLE_WORDS}$",
    re.IGNORECASE,
)


def wrong_speakers(frame: str, supports: Sequence[Support], quotes: Sequence[Standing]) -> list[Fault]:
    """Return whom a claim names as the speaker though the article reports its sentences as somebody else's words.

    Where the article is not read as reporting anybody, who is named must be named in the sentence itself. `frame`
    is the claim without what it quotes, which is somebody's words.
    """
    told = [said for one in supports for said in one.source.said_in(one.span)]
    speaking = _named_as_speaking(frame, quoted=bool(quotes))
    faults = []
    for name in speaking:
        named = any(_is_called(said, name) for said in told)
        reported = named if told else any(_stands(name, one) for one in supports)
        if not reported and not _is_own_frame(name, supports):
            faults.append(Fault(Kind.SPEAKER, name))
    described = [phrase for phrase in described_as_speaking(frame) if not _is_in_own_words(phrase, supports)]
    faults += [Fault(Kind.SPEAKER, phrase) for phrase in described if not _is_told_of(phrase, told, supports)]
    return faults or list(_speaking_for_others([*speaking, *described], quotes))


def _speaking_for_others(speaking: Sequence[str], quotes: Sequence[Standing]) -> Iterator[Fault]:
    """Yield whom a claim has speak, all of them, if a quote is none of theirs."""
    for quote in quotes:
        said = quote.source.said_in(quote.span)
        if said and speaking and not any(_is_called(one, name) for one in said for name in speaking):
            yield Fault(Kind.SPEAKER, ", ".join(dict.fromkeys(speaking)))


def _is_told_of(phrase: str, told: Sequence[Utterance], supports: Sequence[Support]) -> bool:
    """Say whether who is described, as "the police", is whom the article reports."""
    if told:
        return any(_is_called(said, phrase) for said in told)
    return any(_stands(phrase, one) for one in supports)


def _is_in_own_words(phrase: str, supports: Sequence[Support]) -> bool:
    """Say whether a sentence has the same phrase speak."""
    return any(phrase in described_as_speaking(without(one.text, quotations(one.text))) for one in supports)


def _named_as_speaking(frame: str, *, quoted: bool) -> list[str]:
    """Return the names beside a verb of saying; around a quote, of a frame without such a verb, the first name."""
    spans = names(frame)
    opening = _OPENING.match(frame)
    if opening and not is_function_word(opening[1]) and not any(span.start <= opening.start(1) for span in spans):
        spans = [Span(*opening.span(1)), *spans]  # a name that is a common word too: "Marshall said"
    found = [
        span.of(frame) for span in spans if _BEHIND.search(_behind(frame, span)) or _BEFORE.search(frame[: span.start])
    ]
    if quoted and not found and not re.search(SAYING, frame):
        found = [span.of(frame) for span in spans[:1]]
    return found


def _behind(frame: str, name: Span) -> str:
    """Return what follows a name, behind the comma too if the name is set apart: "the mayor, Ann Lee, said"."""
    behind = frame[name.end :].lstrip()[:140]
    return behind.removeprefix(",") if frame[: name.start].rstrip().endswith(",") else behind


def _is_called(said: Utterance, name: str) -> bool:
    """Say whether a speaker is who is named: by the rules for questions, or by every word of the name."""
    own = set(folded_words(f"{said.speaker} {said.described}"))
    asked = folded_words(name)
    return is_by(said, name) or (bool(asked) and set(asked) <= own)


def _stands(name: str, one: Support) -> bool:
    held = {term.stem for term in terms(f"{one.text} {one.before} {one.source.heading}")}
    return {term.stem for term in terms(name)} <= held


def _is_own_frame(name: str, supports: Sequence[Support]) -> bool:
    """Say whether the sentences themselves set the name beside a verb of saying, as what is reported may do again."""
    wanted = {term.stem for term in terms(name)}
    return any(
        wanted <= {term.stem for term in terms(other)}
        for one in supports
        for other in _named_as_speaking(without(one.text, quotations(one.text)), quoted=False)
    )
