"""Variants: the same word written otherwise, and words that come and go without a change of meaning.

Whatever is not listed here counts as another meaning: a change taken for a variant does more harm than the reverse.
"""

import re
from collections.abc import Callable, Sequence

from bot.verification.wording import Word, is_initials
from index import is_english, is_function_word, stem

Known = Callable[[str], bool]  # says whether a word is one that the articles use

_ARTICLES = frozenset(["a", "an", "the"])
# Before these it matters which article there is: "few" and "a few", "a reason" and "the reason".
_AFTER_ARTICLES = frozenset(
    """
    few little lot number majority minority half third quarter reason cause only same first last next other best worst
    most main key whole many
    """.split()
)
_REPORTING = frozenset(
    """
    said say says saying told tells added adds stated states claimed claims believe believes believed think thinks
    thought know knows knew announced noted explained argued insisted warned confirmed acknowledged hope hopes
    """.split()
)
_TAKES_OF = frozenset("all both half off outside inside".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("may march august".split())  # that are words as well
_FILLERS = frozenset("um uh er erm ah".split())
_GROUPS = [
    frozenset(group.split())
    for group in (
        "that which|who whom that|toward towards|among amongst|while whilst|until till|upon on|okay ok|mum mom|"
        "afterward afterwards|backward backwards|forward forwards|gray grey|program programme|defense defence|"
        "offense offence|license licence|pretense pretence|adviser advisor|judgment judgement|aging ageing|"
        "skeptic sceptic|skeptical sceptical|skepticism scepticism|plow plough|jewelry jewellery|enroll enrol|"
        "fulfill fulfil|skillful skilful|learned learnt|burned burnt|spelled spelt|dreamed dreamt|mr mister|"
        "sen senator|gov governor|rep representative|gen general|lt lieutenant|col colonel|sgt sergeant|capt captain|"
        "prof professor|dr doctor|jan january|feb february|aug august|sept sep september|oct october|nov november|"
        "dec december|mon monday|tue tues tuesday|wed wednesday|thu thurs thursday|fri friday|sat saturday|sun sunday|"
        "km kilometer kilometers|kg kilogram kilograms|vs versus|skillfully skilfully|artifact artefact|tire tyre|"
        "mold mould|maneuver manoeuvre|pajamas pyjamas|airplane aeroplane|an a|'s is|'s has|'d would|'d had"
    ).split("|")
]
_EQUAL = {
    word: frozenset().union(*(group for group in _GROUPS if word in group)) for group in _GROUPS for word in group
}
_JOINED = [frozenset([("per", "cent"), ("percent",)]), frozenset([("all", "right"), ("alright",)])]
_BRITISH = [
    (re.compile(r"is(e|es|ed|ing|er|ers|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ably|ful|ite|ites|hood|hoods|er|ers|ist|less)?$"), r"or\1"),
    (re.compile(r"tre(s|d)?$"), r"ter\1"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
    (re.compile(r"aemia$"), "emia"),
    (re.compile(r"^(p|orthop)aed"), r"\1ed"),
    (re.compile(r"^(an|leuk|h)aem|^(an)aes"), r"\1em"),
    (re.compile(r"^foet"), "fet"),
    (re.compile(r"^archeol"), "archaeol"),
]
_LOOKALIKES = [tuple(pair.split()) for pair in "l i|l 1|i 1|o 0|s 5|n u|c e|h b|rn m|vv w|cl d".split("|")]
_LEAST_LOOKALIKE, _LEAST_NAME, _LEAST_SLIP, _LEAST_LEFT_OUT = 3, 5, 5, 7  # letters


def is_same_word(theirs: Word, ours: Word) -> bool:
    """Say whether two words of one key are one word: "us" and "US" are not."""
    if theirs.text == ours.text or ours.caseless or theirs.key in ("'s", "not"):
        return True
    if is_initials(theirs.text) != is_initials(ours.text):
        return is_function_word(theirs.text) == is_function_word(ours.text)
    return theirs.key not in _MONTHS or theirs.text[0].isupper() == ours.text[0].isupper()


def is_variant(theirs: Word, ours: Word, known: Known) -> bool:
    """Say whether the quote's word is a spelling of the article's, or a slip of the pen or of the scanner."""
    if theirs.key == ours.key:
        return is_same_word(theirs, ours)
    if ours.key in _EQUAL.get(theirs.key, ()):
        return True
    if theirs.numeric or not theirs.key.isalpha() or not 2 < len(ours.key) < 40:
        return False
    return _american(theirs.key) == _american(ours.key) or _is_slip(theirs, ours, known)


def is_joined(theirs: Sequence[Word], ours: Sequence[Word], known: Known) -> bool:
    """Say whether two words are one written apart: "non discriminatory", but not "not able" and "notable"."""
    if frozenset([tuple(word.key for word in theirs), tuple(word.key for word in ours)]) in _JOINED:
        return True
    letters = ["".join(filter(str.isalnum, "".join(word.text for word in side))).lower() for side in (theirs, ours)]
    if letters[0] != letters[1]:
        return False
    parts, whole = (theirs, ours) if len(theirs) > len(ours) else (ours, theirs)
    contracted = parts[-1].key in ("not", "'s", "will", "have", "are")  # "dont", "Chinas"
    if contracted and "'" in parts[-1].text.replace("’", "'"):
        return not is_english(whole[0].key) or parts[-1].key == "'s"
    return not any(word.numeric or is_function_word(word.key) for word in parts)


def may_come_or_go(word: Word, before: Word | None, after: Word | None) -> bool:
    """Say whether the sense is the same with and without a word between these two."""
    if word.key in _FILLERS:
        return True
    if word.key in _ARTICLES:
        return after is not None and after.key not in _AFTER_ARTICLES
    if word.key == "more":  # "more slower"
        return after is not None and len(after.key) > 4 and after.key.endswith("er")
    if before is None or after is None:
        return False
    return (
        (word.key == "that" and before.key in _REPORTING)
        or (word.key == "of" and before.key in _TAKES_OF and after.key in _ARTICLES | {"them", "us", "these", "those"})
        or (word.key == "on" and after.key in _DAYS)
        or (word.key == "to" and stem(before.key) == "help")
    )


def _american(key: str) -> str:
    if len(key) > 4:
        for british, american in _BRITISH:
            key = british.sub(american, key)
    return key


def _is_slip(theirs: Word, ours: Word, known: Known) -> bool:
    """Say whether the quote's word is no word at all, and one slip from the article's."""
    if is_english(ours.key) or is_english(_american(ours.key)) or known(ours.key):
        return _doubles(theirs.key, ours.key) and stem(theirs.key) == stem(ours.key) and theirs.text[0].islower()
    named = theirs.text[0].isupper()
    if named != ours.text[0].isupper() and not (ours.caseless or ours.text[0].isdigit()):
        return False
    if len(theirs.key) >= (_LEAST_NAME if named else _LEAST_LOOKALIKE) and _looks_alike(theirs.key, ours.key):
        return True
    return not named and len(theirs.key) >= _LEAST_SLIP and _is_one_letter_off(theirs.key, ours.key)


def _looks_alike(theirs: str, ours: str) -> bool:
    """Say whether a scanner may have read one word as the other: "legaI", "centirneters", "patri0ts"."""
    return any(
        ours.startswith(wrong, at) and ours[:at] + right + ours[at + len(wrong) :] == theirs
        for pair in _LOOKALIKES
        for wrong, right in (pair, pair[::-1])
        for at in range(len(ours))
    )


def _is_one_letter_off(theirs: str, ours: str) -> bool:
    """Say whether a letter was left out, struck twice, or exchanged with its neighbour, but not the first."""
    start, theirs_rest, ours_rest = _differing(theirs, ours)
    left_out = len(theirs_rest) == 1 and not ours_rest and len(theirs) >= _LEAST_LEFT_OUT
    exchanged = len(theirs_rest) == 2 and ours_rest == theirs_rest[::-1]
    return start > 0 and (left_out or exchanged or _doubles(theirs, ours))


def _doubles(theirs: str, ours: str) -> bool:
    """Say whether the words differ in one letter that stands once in one and twice in the other."""
    start, theirs_rest, ours_rest = _differing(theirs, ours)
    more = theirs_rest + ours_rest
    return len(more) == 1 and start > 0 and (theirs if theirs_rest else ours)[start - 1] == more


def _differing(theirs: str, ours: str) -> tuple[int, str, str]:
    """Return where two words part, and what of each differs from there until they meet again."""
    start = 0
    while start < min(len(theirs), len(ours)) and theirs[start] == ours[start]:
        start += 1
    end = 0
    while end < min(len(theirs), len(ours)) - start and theirs[-1 - end] == ours[-1 - end]:
        end += 1
    return start, theirs[start : len(theirs) - end], ours[start : len(ours) - end]
