"""Omissions: what a quote leaves out beside it that denies it or makes it conditional.

One rule, whatever the quote's capital and full stop: cut loose from the denial or the condition that governs them,
words say something else. What only reports or contrasts them ("she said that", "but") may be left out.
"""

import re
from collections.abc import Sequence

from bot.verification.wording import Word, words
from index import Span

_MOST_LOOKED_AT = 1_000  # characters of a sentence
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")
_COORDINATION = re.compile(r"[,;]\s+(?:and|but|so|or|yet)\b|;|\s[–—-]+\s|[:]\s(?=.*\w)")
_ASIDE = re.compile(r", (?:which|who|whom|whose|where)\b[^,]*,")
_PLAIN = re.compile(r"[\s\"'“”‘’«»(\[]*")  # between a word and what it governs
_OVER = re.compile(
    r"[\"'”’)\]»]*(?:[.!?](?![\w.])|\s*\n\s*\n|$)|[,;]?[\"”’»]+(?=[\s.,;]|$)"
)  # a sentence or a quotation

_DENIALS = frozenset("not no never nor neither hardly scarcely barely rarely seldom few little without".split())
# Directly in front of some words these deny or limit them.
_BEFORE = _DENIALS | frozenset(
    """
    only if unless whether except may might could perhaps maybe possibly probably unlikely allegedly reportedly
    supposedly almost nearly
    """.split()
)
_LIGHT = frozenset("a an the be been being very really even just yet so quite ever any all longer more".split())
_ARTICLES = frozenset(["a", "an", "the"])
_ONLY = frozenset("only just merely simply solely".split())  # "not only" denies nothing
_LIMITING = re.compile(rf"\s+(?:{'|'.join(_ONLY)})\b")
# In the clause on which another depends, these deny it; two of them deny nothing.
_UNTRUE = _DENIALS | frozenset(
    """
    nobody nothing none false falsely untrue wrong wrongly incorrect impossible unlikely doubtful deny denies denied
    denying denial doubt doubts doubted doubting refuse refuses refused reject rejects rejected refute refutes refuted
    dispute disputes disputed disprove disproved lie lies myth hoax rumour rumor pretend pretends pretended if unless
    """.split()
)
_HEADS = frozenset(
    """
    think thinks thought believe believes believed say says said saying claim claims claimed suggest suggests suggested
    mean means meant deny denies denied doubt doubts doubted expect expects expected agree agrees agreed show shows
    showed shown prove proves proved evidence proof sign indication suggestion report reports reported confirm confirms
    confirmed convinced certain sure
    """.split()
)
_TELLING = frozenset("tell tells told".split())
_TOLD = frozenset("us them him her me you reporters".split())
_FACTS = frozenset(  # what depends on these is so, even if they are denied
    "know knew known realise realised realize realized aware fact notice noticed forget forgot regret remember".split()
)
_QUOTING = r"[\s\"'“‘]*$"
_CONDITION = "if|unless|until|provided that|assuming|supposing"
_HEDGE = "perhaps|maybe|possibly|probably|allegedly|reportedly|supposedly"
_OPENING = re.compile(
    rf"\b(?:not|never|n[’']t), [^,]*,{_QUOTING}|\b(?:{_CONDITION})\b[^,]*,{_QUOTING}|"
    rf"^\W*(?:{_HEDGE}|(?:without|except)\b[^,]*),{_QUOTING}",
    re.IGNORECASE,
)
_OPEN = re.compile(rf"^\W*(?:{_CONDITION})\b[^,]*$", re.IGNORECASE)
_SUBJECTS = frozenset("i he she we they it there this these those".split())
_DETERMINERS = frozenset("a an the his her its our their my your all".split())
_BOUNDS = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower|later|earlier) than|at (?:least|most)|up to|as (?:many|much|few) as|"
    r"over|under|above|below|nearly|almost)\W*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\W*\d")
# "A man said to be the mayor": it need not be the mayor.
_HEDGED = re.compile(
    r"\b(?:(?:said|believed|thought|alleged|reported|rumou?red|claimed|claiming|pretending|purported|supposed) "
    r"to (?:be|have been)|(?:accused|suspected) of|posing as)\s+(?:an?\s+|the\s+)?$"
)

_AUXILIARIES = frozenset(
    """
    is are was were be been am do does did has have had will would can could may might must shall should 's 'd
    """.split()
)
_BEHIND = frozenset("not never no hardly scarcely barely nothing nobody none rarely seldom".split())
_ON_CONDITION = re.compile(
    r"[\s,–—-]*(?:(?:and |but )?only\b|(?:but |and )?(?:if|unless|except|provided that|assuming)\b|"
    r"as long as|so long as|on (?:the )?condition|in case|subject to|or so\b|anything but|"
    r"but (?:not|never)\b)",
    re.IGNORECASE,
)
_TO_COME = frozenset(["will", "shall"])
_ONCE = re.compile(
    r"\s*(?:when|once|as soon as|not before|not until)\b", re.IGNORECASE
)  # conditions of what is to come
_LATER = re.compile(r"(?<!even )(?<!as )\b(?:if|unless|except|provided that|on condition)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:]\s|\s[–—-]+\s|\b(?:and|but|or|which|who|that|because|while|whose|where|when)\b", re.IGNORECASE
)
_ASKING = frozenset("ask asks asked asking see know knows knew wonder wonders wondered unsure unclear".split())


def omitted_before(text: str, at: int) -> Span | None:
    """Return the beginning of the clause that a quote leaves out, if it denies what is quoted or is its condition."""
    start = _clause_start(text, at)
    before = text[start:at]
    left = words(text, start, at)
    if not left:
        return None
    if (first := _governing(text, left, at)) is not None:
        return Span(first, at)
    if hedge := _HEDGED.search(before):
        return Span(start + hedge.start(), at)
    ours = words(text, at, min(len(text), at + 60))[:1]
    bounds = _BOUNDS.search(before)
    if bounds and ours and (ours[0].numeric or _AMOUNT.match(text[at:])):
        return Span(start + bounds.start(), at)
    opens = bool(ours) and (ours[0].key in _SUBJECTS | _DETERMINERS or ours[0].text[0].isupper())
    if _OPENING.search(before) or (opens and _OPEN.match(before)) or _depends(text, start, left, at):
        return Span(start, at)
    return None


def omitted_after(text: str, start: int, at: int) -> Span | None:
    """Return the rest of the clause that a quote breaks off at, if it denies what is quoted or is its condition."""
    rest = text[at : at + _MOST_LOOKED_AT]
    if _OVER.match(rest) or _is_over(text, at):
        return None
    end = _SENTENCE_END.search(rest)
    sentence = rest[: end.start() + 1] if end else rest
    ours, right = words(text, max(start, at - _MOST_LOOKED_AT), at), words(sentence)
    if not ours or not right:
        return None
    if _denied(ours[-1], right, sentence):
        return Span(at, at + right[0].end)
    claims = any(word.key in _AUXILIARIES | _SUBJECTS for word in ours)
    if (claims or len(ours) > 2) and ours[-1].key not in _ASKING and _ON_CONDITION.match(sentence):
        return Span(at, at + len(sentence))
    if any(word.key in _TO_COME for word in ours) and _ONCE.match(sentence):
        return Span(at, at + len(sentence))
    clause = sentence[: border.start()] if (border := _CLAUSE_END.search(sentence)) else sentence
    later = _LATER.search(clause)
    asked = later and any(word.key in _ASKING for word in (*ours, *words(clause[: later.start()])))
    return Span(at, at + len(clause)) if claims and later and not asked else None


def _clause_start(text: str, at: int) -> int:
    """Return where the clause begins in which a place lies."""
    first = max(0, at - _MOST_LOOKED_AT)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, first, min(len(text), at + 2)) if end.end() <= at]
    start = max(ends, default=first)
    return max((link.end() for link in _COORDINATION.finditer(text, start, at)), default=start)


def _governing(text: str, left: Sequence[Word], at: int) -> int | None:
    """Return where a word begins that denies or limits what follows directly, None if there is none."""
    end = at
    for place in reversed(range(len(left))):
        word = left[place]
        before = left[place - 1].key if place else ""
        if not _PLAIN.fullmatch(text, word.end, end):
            return None
        if (word.key in _ONLY and before == "not") or (word.key == "not" and _LIMITING.match(text, word.end)):
            return None
        if word.key in _BEFORE:
            counted = word.key in ("few", "little", "only") and before in _ARTICLES  # "a few", "the only"
            return None if counted else word.start
        if word.key not in _LIGHT and not (word.key == "to" and before in ("not", "never")):
            return None
        end = word.start
    return None


def _depends(text: str, start: int, left: Sequence[Word], at: int) -> bool:
    """Say whether what follows depends on a clause that calls it untrue: "it is false that", "I do not think"."""
    head, before = left[-1].key, left[-2].key if len(left) > 1 else ""
    if head == "that" and before in _FACTS:
        return False
    if head not in _HEADS | {"that"} and not (head in _TOLD and before in _TELLING | _HEADS):
        return False
    if not re.fullmatch(r"[\s,:\"'“”‘’«»(\[]*", text[left[-1].end : at]):
        return False
    clause = words(_ASIDE.sub(",", text[start:at]))
    denials = [word.key for at, word in enumerate(clause) if word.key in _UNTRUE and not _is_only(clause, at)]
    return len(denials) % 2 == 1


def _is_only(clause: Sequence[Word], at: int) -> bool:
    """Say whether a denial is that of "not only"."""
    return at + 1 < len(clause) and clause[at + 1].key in _ONLY


def _denied(last: Word, right: Sequence[Word], sentence: str) -> bool:
    """Say whether an auxiliary at which a quote ends is denied by the next word."""
    adjacent = last.key in _AUXILIARIES and bool(_PLAIN.fullmatch(sentence, 0, right[0].start))
    return adjacent and right[0].key in _BEHIND and not _is_only(right, 0)


def _is_over(text: str, at: int) -> bool:
    """Say whether a sentence ends in front of a place."""
    ended = re.search(r"[.!?…][\"'”’)\]»]*$", text[max(0, at - 8) : at])
    return bool(ended) and not re.match(r"[\s\"”’]*[a-z]", text[at : at + 8])
