"""Tell the time at which something was said from a time that is part of what was said, or of what it is about.

"What did she say about the tax in 2020" asks for what she said in 2020; "did she say that the tax rose in 2020" does
not, nor does "what did she say about the crisis of 2008". The time is that of the saying where it stands next to the
verb, before the question, or behind what was spoken about, if no clause of its own stands between.
"""

import re

from bot.speaking.speech import Form, speech_in
from bot.times.grammar import Anchor
from bot.times.phrases import Phrase

_VERB = (
    r"(?:say|says|said|saying|tell|tells|told|announce|announces|announced|claim|claims|claimed|comment|commented|warn"
    r"|warns|warned|respond|responded|reply|replied|declare|declared|state|stated|promise|promised|vow|vowed|deny"
    r"|denied|admit|admitted|confirm|confirmed|insist|insisted|urge|urged|criticize|criticized|criticise|criticised"
    r"|condemn|condemned|tweet|tweeted|argue|argued|explain|explained|speak|spoke|spoken|talk|talked)"
)
_NOUN = r"(?:statements?|remarks|comments|speech(?:es)?|words)"
_SAYING = re.compile(rf"\b(?:{_VERB}|statement)\b", re.I)
_VERBS = re.compile(rf"\b{_VERB}\b", re.I)
_THEN = re.compile(rf"\b(?:{_VERB}(?: \w{{1,20}}ly)?(?: back)?|(?:tell|told) (?:the )?[\w-]{{1,30}}) $", re.I)
_WHAT_DID = re.compile(rf"^,? (?:what|who|did|how|why)\b[^?]{{1,120}}\b{_VERB}\b", re.I)
_ON = r"(?:about|on|of|to|at|in|during|regarding|concerning|towards?|over|against|in response to|with)"
_OF_A_TOPIC = re.compile(rf"\b(?:{_VERB}(?: anything| something| more| else)?|{_NOUN}) (?P<topic>{_ON} [^?!;]*)$", re.I)
_PREPOSITION = re.compile(rf"{_ON}\b", re.I)
_SPOKEN_OF = re.compile(r"\b(?:about|regarding|concerning|of) $", re.I)
_CLAUSE = re.compile(
    r"\b(?:than|that|which|who|whose|whom|how|why|what|when|where|whether|if|because|before|after|while|until|will"
    r"|won't|would|was|were|is|are|be|been|has|have|had|did|does|do|can|could|should|might|must|shall|happen(?:s|ed|ing)?)\b"
)  # in small letters: Will is a name
_PREPOSITIONS = re.compile(
    r"(?:on|in|at|over|during|within|throughout|since|starting|after|following|before|prior|earlier|until|till|up"
    r"|between|from)\b",
    re.I,
)
_STATES = re.compile(r"\b(?:say|said|tell|told|state|claim|think|thought|believe)", re.I)  # "that" may be left out
_FORESEES = re.compile(r"\b(?:predict|expect|estimate|forecast|project|propose|suggest|recommend|plan)", re.I)
_LEADS_ELSEWHERE = re.compile(r"(?:from|for|by|of|to|and)\b|\d{4}$", re.I)  # "the budget for 2021", "Expo 2020"
_LOOKED_AT = 300  # characters before the time


def speaks_of_saying(sentence: str) -> bool:
    """Say whether a verb of saying is anywhere in a sentence."""
    return bool(_SAYING.search(sentence))


def is_spoken_of(phrase: Phrase) -> bool:
    """Say whether a phrase of time is itself what is spoken about: "what did she say about last year"."""
    return bool(_SPOKEN_OF.search(phrase.before))


def is_when_said(phrase: Phrase) -> bool:
    """Say whether a phrase of time is when something was said that a question asks for."""
    if (
        phrase.describes
        or phrase.after.startswith("'s")
        or (_LEADS_ELSEWHERE.match(phrase.words) and not phrase.joined)
    ):
        return False
    if not phrase.before:
        return bool(_WHAT_DID.match(phrase.after) or speech_in(phrase.after.lstrip(" ,")))
    before = phrase.before[-_LOOKED_AT:]
    if topic := _OF_A_TOPIC.search(before):
        return not (_CLAUSE.search(topic["topic"]) or _VERBS.search(topic["topic"])) and _is_led_to(phrase)
    if _THEN.search(before):
        return True
    return _is_led_to(phrase) and _is_asked_of(phrase.before)


def is_what_was_said(phrase: Phrase) -> bool:
    """Say whether a phrase of time is part of what was said: "did she say that the tax rose last week"."""
    if phrase.anchor is Anchor.CALENDAR or is_when_said(phrase):
        return False
    saying = _SAYING.search(phrase.before[-_LOOKED_AT:])
    return bool(saying and _CLAUSE.search(phrase.before[-_LOOKED_AT:], saying.end()))


def _is_led_to(phrase: Phrase) -> bool:
    """Say whether a preposition leads to the time, where it could be another noun of the topic ("and Christmas")."""
    return phrase.anchor is not Anchor.NEAREST or bool(_PREPOSITIONS.match(phrase.words))


def _is_asked_of(before: str) -> bool:
    """Say whether a question, cut off before its time, asks on what somebody spoke, and foretold nothing."""
    speech = speech_in(before)
    if speech is None or _CLAUSE.search(f"{speech.speaker} {speech.topic}") or _FORESEES.search(before):
        return False
    return bool(_PREPOSITION.match(speech.topic)) or (speech.form is Form.WHAT and not _STATES.search(before))
