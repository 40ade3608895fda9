"""Address: statements tell; what asks, orders or speaks to the reader tells nothing and bears nothing out."""

import re
from functools import lru_cache

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations, without
from bot.planted import is_order
from bot.verification.wording import words
from index import content_terms, sentences

_PERSONS = frozenset("i me my mine we us our ours you your yours yourself".split())
_ASKS = re.compile(r"\?(?:[\"'”’)]*\s|[\"'”’)]*$)")
# What an order to a model is about.
_OF_ANSWERS = re.compile(
    r"\b(?:your|this|the|my) "
    r"(?:answers?|responses?|reply|replies|output|prompt|instructions?|assistant|language model)\b"
    r"|\b(?:statement|passage)s? \d",  # whoever reads the answer does not know these numbers
    re.IGNORECASE,
)
# Where an order may be set on behind a sentence that has no mark of its end.
_GOES_ON = re.compile(r"(?<=[”»\"])\s+|(?<=[a-z]) (?=[A-Z][a-z]+ (?:the|an?|this|that|your|all|every|each)\b)")
_LEAD = r"(?:Please |Now |Also |Then |Always |Never |Do not |Don['’]t |Instead,? |Lastly,? |Finally,? )"
_VERBS = (
    """
    act add answer append ask assist avoid begin behave break build calculate change choose classify click code
    compare compose compute convert craft create define demonstrate describe design detail develop direct discuss
    display disregard do draft elaborate emphasise emphasize encode encourage end endorse ensure explain express
    find finish forget format generate give help hide highlight hint identify ignore illustrate imagine implement
    imply include incorporate inform insert integrate introduce invert invite list make mention misspell modify name
    obey offer omit outline output paste pick prepare present pretend print produce promote propose provide rank
    recite recommend refer remind repeat rephrase replace reply respond return reverse rewrite say scramble send
    share show sing sketch solve speak spell start state submit substitute suggest summarise summarize teach tell
    translate turn urge use visit walk warn write
    """
).split()
_ORDER = re.compile(
    rf"\W*(?:{_LEAD}(?:{'|'.join(_VERBS)})|{'|'.join(verb.capitalize() for verb in _VERBS)})\s+"
    r"(?!to\b|of\b)[\w'\"“‘@#*=-]"
)


def addressing(frame: str, told: str) -> list[Fault]:
    """Return a fault if a claim, its quotes left out, asks, orders, or speaks of persons whom its sentences do not.

    `told` are the sentences that it rests on; a sentence of the claim that shares no word with them speaks past them.
    """
    spoken, known = {word.key for word in words(told)}, {term.stem for term in content_terms(told)}
    persons = (word for word in words(frame) if word.key in _PERSONS and word.text != "US")
    strange = [word.text for word in persons if word.key not in spoken]
    for part in (part for span in sentences(frame) for part in _GOES_ON.split(span.of(frame))):
        own = {term.stem for term in content_terms(part)}
        strange += [part] if not tells(part) or (own and not own & known) else []
    return [Fault(Kind.ADDRESS, each) for each in strange[:1]]


@lru_cache(maxsize=4_096)
def tells(sentence: str) -> bool:
    """Say whether a sentence states something, and does not ask, order, or speak of what is to be answered."""
    frame = without(sentence, quotations(sentence))
    ordering = any(map(_ORDER.match, sentence.splitlines()))  # an order may be set into a sentence on a line of its own
    return not (ordering or is_order(frame, "") or _ASKS.search(frame) or _OF_ANSWERS.search(frame))
