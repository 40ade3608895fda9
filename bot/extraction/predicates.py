"""Predicates: what news tell of people and things in numbers, and the words that tell the same."""

import re
from dataclasses import dataclass

from index import Span


@dataclass(frozen=True, slots=True)
class Predicate:
    """Words of a text that tell something; two of one `name` tell the same. `counts`: a figure may be of it."""

    name: str
    span: Span
    counts: bool


# Of those that overlap the longest counts: "cut power" tells of no cut in prices.
_COUNTING = {
    "outage": r"(?:los[et]\w*|cut\w*|without|no) (?:off )?(?:their |its )?(?:power|electricity)"
    r"|power (?:cuts?|outages?)|blackouts?|in the dark",
    "layoff": r"(?:la(?:y|id|ying) off|layoffs?|(?:cut\w*|shed\w*|axe\w*|slash\w*) (?:\S+ ){0,3}?(?:jobs|posts)"
    r"|job cuts|(?:jobs|posts) (?:\S+ ){1,4}?(?:cut|shed|axed?|slash\w*|go|lost)|redundan\w+)",
    "kill": r"death toll(?: (?:\S+ ){0,8}?(?:rose|rises|risen|climb\w*|stands|stood|reach\w*|now|was|is))?"
    r"|kill(?:s|ed|ing)?|die[sd]?|dying|dead|deadly|deaths?|fatalit\w+|perish\w*|lives lost|lost their lives"
    r"|(?:cost|claim)\w* (?:the )?(?:life|lives)",
    "hurt": r"injur\w+|wound(?:s|ed|ing)?|hurt",
    "missing": r"missing|unaccounted",
    "arrest": r"arrest\w*|detain\w*|custody",
    "flee": r"evacuat\w+|flee\w*|fled|displac\w+|homeless",
    "rescue": r"rescu\w+|saved?|saving|surviv\w+",
    "infect": r"infect\w+|contract\w+",
    "cost": r"costs?|costing|priced?|spen[dt]\w*|price tag",
    "pay": r"pa(?:y|ys|id|ying)|bought|buy\w*|purchas\w+",
    "sell": r"sell\w*|sold|sales?|auction\w*",
    "elect": r"elect(?:s|ed|ing)?",
    "office": r"took office|takes office|sworn in|appoint\w+",
    "join": r"join\w*",
    "damage": r"damag\w+",
    "rise": r"ris(?:e|es|en|ing)|rose|rais\w+|increas\w+|gr[eo]w\w*|climb\w*|jump\w*|hik(?:e|es|ed|ing)"
    r"|go(?:es)? up|went up",
    "fall": r"fall\w*|fell|drop\w*|declin\w+|decreas\w+|reduc\w+|shr[aiu]nk\w*|lower(?:s|ed|ing)?|cut(?:s|ting)?",
    "open": r"open(?:s|ed|ing)?|inaugurat\w+",
    "close": r"clos(?:e|es|ed|ing|ure)|shut\w*",
    "finish": r"finish\w*|complet(?:e|es|ed|ing|ion)|ready",
    "begin": r"begin\w*|beg[au]n|start\w*",
    "end": r"end(?:s|ed|ing)?",
    "build": r"build(?:s|ing)?|built|construct(?:s|ed|ing|ion)",
    "found": r"found(?:ed|ing)|establish\w+|set up",
    "win": r"win(?:s|ning)?|won|beat(?:s|en|ing)?|defeat\w*|victor(?:y|ious)|majority|margin|lead of",
    "lose": r"los(?:e|es|t|ing)|defeated by",
    "steal": r"steal\w*|stole\w*|thefts?|robb\w+",
    "born": r"born|birth",
    "sentence": r"sentenc\w+|jail\w*",
    "fine": r"fin(?:e|es|ed)|penalt\w+",
    "attend": r"attend\w*|took part|march(?:ed|ing)|rallied|gather(?:ed|ing)|turned out",
    "employ": r"employ\w*|workforce|staff",
    "hire": r"hir(?:e|es|ed|ing)|recruit\w*",
    "profit": r"profit\w*|earn(?:s|ed|ing|ings)?",
    "loss": r"loss(?:es)?",
    "revenue": r"revenues?|turnover",
    "debt": r"debts?|ow(?:e|es|ed|ing)",
    "collapse": r"collaps\w+",
    "burn": r"burn\w*",
    "destroy": r"destroy\w*",
    "resign": r"resign\w*|step\w* down|quit\w*",
    "sign": r"sign(?:s|ed|ing)?",
    "move": r"mov(?:e|es|ed|ing)|relocat\w+",
}
_HAPPENING = {
    "last": r"last(?:s|ed|ing)|went on for|go(?:es)? on for",
    "sink": r"sank|sink\w*|sunk\w*|capsiz\w+",
    "fire": r"fires?|blaze\w*",
    "crash": r"crash\w*|collid\w+|collisions?|derail\w*",
    "quake": r"quakes?|earthquakes?",
    "flood": r"flood\w*",
    "blast": r"explo\w+|blasts?|bomb\w*",
    "march": r"protest\w*|march|marches|demonstrat\w+|rally|rallies",
    "vote": r"elections?|vot(?:e|es|ed|ing)|polls?|ballots?",
    "attack": r"attack\w*|shooting|assault\w*",
    "strike": r"strikes?|walkouts?",
}
_PATTERN = re.compile(
    "|".join(rf"\b(?P<{name}>{words})\b" for name, words in (_COUNTING | _HAPPENING).items()), re.IGNORECASE
)
_ALSO_TELLS = {"burn": "fire", "attend": "march"}


def predicates(text: str) -> list[Predicate]:
    """Return what a text tells, in order."""
    return [
        Predicate(match.lastgroup, Span(match.start(), match.end()), match.lastgroup in _COUNTING)
        for match in _PATTERN.finditer(text)
        if match.lastgroup
    ]


def told(text: str) -> frozenset[str]:
    """Return the names of all that a text tells."""
    found = {one.name for one in predicates(text)}
    return frozenset(found | {_ALSO_TELLS[name] for name in found if name in _ALSO_TELLS})


def governing(text: str, span: Span) -> str | None:
    """Return what the words nearest to a figure tell of it."""
    telling = [each for each in predicates(text) if each.counts]
    apart = [max(each.span.start - span.end, span.start - each.span.end, 0) for each in telling]
    return telling[apart.index(min(apart))].name if telling else None
