"""Find the phrase that names the speaker of a verb of saying: in front of it, or behind."""

import re

from index.utterances.quotation import FILL
from index.utterances.roles import OFFICE, ROLE, is_of_a_body
from index.utterances.verbs import CUE
from index.vocabulary import is_function_word

MOST_SPEAKER_WORDS = 16
MOST_WORDS_OF_A_THING = 5  # "the state health department"
MOST_APPOSITIONS = 4  # between a name and its verb: "Ann Jones, 21, of Paris, France, said"

PRONOUN = re.compile(r"(?:he|she|it|they|him|her)$", re.IGNORECASE)
CAPITALISED = re.compile(r"\b[A-Z][\w-]*")
NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|[A-Z]\.)(?:\s+(?:of|de|van|von|al|bin|den|der|la|le|the)\s+(?=[A-Z])|\s+(?=[A-Z])|[\w.’'&-])*"
)
_CLAUSE_BORDER = re.compile(
    r"[;:]|\s[–—-]+\s|\b(?:while|whereas|but|although|though|and|that|whether|because|when|as|after|before|if|who|whom|"
    r"whose|which|where|since|so|than)\b(?!-)(?!(?-i:\s+[A-Z][\w’-]+\s+(?:Minister|Secretary|Department|Ministry|"
    r"Committee|Commission|Council|Agency|Administration|Institute|Association|Foundation|Director|Chief)\b))",
    re.IGNORECASE,
)
_PLAIN_BORDER = re.compile(
    r"(?:[;:]|\s[–—-]+\s|while|whereas|but|although|though|because|as|after|before|since)$", re.IGNORECASE
)
_INVERTED_ROLE = re.compile(
    r"^\s+((?:the|his|her|an?|one(?:\s+of\s+(?:the|his|her|its|their))?|(?:[\w-]+\s+){0,2}[\w-]+[’']s)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+)"
    r"(?=\s*(?:$|[,.;:!?”]|who\b))",
    re.IGNORECASE,
)
_AFTER_INVERTED = re.compile(
    r"\s*(?:$|[,.;:!?”(]|(?:on|in|at|of|from|for|who|to|after|during|when|while|as|and|yesterday|today|(?:Mon|Tues|Wednes|"
    r"Thurs|Fri|Satur|Sun)day)\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"^\s+((?:[\w.’'-]+\s+){{0,5}}?{NAME.pattern})(?![\w’'-])(?=(?i:{_AFTER_INVERTED.pattern}))")
_INVERTED_OF_BODY = re.compile(rf"^\s+((?:[\w.’'-]+\s+){{2,9}}?{NAME.pattern})(?![\w’'-])(?=\s*(?:$|[,.;:!?”(]))")
_LEADING = re.compile(r"^(?:and|but|so|then|however|meanwhile|also)[\s,]+", re.IGNORECASE)
_NOT_A_SPEAKER = re.compile(
    r"[a-z]+(?:ed|ing)\b|(?i:of|in|at|as|from|on|by|with|to|for|no|neither|nobody|none|not|few|had|did|does|do|has|have|should|were|what|whatever|all|"
    r"everything|anything|nothing)\b"
)
_HOLDS_A_VERB = re.compile(
    r"\b(?:were|was|is|are|would|will|has|have|had|did|does|do|can|could|may|might|should|must)\b"
)
_PUT_IN = re.compile(rf"\s+{NAME.pattern},\s+{_HOLDS_A_VERB.pattern}")
POSSESSIVE = ("'s", "’s", "'", "’")
_ENDS_IN_A_VERB = re.compile(r"\b[A-Z][\w’'-]*\s+[a-z]+ed$")  # "Jones rejected claims"
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|[\w’'-]+[’']s)\s", re.IGNORECASE)
_APPOSED = re.compile(r"an?\s|(?!the\s)[a-z]")  # "a teacher", "director of the zoo": the name comes before it
_JOINED = re.compile(r"[\w.’'-]+(?: (?!that\b|who\b|which\b|as\b|when\b|if\b|but\b|while\b)[\w.’'-]+){1,15}")
_IN_THE_PART = re.compile(r"(?:[a-z]ed|ing|\bsuch)\s*$")  # "dressed as Ann Jones", "posing as Ann Jones"
_CLAUSE_START = re.compile(r"[;:”]|\s[–—-]+\s")
SUBJECT_FIRST = re.compile(
    rf"^(?:(?:In|On|At|From|Speaking|Writing|Earlier|Later|Meanwhile)\b[^,”]{{0,60}},\s+|(?:And|But)\s+)?"
    rf"((?:(?:[Tt]he|[Aa]n?|[Ff]ormer|[Aa]cting)\s+)?(?:{OFFICE.pattern}\s+)?{NAME.pattern}(?:\s+{OFFICE.pattern}\s+{NAME.pattern})?)(?:,[^,”]{{1,80}},)?(?=\s+(?:\w+ed|[a-z]+s|made|met|"
    r"went|came|took|spoke|left|sent|held|wrote|gave|told|also)\b)"
)


def is_plausible(described: str, *, after_words: bool = False) -> bool:
    """Say whether a phrase could name a speaker; right behind somebody's words, "the city" can as well."""
    words = described.split()
    if not 0 < len(words) <= MOST_SPEAKER_WORDS or words[-1].endswith(POSSESSIVE):
        return False
    if _NOT_A_SPEAKER.match(described) or CUE.search(described):
        return False
    if _HOLDS_A_VERB.search(described) or _ENDS_IN_A_VERB.search(described):
        return False
    if PRONOUN.match(described) or named(described) or ROLE.search(described):
        return True
    return after_words and _DETERMINED.match(described) is not None and len(words) <= MOST_WORDS_OF_A_THING


def named(text: str) -> set[str]:
    """Return the capitalised words that could be of names."""
    return {word for word in CAPITALISED.findall(text) if not is_function_word(word)}


def in_front(before: str, *, first: bool) -> str:
    """Return the subject of a verb: right before it, before an apposition, or that of the verb it is joined to."""
    before = before.rstrip()
    if before.endswith(","):
        return _before_apposition(before.rstrip(" ,"))
    if first and (joined := re.search(r"\s(?:and|but)$", before)):
        found = SUBJECT_FIRST.match(before[: joined.start()])
        return found[1] if found and not found[1].endswith(POSSESSIVE) else ""
    return _subject(before)


def _before_apposition(before: str) -> str:
    """Return who is meant by "Zhao Lijian, a spokesman for the ministry" or "the new speaker, Jason White"."""
    front, _, last = _CLAUSE_START.split(before)[-1].rpartition(",")
    name, title = last.strip(), _subject(front)
    if " " in name and NAME.fullmatch(name) and (OFFICE.search(title) or _DETERMINED.match(title)):
        return f"{title}, {name}"
    described = ""
    for _ in range(MOST_APPOSITIONS):
        phrase = _subject(front)
        if " " in phrase and NAME.fullmatch(phrase) and is_plausible(phrase):
            return phrase
        described = described or (phrase if is_plausible(phrase) else "")
        if described and not _APPOSED.match(described):
            break
        front = front.rpartition(",")[0]
    return described


def _subject(before: str) -> str:
    """Return the phrase that the clause before a verb of saying ends with, nothing if a clause depends on it."""
    borders = list(_CLAUSE_BORDER.finditer(before))
    last = borders[-1] if borders else None
    phrase = before[last.end() :] if last else before
    joined = bool(last and last.group().lower() == "and" and before[: last.start()].rstrip().endswith((",", FILL)))
    opens = bool(last and not before[: last.start()].strip() and last.group().lower() in ("and", "so"))
    together = before.rpartition(FILL)[2].lstrip(" ,")
    if FILL in before and len(borders) and "," not in together and _JOINED.fullmatch(together):
        return together  # "“Never,” president and CEO Ann Jones said"
    if last and last.group().lower() == "and" and (names := _joined_names(before, last)):
        return names
    acted = last and last.group().lower() == "as" and not re.search(rf"[,{FILL}]", phrase)
    if last and acted and _IN_THE_PART.search(before[: last.start()]):
        return ""
    if last and not (joined or opens or "," in phrase or _PLAIN_BORDER.match(last.group())):
        return ""
    return _LEADING.sub("", phrase.rpartition(",")[2].rpartition(FILL)[2].strip())


def _joined_names(before: str, joint: re.Match[str]) -> str:
    """Return "Ann Jones and Bob Lee" where both are names, and nothing that the first could depend on."""
    front = _CLAUSE_BORDER.split(before[: joint.start()])[-1].rpartition(",")[2].strip()
    behind = before[joint.end() :].strip()
    return f"{front} and {behind}" if NAME.fullmatch(front) and NAME.fullmatch(behind) else ""


def is_put_in(after: str) -> bool:
    """Say whether the speaker behind a verb is put into another's sentence: "Bob Lee, said Ann Jones, is a thief"."""
    return _PUT_IN.match(after) is not None


def inverted(before: str, after: str) -> str:
    """Return who stands behind the verb that follows a quotation or clause, which must be one of its own."""
    led_in = before.rstrip("”'’").rstrip()
    if before.endswith(FILL) and led_in and led_in[-1] not in ",:;.!?–—-":
        return ""
    found = _INVERTED.match(after) or _INVERTED_ROLE.match(after)
    if found and not _AFTER_INVERTED.match(after, found.end()):
        found = None
    if found and is_of_a_body(found[1].split()[-1]) and after[found.end() :].startswith(" of "):
        found = _INVERTED_OF_BODY.match(after)  # "said University of Miami historian Ann Jones"
    if found is None:
        return ""
    named_behind = re.match(rf",\s+({NAME.pattern})(?=\s*(?:$|[,.”]|of\b|in\b|from\b))", after[found.end() :])
    if named_behind and found[1].split()[-1].islower():  # "said the acting head, Ann Jones"
        return f"{found[1]}, {named_behind[1]}".rstrip(".")
    return found[1].rstrip(".")
