"""Understand questions about what somebody said: of whom, on what, and in which form they are asked."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.times.calendar_names import A_MONTH

LONGEST_LOOKED_AT = 600  # characters of a question
_NAME = r"(?P<speaker>\S(?:.{0,118}?\S)?)"  # of whom is asked

# Tried in this order: "state", "claim" and the like can also be part of a name ("US State Department").
_PLAIN = "say|says|said|saying|tell|told|think|thinks|thought|believe|believes|believed"
_OTHER = """
    state stated claim claimed claims announce announced argue argued argues explain explained comment commented warn
    warned respond responded reply replied declare declared urge urged ask asked write wrote accuse accused admit
    admitted promise promised predict predicted suggest suggested describe described describes call called criticize
    criticized criticise criticised condemn condemned praise praised react reacted insist insisted deny denied confirm
    confirmed propose proposed recommend recommended demand demanded mention mentioned remark recall acknowledge
    acknowledged reveal revealed note noted stress stressed emphasize emphasise quip joke pledge vow
    conclude estimate estimated expect express expressed testify complain caution characterize characterise reiterate
    cite cited blame blamed thank dismiss
    """.split()
_GIVING = "give|given|offer|offered|cite|cited|mention|mentioned|raise|raised|make|made"
_GIVEN = (
    "examples?|reasons?|arguments?|explanations?|evidence|excuses?|advice|warnings?|details|answers?|figures?|"
    "estimates?|response|description|objections?|concerns?|claims?|points?|comparison|promises?"
)
_WORDS = (
    r"(?:view|views|position|stance|opinion|answer|response|reaction|reply|comments?|take|statements?|argument|"
    r"explanation|message|advice|warning|claim|assessment|prediction|reasoning|thoughts|remarks|words|attitude)"
)
_ON = r"(?:about|on|of|to|regarding|concerning|towards?|over|for|in response to|as to)"
_AUXILIARY = r"(?:did|does|do|has|have|had)"
_WHO_SAYS = """
    said says stated claimed claims announced argued argues explained warned warns declared urged admitted
    predicted predicts suggested described describes called calls criticized criticised condemned praised insisted
    insists denied denies confirmed proposed recommended demanded remarked acknowledged revealed added noted stressed
    emphasized emphasised quipped joked pledged vowed concluded estimated estimates expects thinks believes told accused
    accuses blamed blames complained cautioned pointed reiterated compared likened dismissed testified tweeted
    """.split()
_VERBS = (_PLAIN, "|".join(_OTHER))  # small letters: in "US State Department" no verb stands
_SURE = frozenset(
    "say says said saying tell told state stated claim claimed claims think thinks believe believes".split()
)

_WHAT = [
    re.compile(
        rf"^(?i:and |but |so |then |ok |okay )?(?P<asked>(?i:what|why|how))\b(?P<kind>(?:\s+else|\s+exactly)?)\s+"
        rf"(?i:{_AUXILIARY})\s+{_NAME}\s+(?:been\s+|had\s+|to\s+)?(?P<verb>{verbs})\b(?P<topic>.*)$"
    )
    for verbs in _VERBS
] + [re.compile(rf"^(?P<asked>what)\s+(?:is|are|was|were)\s+{_NAME}\s+(?P<verb>saying)\b(?P<topic>.*)$", re.IGNORECASE)]
_LATEST = [
    re.compile(
        rf"^what(?:['’]s|\s+(?:is|was|are|were))\s+the\s+(?:latest|last|newest|most\s+recent|first)(?:\s+(?:thing|words?|news))?\s+"
        rf"(?:(?:that|which)\s+)?{_NAME}\s+(?:(?:has|have|had)\s+)?(?P<verb>said|says|told|stated|announced)\b(?P<topic>.*)$",
        re.IGNORECASE,
    )
]
# A figure, time or thing that somebody names; other verbs than the plain ones would ask for a fact.
_WHICH = [
    re.compile(
        rf"^(?P<asked>how|when|where|which|what|who)\b(?P<kind>(?:\s+\S+){{0,8}}?)\s+{_AUXILIARY}\s+{_NAME}\s+"
        rf"(?P<verb>{_PLAIN}|claim|predict|expect|estimate|argue|warn)\b(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<asked>what|which)\b(?P<kind>(?:\s+\S+){{0,3}}?\s+(?:{_GIVEN})(?:\s+\S+){{0,6}}?)\s+{_AUXILIARY}\s+{_NAME}\s+"
        rf"(?P<verb>{_GIVING})\b(?P<topic>.*)$",
        re.IGNORECASE,
    ),
]
_POSITION = [
    re.compile(
        rf"^(?:what|how)(?:\s+(?:is|was|are|were)|['’]s)\s+{_NAME}['’]s?\s+(?:\S+\s+){{0,3}}?{_WORDS}(?:\s+{_ON})?\b(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^what\s+(?:is|was|are|were)\s+the\s+(?:\S+\s+){{0,2}}?{_WORDS}\s+of\s+{_NAME}\s+{_ON}\b(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(rf"^where\s+does\s+{_NAME}\s+stand\s+on\b(?P<topic>.*)$", re.IGNORECASE),
]
_ACCORDING = [
    re.compile(rf"^according\s+to\s+{_NAME}\s*,\s*(?P<topic>.*)$", re.IGNORECASE),
    re.compile(rf"^(?P<topic>.*\S)\s*,?\s+according\s+to\s+{_NAME}$", re.IGNORECASE),
]
_DID = [
    re.compile(
        rf"^(?i:is\s+it\s+true\s+that\s+)?(?i:did|does|do|has|have|had)\s+{_NAME}\s+(?:ever\s+|also\s+|really\s+)?"
        rf"(?P<verb>{verbs})\b(?P<topic>.*)$"
    )
    for verbs in _VERBS
]
_WHO = [
    re.compile(
        rf"^(?P<who>who|which (?:(?!was\b|were\b|is\b|are\b|being\b|been\b)\S+ ?){{1,4}}?)\s+"
        rf"(?:(?:was|is)\s+it\s+(?:that|who)\s+)?(?:has\s+|have\s+|had\s+|also\s+|first\s+)?"
        rf"(?P<verb>{'|'.join(_WHO_SAYS)}|wrote(?=\s+that\b))\b(?P<topic>.*)$",
        re.IGNORECASE,
    ),
    re.compile(r"^who\s+(?:is|was)\s+quoted\s+(?P<verb>as\s+saying)\b(?P<topic>.*)$", re.IGNORECASE),
    re.compile(
        r"^whose\s+(?P<verb>words|claim|statement|opinion|view|quote)s?\s+(?:is|was|are|were)\b(?P<topic>.*)$", re.I
    ),
]
_OPEN = re.compile(r"^\s*(?:anything|something|what|how|why|whether|about|on|if)\b", re.IGNORECASE)
_ADDRESSEE = re.compile(r"^\s*(?:\S+\s+){1,6}?(?=(?:about|that|of|on)\b)", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:on|in|since|by|during|of|from)\s+(?:(?:early|late|mid)[\s-])?(?:(?:{A_MONTH})\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?"
    rf"(?:,?\s+\d{{4}}\b)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{A_MONTH})\b(?:,?\s+\d{{4}}\b)?|\d{{4}}\b)|"
    r"\b(?:yesterday|today|recently|lately|this week|last (?:week|month|year))\b"
)
_THE_ARTICLE_ITSELF = re.compile(
    r"^(?:the|this|these|those|your|any|all)?\s*(?:article|articles|text|passage|report|reports|news|story|stories|it|they|"
    r"people|he|she|you|we|i|anyone|anybody|someone|there)$",
    re.IGNORECASE,
)
_MORE_THAN_A_NAME = re.compile(
    r"\b(?:articles?|that|which|who|not|often|usually|was|is|were|are|has|have|been|as|where)\b|[?!;]|\w{5,}\.\s+[A-Z]"
)
MOST_WORDS = 10  # of whom is asked
_REPLY = re.compile(r"\b(?:respond(?:ed)?|reply|replied|react(?:ed)?|answer(?:ed)?|response|reaction)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:what\s+)?(?:did|does|do|has|have|had)\s+(?:(?:i|we|you|me)\s+)?(?:say|said|tell|told)\b", re.I
)
# "What did Ann Lee last say": when or how it was said, not a part of the name.
_ADVERBS = re.compile(
    r"(?:\s+(?:most|very))?\s+(?:last|lately|recently|just|ever|first|also|really|actually|once|initially|originally|then|now|"
    r"today|yesterday|earlier|later|previously|publicly|reportedly|personally|repeatedly|specifically|exactly|finally|"
    r"already|still|currently|allegedly|supposedly)$"
)
_LEADING = re.compile(r"^(?:the|a|an|mr|mrs|ms)\b\.?\s+", re.IGNORECASE)


class Form(StrEnum):
    """How a question about somebody's words is asked."""

    WHAT = "what"  # what did X say about Y
    DID = "did"  # did X say Y
    WHO = "who"  # who said Y


@dataclass(frozen=True, slots=True)
class Speech:
    """A question about somebody's words.

    `sure`: its verb is one of saying and of nothing else. `reply`: what others say is the topic, and not the words.
    `reason`: it asks why somebody says so.
    """

    form: Form
    speaker: str
    topic: str
    sure: bool = True
    reply: bool = False
    reason: bool = False


def speech_in(question: str) -> Speech | None:
    """Return what a question asks about somebody's words, None if it asks for something else."""
    plain = question[:LONGEST_LOOKED_AT].strip(" \t?!.").strip()
    plain = plain.lower() if plain.isupper() else plain
    for pattern in _WHO:
        if found := pattern.match(plain):
            who = (found.groupdict().get("who") or "who").lower()
            return Speech(Form.WHO, "", _topic(found["topic"]), who == "who" and found["verb"].lower() in _SURE)
    for pattern in [*_LATEST, *_POSITION, *_WHAT, *_ACCORDING, *_WHICH]:
        if (found := pattern.match(plain)) and (speaker := _speaker(found["speaker"])):
            parts = found.groupdict()
            topic = _topic(f"{parts.get('kind') or ''} {_without_addressee(found)}")
            sure = pattern not in _ACCORDING and (parts.get("verb") or "say").lower() in _SURE
            reason = (parts.get("asked") or "").lower() == "why"
            reply = bool(_REPLY.search(plain[: found.start("topic")]))
            return Speech(Form.WHAT, speaker, topic, sure, reply=reply, reason=reason)
    for pattern in _DID:
        if (found := pattern.match(plain)) and (speaker := _speaker(found["speaker"])):
            topic = _topic(found["topic"])
            form = Form.WHAT if _OPEN.match(topic) or found["verb"].lower() in ("comment", "commented") else Form.DID
            return Speech(form, speaker, topic, found["verb"].lower() in _SURE)
    return None


def names_nobody(question: str) -> bool:
    """Say whether a question asks for somebody's words and does not tell whose: "what did say", "what did I say"."""
    return _NOBODY.match(question.strip()) is not None


def _speaker(named: str) -> str:
    """Return whom a question names; nothing if that is the article itself, or more than a name."""
    named = named.strip(" ,")
    while (shorter := _ADVERBS.sub("", named)) != named:
        named = shorter
    if _THE_ARTICLE_ITSELF.match(named) or _MORE_THAN_A_NAME.search(named):
        return ""
    return _LEADING.sub("", named) if len(named.split()) <= MOST_WORDS else ""


def _without_addressee(found: re.Match[str]) -> str:
    """Return the topic of "tell reporters about taxes" without the reporters."""
    topic = found["topic"]
    if (found.groupdict().get("verb") or "").lower() in ("tell", "told", "ask", "asked"):
        return _ADDRESSEE.sub("", topic)
    return topic


def _topic(text: str) -> str:
    """Return the words of a topic without the day that is asked for."""
    return " ".join(_DATE.sub(" ", text).split())
