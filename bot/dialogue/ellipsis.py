"""Fragments of questions ("why?", "and South Korea?", "who else?"), completed from the question before them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.conversation import Exchange
from bot.dialogue.mentions import Mention, mentions
from bot.times.calendar_names import A_MONTH

_AUXILIARY = (
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|"
    r"didn[’']?t|doesn[’']?t|don[’']?t|isn[’']?t|aren[’']?t|wasn[’']?t|weren[’']?t|hasn[’']?t|haven[’']?t|won[’']?t)"
)
_WH = r"(?:what|which|who|whom|whose|when|where|why|how)"
_ASKED = re.compile(
    rf"^(?:(?:and|but|so|then|ok|okay|well)[ ,]+)?(?P<wh>(?:\w+ )?{_WH}\b(?: [\w’'-]+){{0,3}}? )?"
    rf"(?P<aux>{_AUXILIARY}) (?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ASKING = re.compile(rf"{_WH}\b|what[’']?s\b", re.IGNORECASE)
_SUBJECT_ASKED = re.compile(r"^(?P<wh>who|what|which(?: \w+){1,2}) (?P<rest>[a-z]\S* .*)$", re.IGNORECASE)
_WHAT_SAID = re.compile(
    r"^what (?:did|does|has|have) (?P<who>\S(?: ?\S){1,60}?) (?:say|said)(?: that)?"
    r"(?P<about>(?: (?:about|on|to) .+)?)$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:(?:and|but|so|or|then|ok|okay|well|also|und|et)\b[ ,]*)+", re.IGNORECASE)
_BARE = re.compile(
    r"^(?P<wh>(?:(?:for|from|to|with|by|since|until|at|in|of|on) )?(?:why|when|where|how|which|what|whose|who|whom)"
    r"(?: (?:long|many|much|often|come|so|far|old|big|soon|year|month|day|date|place|city|country|cause|reason|time|"
    r"times|years|months|days|people))*)(?: (?:exactly|then|not|precisely))?$",
    re.IGNORECASE,
)
_WHEN_WAS_THAT = re.compile(
    r"^(?P<wh>when|where|why|how|what (?:year|day|month|time)|(?:in|on) (?:what|which) \w+) (?:"
    r"(?:was|were) (?:that|this|it)|is (?:that|this)|"
    r"(?:did|does|has) (?:that|this|it) (?:happen|happened|occur|take place))$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:say|said|do|done|doing|announce|announced|claim|claimed|tell|told|think|mean|want|promise|propose|decide)\b",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<what>.+)$", re.IGNORECASE)
_ELSE = re.compile(
    r"^(?P<wh>who|what|where|when|how|why|which \w+)(?P<else> else)$|^(?:any|some)(?:thing|one|body) else$",
    re.IGNORECASE,
)
_MONTH = f"(?:{A_MONTH})"
_TIME = re.compile(
    rf"\b(?:(?:in|on|during|since|before|after|by|until) )?(?:(?:early|late|mid) )?"
    rf"(?:(?:{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:of )?)?(?:19|20)\d\d"
    rf"|(?<=in ){_MONTH}|(?!may\b|march\b){_MONTH})\b"
    r"|\b(?:last|this|next) (?:year|month|week|quarter|season|spring|summer|autumn|winter)\b"
    r"|\b(?:yesterday|today|tomorrow)\b",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(rf"(?:{_MONTH} ?)?(?:\d{{4}})?", re.IGNORECASE)
_STEERING = re.compile(
    r"^(?:what about|how about|in|on|at|to|with|from|for|by|about|against|during|since) ", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"^(?:in|on|at|to|with|from|for|by|about|against|of|during|since|before|after|until|under) ", re.IGNORECASE
)
_HAPPENED = re.compile(r"^what (?:has |had |have )?happened\b(?P<where>.*)$", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"^(?:why|how|when|where)(?: exactly)?$", re.IGNORECASE)
_ACTING = frozenset(["person", "name", "body", "place"])  # each may have done what another did
MOST_WORDS = 6  # of a fragment
MOST_BARE = 4  # of a noun phrase


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in parts: its question word with what belongs to it, its auxiliary, and the rest."""

    wh: str
    auxiliary: str
    rest: str

    @property
    def clause(self) -> str:
        """Return the question without its question word: "did Trump sign the order"."""
        return f"{self.auxiliary.lower()} {self.rest}"


def is_fragment(question: str) -> bool:
    """Say whether a question is only a part of one: "why?", "and the ferry company?", "who else?"."""
    plain = _OPENING.sub("", _plain(question))
    words = len(plain.split())
    if any(part.match(plain) for part in (_BARE, _ELSE, _WHAT_ABOUT, _WHEN_WAS_THAT)):
        return words <= MOST_WORDS + 2
    continued = plain != _plain(question) or _STEERING.match(plain) is not None
    return continued and 0 < words <= MOST_WORDS and _is_heading(plain)


def is_bare(question: str) -> bool:
    """Say whether a question is a mere noun phrase: "ferry prices"."""
    plain = _plain(question)
    return 0 < len(plain.split()) <= MOST_BARE and _is_heading(plain)


def _is_heading(plain: str) -> bool:
    return not (_parsed(plain) or _SUBJECT_ASKED.match(plain) or _ASKING.match(plain))


def completed(question: str, before: Exchange) -> str:
    """Complete a fragment from the question before it; other questions are returned as they are."""
    plain = _OPENING.sub("", _plain(question))
    last = _last_sentence(before.question)
    if len(plain.split()) > MOST_WORDS + 2 or not last:
        return question
    rules: list[Callable[[str, str], str | None]] = [_other]
    if before.found:  # else it is not known that anything was said or done
        rules = [_bare, _when_was_that, _other]
    if plain != _plain(question) or question.rstrip().endswith("?") or _STEERING.match(plain):
        rules.append(_substituted)  # a mere heading ("Prices") asks something new
    return next((_asked_again(made) for rule in rules if (made := rule(plain, last))), question)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(" ?!.,;")


def _last_sentence(text: str) -> str:
    return _plain(re.split(r"[?!](?:\s|$)|\.\s(?=[A-Z])", text.strip().rstrip("?!. "))[-1])


def _asked_again(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}?"


def _parsed(question: str) -> Asked | None:
    at = _ASKED.match(question)
    return Asked((at["wh"] or "").strip(), at["aux"], at["rest"]) if at else None


def _bare(plain: str, last: str) -> str | None:
    """Complete "why?", "for how long?"."""
    if (happened := _HAPPENED.match(last)) and _CIRCUMSTANCE.match(plain):
        return f"{plain} did that happen{happened['where']}"
    at, asked = _BARE.match(plain), _parsed(last)
    if at is None or asked is None or at["wh"].lower() in ("who", "whom", "what", "which", "whose"):
        return None
    clause = _pointing(asked)
    return f"{at['wh']} {_negated(clause) if plain.lower().endswith(' not') else clause}"


def _negated(clause: str) -> str:
    auxiliary, _, rest = clause.partition(" ")
    negated = {"can": "can’t", "will": "won’t", "shall": "won’t", "may": "may not", "might": "might not"}
    if auxiliary.endswith(("n’t", "n't", "nt")):
        return clause
    return f"{negated.get(auxiliary, f'{auxiliary}n’t')} {rest}"


def _when_was_that(plain: str, last: str) -> str | None:
    """Complete "when was that?"."""
    at, asked = _WHEN_WAS_THAT.match(plain), _parsed(last)
    return f"{at['wh']} {_pointing(asked)}" if at and asked else None


def _pointing(asked: Asked) -> str:
    """Return the clause, with "that" for what a question word asked: "did Zhao say that about Huawei"."""
    if asked.wh.lower().split(" ")[0] not in ("what", "which"):
        return asked.clause
    return _SAYING.sub(lambda verb: f"{verb.group()} that", asked.clause, count=1)


def _other(plain: str, last: str) -> str | None:
    """Complete "who else?", "anything else?"."""
    at = _ELSE.match(plain)
    if at is None:
        return None
    wh = at["wh"] or ("who" if "one" in plain or "body" in plain else "what")
    asked = _parsed(last)
    if asked and asked.wh.lower().split(" ")[0] == wh.lower():
        return f"{wh} else {asked.clause}"
    said = _WHAT_SAID.match(last)
    if said and wh.lower() == "who":
        return f"who besides {said['who']} said something{said['about']}"
    subject_asked = _SUBJECT_ASKED.match(last)
    if subject_asked and subject_asked["wh"].lower() == wh.lower():
        return f"{wh} else {subject_asked['rest']}"
    return None


def _substituted(plain: str, last: str) -> str | None:
    """Put the name or time of "and South Korea?", "in 2020?" in place of its like in the question before."""
    at = _WHAT_ABOUT.match(plain)
    new = at["what"] if at else plain
    if len(new.split()) > MOST_WORDS or (_parsed(plain) and not at):
        return None
    return _at_another_time(new, last) or _about_another(new, last)


def _at_another_time(new: str, last: str) -> str | None:
    if _TIME.fullmatch(new) is None:
        return None
    when = f"in {new}" if _BARE_TIME.fullmatch(new) else new
    old = list(_TIME.finditer(last))
    return last[: old[-1].start()] + when + last[old[-1].end() :] if old else f"{last} {when}"


def _about_another(new: str, last: str) -> str | None:
    named = _PREPOSITION.sub("", new)
    bare = re.sub(r"^the ", "", named, flags=re.IGNORECASE)
    found = [mention for mention in mentions(f"about {bare}") if mention.name == bare]
    if not found:
        return None
    said = _WHAT_SAID.match(last)
    if said and said["about"] and any(letter.isdigit() for letter in bare):  # "Covid-19" says nothing
        return f"{last[: said.start('about')]} about {bare}"
    old = _like(found[0], mentions(last), last, new[: len(new) - len(named)])
    return last[: old.start] + bare + last[old.end :] if old else None


def _like(new: Mention, asked: list[Mention], last: str, preposition: str) -> Mention | None:
    """Return the name of the question before whose place a new name takes."""
    behind = [
        old
        for old in asked
        if preposition and last[: old.start].lower().endswith((preposition.lower(), f"{preposition.lower()}the "))
    ]
    if behind:
        return behind[-1]
    return next((old for old in asked if old.kind == new.kind), None) or next(
        (old for old in asked if {old.kind, new.kind} <= _ACTING), None
    )
