"""Speakers: whom a claim names as saying something must be whom the article reports as saying it."""

import re
from collections.abc import Sequence

from bot.extraction.names import names
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations, without
from bot.generating.checking.support import Support
from bot.speaking.speakers import is_by
from index import Span, Utterance, folded_words, is_function_word, terms

_SAYING = (
    r"\b(?:say|said|says|saying|tell|told|tells|telling|stated|states|added|adds|argued|argues|claimed|claims|announced|announces|warned|warns"
    r"|noted|notes|explained|explains|insisted|insists|denied|denies|admitted|admits|called|calls|described|describes"
    r"|asked|asks|wrote|writes|tweeted|replied|replies|responded|responds|reiterated|confirmed|confirms|declared"
    r"|declares|predicted|predicts|suggested|suggests|acknowledged|acknowledges|believes|believed|thinks|urged|urges"
    r"|estimated|estimates|promised|promises|vowed|vows|remarked|remarks|commented|comments|criticised|criticized"
    r"|accused|accuses|demanded|demands|emphasised|emphasized|stressed|stresses|pointed out|points out)\b"
)
_BEHIND = re.compile(rf"^(?:,[^,]{{1,80}},)?\s*(?:has|have|had|also|further|then|later|once|again|\s)*\s*{_SAYING}")
_OPENING = re.compile(r"\s*([A-Z][\w’'-]+)(?=,|\s+(?:\w+\s+)?" + _SAYING + ")")
# In front of a speaker; verbs that take an object ("told", "accused") do not stand there.
_INVERTED = (
    r"\b(?:said|says|added|adds|noted|notes|explained|explains|warned|warns|argued|argues|wrote|writes|insisted)"
)
_TITLE_WORDS = r"(?:(?!(?:at|in|to|on|for|with|about|of|that|from|as|had|has|is|was|by)\b)[a-z’'-]+\s+){0,3}"
_BEFORE = re.compile(
    rf"(?:{_INVERTED}|\baccording to|\bin the words of|\bquot(?:ed|ing)|\b(?:statement|remarks?|words) (?:by|of|from))"
    rf"\s+{_TITLE_WORDS}$",
    re.IGNORECASE,
)


def wrong_speakers(frame: str, supports: Sequence[Support], *, quoted: bool) -> list[Fault]:
    """Return whom a claim names as the speaker though the article reports its sentences as somebody else's words.

    Where the article is not read as reporting anybody, who is named must be named in the sentence itself. `frame`
    is the claim without what it quotes; `quoted`: it quotes something, which then is somebody's words.
    """
    told = [said for one in supports for said in one.source.said_in(one.span)]
    faults = []
    for name in _named_as_speaking(frame, quoted=quoted):
        named = any(_is_called(said, name) for said in told)
        reported = named if told else any(_stands(name, one) for one in supports)
        if not reported and not _is_own_frame(name, supports):
            faults.append(Fault(Kind.SPEAKER, name))
    return faults


def _named_as_speaking(frame: str, *, quoted: bool) -> list[str]:
    """Return the names beside a verb of saying; around a quote, of a frame without such a verb, the first name."""
    spans = names(frame)
    opening = _OPENING.match(frame)
    if opening and not is_function_word(opening[1]) and not any(span.start <= opening.start(1) for span in spans):
        spans = [Span(*opening.span(1)), *spans]  # a name that is a common word too: "Marshall said"
    found = [
        span.of(frame)
        for span in spans
        if _BEHIND.search(frame[span.end :].lstrip()[:140]) or _BEFORE.search(frame[: span.start])
    ]
    if quoted and not found and not re.search(_SAYING, frame):
        found = [span.of(frame) for span in spans[:1]]
    return found


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
