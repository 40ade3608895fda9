"""Tell whether a question asks for the newest state of things, or for the first report of them."""

import re

_NEWEST = r"(?:latest|newest|most recent|up-to-date)"
_REPORTED = (
    r"(?:news|updates?|reports?|figures?|numbers?|data|statements?|remarks|comments?|polls?|count|toll|developments?"
    r"|word|information|status|estimates?|forecasts?|position|stance|articles?|story|stories|coverage|headlines?)\b"
)
_WORD = r"[\w'.-]{1,40}"
# The asking clause ends where another begins: "who is the man that …", "…, with these claims now being heard".
_CLAUSE_ENDS = re.compile(
    r"[,;:()]| (?:and|but|that|who|whose|after|before|because|while|when|as reported|according) |(?<=\w) which "
)
_ASKS = re.compile(
    r"(?:[\w'-]+ ){0,2}?(?:who|what|which|where|when|how|is|are|does|do|has|have|tell|show|give)\b", re.I
)
_SAYS_NEWEST = re.compile(rf"(?<!at )(?<!at the )\b(?:the )?(?:very )?{_NEWEST}\b", re.I)
_OF_AN_ARTICLE = re.compile(r"\b(?:articles?|reports?|detail\w*|discuss\w*|reported|publish\w*|piece|coverage)\b", re.I)
_THE_NEWEST = re.compile(
    r"^(?:who|what|which|where|when|how|tell|show|give)\b[^?]{0,60}?(?:the|'s|s'|any|its|their|his|her) "
    rf"(?:{_NEWEST}|current)\b",
    re.I,
)
_NEWEST_REPORT = re.compile(
    rf"(?:^|(?<=^the )|\b(?:what|what's|which|show|give|tell|find|list|any|me|are|is|were|was) (?:the )?){_NEWEST}"
    rf" (?:{_WORD} ){{0,2}}?{_REPORTED}|(?:^|\bthe )latest(?: (?:on|about|from|with|regarding|concerning)\b|[?.!]|$)",
    re.I,
)
_NOW = re.compile(
    r"\b(?:right now|now|currently|presently|at (?:the moment|present)|nowadays|these days|today|so far|to date"
    r"|(?:until|till|up to) now|lately|most recently)\b(?! that\b|-|'s\b)",
    re.I,
)
_LAST_SAID = re.compile(
    r"^(?:what|has|have|did|does|when)\b[^.;?!]{1,120}?\b(?:(?:last|most recently) (?:say|said|comment|speak|spoke)\b"
    r"|(?:say|said|saying|commented|announced|spoken)\b[^.;?!]{0,120}?\b(?:recently|lately)\b)"
    r"|\bany (?:new )?(?:updates?|news)\b|\bwhat's new (?:with|on|in|about)\b",
    re.I,
)
_AS_OF_NOW = re.compile(
    r"\bas of (?:right )?(?:now|today|yesterday|this (?:morning|week|month|year)|(?:last )?\w{3,6}day)\b", re.I
)
_AUXILIARY = re.compile(
    r"\b(?:(?P<present>is|are|isn't|aren't|'s|'re|does|do|doesn't|don't|has|have|can|produces?|remains?)"
    r"|was|were|did|had|will|would|didn't|wasn't|weren't)\b",
    re.I,
)
_FIRST_REPORT = re.compile(
    r"\b(?:the|any) (?:(?:very )?first|earliest|oldest) (?:news |press |media |known |published )?"
    r"(?:reports?|articles?|story|stories|coverage|mentions?) (?:of|about|on|to|that|which|in)\b"
    r"|\b(?:who|when|where|which|what)\b[^.,;?!]{0,80}? (?:first|originally) (?:report|mention|cover)(?:s|ed)?\b"
    r"|\bwhen did [^.,;?!]{1,80}? first (?:say|claim|warn|speak|comment)\b",
    re.I,
)


def asks_for_newest(sentence: str) -> bool:
    """Say whether a sentence asks for the newest: "the latest on …", "who is currently …", "as of this week"."""
    if any(form.search(sentence) for form in (_NEWEST_REPORT, _AS_OF_NOW, _LAST_SAID)):
        return True
    clause = _CLAUSE_ENDS.split(sentence, maxsplit=1)[0]
    if not _ASKS.match(clause) or _OF_AN_ARTICLE.search(clause):
        return False
    return bool(_THE_NEWEST.search(clause)) or (bool(_NOW.search(clause)) and is_present(clause))


def without_newest(sentence: str) -> str:
    """Return a sentence without the words that ask for the newest: they tell nothing of the topic."""
    return " ".join(_SAYS_NEWEST.sub(" ", sentence).split())


def asks_for_first(sentence: str) -> bool:
    """Say whether a sentence asks for the first report of something."""
    return bool(_FIRST_REPORT.search(sentence))


def is_present(sentence: str) -> bool:
    """Say whether the first auxiliary verb of a sentence is in the present."""
    verb = _AUXILIARY.search(sentence)
    return bool(verb and verb["present"])
