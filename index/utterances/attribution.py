"""Find the speakers of one sentence: the phrases by its verbs of saying."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from index.utterances.frames import is_unreal
from index.utterances.names import is_plain, own_name
from index.utterances.quotation import FILL
from index.utterances.roles import OFFICE, is_of_a_body, is_title
from index.utterances.subjects import (
    NAME,
    POSSESSIVE,
    PRONOUN,
    SUBJECT_FIRST,
    in_front,
    inverted,
    is_plausible,
    is_put_in,
    named,
)
from index.utterances.verbs import CUE, PARTICIPLE, governed

MOST_CUES = 10  # looked at in a sentence
MOST_LOOKED_AT = 2000  # characters of a sentence
MOST_BEFORE, MOST_BEHIND = 300, 400  # characters around a verb of saying

_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_LABEL = re.compile(rf"({NAME.pattern}):\s+{FILL}")
_OPINION = re.compile(r"\b[Ii]n ((?:his|her)\b|(?:[A-Z][\w-]+ ){0,3}[A-Z][\w-]+[’']s) (?:opinion|view|words)\b")
_PLURAL = re.compile(r"(?:say|argue|allege|insist|believe|think|admit|agree|hope|expect)$")
# "Ann Jones (no relation) said", "Ann Jones through her lawyer said"
_ASIDE = re.compile(r"\s*\([^()]*\)$|\s+through (?:his|her|its|their|an?) [a-z]+$")
# Behind these "claims", "hopes" and "reports" are things: "Bob Lee dismissed claims that", "on rising hopes that".
_BEFORE_A_NOUN = re.compile(
    r"\b(?!(?:ruling|filing|finding|accused|wounded|injured)$)(?:[a-z]+(?:ed|ing)|any|no|some|all|many|more|new|fresh|such|of|"
    r"on|in|with|by|for|about|amid|despite)$"
)
_NOT_INVERTED = ("told", "tells", "asked", "asks", "accused", "called", "urged")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker of a sentence, whose verb begins at `at`; `described` is empty where nobody has really said so."""

    described: str
    cue: str
    at: int

    def by_nobody(self) -> "Attribution":
        """Return the same attribution for words that nobody has really said."""
        return replace(self, described="")


def attributions(sentence: str) -> list[Attribution]:
    """Return the speakers of a masked sentence; other signs count only where no verb of saying has a speaker."""
    sentence = sentence[:MOST_LOOKED_AT]
    spoken = [made for cue in islice(CUE.finditer(sentence), MOST_CUES) if (made := _speaker(sentence, cue))]
    if not spoken:
        found = (find(sentence) for find in (_label, _according, _opinion, _participle))
        spoken = list(islice(filter(None, found), 1))
    return [made if _is_said(sentence, made) else made.by_nobody() for made in spoken]


def _is_said(sentence: str, made: Attribution) -> bool:
    """Say whether a phrase plainly means who is named in it, and not somebody who acts, forges or invents the words."""
    return is_plain(made.described) and not is_unreal(sentence, made.described, made.at, made.cue)


def _speaker(sentence: str, cue: re.Match[str]) -> Attribution | None:
    after = sentence[cue.end() : cue.end() + MOST_BEHIND]
    before = governed(sentence[max(0, cue.start() - MOST_BEFORE) : cue.start()], cue, after)
    if before is None:
        return None
    before, described = before.rstrip(" -–—"), ""
    put_in = before.endswith(",") and is_put_in(after)
    if not put_in and not before.rstrip(" ,").endswith(FILL):
        described = _ASIDE.sub("", in_front(before, first=cue.start() <= MOST_BEFORE))
    if not is_plausible(described) and before.endswith((",", FILL)) and cue.group() not in _NOT_INVERTED:
        described = inverted(before, after)
    if cue["clause"] and _BEFORE_A_NOUN.search(described):
        return None
    after_words = (
        before.removesuffix(described).rstrip().endswith((",", FILL)) and FILL in before[-len(described) - 4 :]
    )
    if not is_plausible(described, after_words=after_words) or (cue["somebody"] and not _is_somebody(described)):
        return None
    if _PLURAL.match(cue.group()) and " " in described and NAME.fullmatch(described) and not _may_be_many(described):
        return None
    return Attribution(described, cue.group(), cue.start())


def _may_be_many(described: str) -> bool:
    """Say whether a name can go with "say": "Senate Democrats", but not the last of several persons."""
    last = described.split()[-1]
    return last.endswith("s") or is_of_a_body(last) or is_title(last)


def _is_somebody(described: str) -> bool:
    words = described.split()
    last = words[-1]
    return bool(PRONOUN.match(described)) or last[0].isupper() or words[0].lower() in ("the", "his", "her")


def _label(sentence: str) -> Attribution | None:
    """Return the name that a sentence sets before a quotation: "Ann Jones: “Never.”"."""
    found = _LABEL.match(sentence)
    return Attribution(found[1], ":", found.end(1)) if found and len(own_name(found[1])) > 1 else None


def _according(sentence: str) -> Attribution | None:
    for found in islice(_ACCORDING.finditer(sentence), MOST_CUES):
        rest = sentence[found.end() :]
        described = re.split(r"[,.;:”]|\s(?:and|which|who|that)\s", rest)[0].strip()
        title = re.match(rf"[^,]{{1,80}}?, ((?:[a-z]+ )?{NAME.pattern})(?=,)", rest)
        if title and OFFICE.search(described):
            described = f"{described}, {title[1]}"
        if is_plausible(described):
            return Attribution(described, "according to", found.start())
    return None


def _opinion(sentence: str) -> Attribution | None:
    found = _OPINION.search(sentence)
    if not found:
        return None
    owner = found[1].removesuffix("’s").removesuffix("'s")
    described = {"his": "he", "her": "she"}.get(owner.lower(), owner)
    return Attribution(described, found.group(), found.start())


def _participle(sentence: str) -> Attribution | None:
    """Return the subject of a sentence that goes on with "saying": of "with Ann Jones saying", that one."""
    for cue in islice(PARTICIPLE.finditer(sentence), MOST_CUES):
        before = sentence[max(0, cue.start() - MOST_BEFORE) : cue.start()].rstrip()
        if with_ := re.search(r"\bwith ((?:[\w.’'-]+ ){0,9}[\w.’'-]+)$", before):
            described = with_[1] if named(with_[1]) else ""
        else:
            found = SUBJECT_FIRST.match(sentence) if before.endswith(",") else None
            described = found[1] if found else ""
        if described and is_plausible(described) and not described.endswith(POSSESSIVE):
            return Attribution(described, cue.group(), cue.start())
    return None
