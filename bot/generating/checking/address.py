"""Address: statements tell; what asks, orders or speaks to the reader tells nothing and bears nothing out."""

import re
from functools import lru_cache

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations, without
from bot.verification.wording import words

_PERSONS = frozenset("i me my mine we us our ours you your yours yourself".split())
_ASKS = re.compile(r"\?(?:[\"'”’)]*\s|[\"'”’)]*$)")
# What an order to a model is about.
_OF_ANSWERS = re.compile(
    r"\b(?:your|this|the|my) "
    r"(?:answers?|responses?|reply|replies|output|prompt|instructions?|assistant|language model)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\W*(?:please |now |also |then |always |never |do not |don['’]t |instead,? |lastly,? |finally,? )?"
    r"(?:add|answer|append|ask|assist|avoid|begin|change|click|compose|convert|create|craft|define|describe|detail"
    r"|direct|discuss|display|disregard|do|draft|emphasi[sz]e|encode|encourage|end|endorse|ensure|explain|express"
    r"|find|finish|forget|format|generate|give|hide|hint|highlight|ignore|imply|include|incorporate|inform|insert"
    r"|integrate|introduce|invite|invert|list|make|mention|misspell|modify|name|obey|offer|omit|output|paste|pretend"
    r"|print|promote|propose|provide|recommend|refer|remind|repeat|rephrase|replace|reply|respond|return|reverse"
    r"|rewrite|say|scramble|send|share|show|speak|spell|start|state|submit|substitute|suggest|summari[sz]e|tell"
    r"|translate|turn|urge|use|visit|warn|write)\s+(?!to\b|of\b)[\w'\"“‘@#*=-]",
    re.IGNORECASE,
)


def addressing(frame: str, told: str) -> list[Fault]:
    """Return a fault if a claim, its quotes left out, asks, orders, or speaks of persons whom its sentences do not.

    `told` are the sentences that it rests on.
    """
    spoken = {word.key for word in words(told)}
    for word in words(frame):
        if word.key in _PERSONS and word.key not in spoken and word.text != "US":
            return [Fault(Kind.ADDRESS, word.text)]
    return [] if tells(frame) else [Fault(Kind.ADDRESS, frame.strip())]


@lru_cache(maxsize=4_096)
def tells(sentence: str) -> bool:
    """Say whether a sentence states something, and does not ask, order, or speak of what is to be answered."""
    frame = without(sentence, quotations(sentence))
    return not (_ASKS.search(frame) or _OF_ANSWERS.search(frame) or _ORDER.match(sentence))
