"""Variants: the same word written otherwise, and words that come and go without a change of meaning.

Whatever is not listed here counts as another meaning: a change taken for a variant does more harm than the reverse.
"""

import re
from collections.abc import Callable, Sequence

from bot.verification.slips import is_slip, looks_alike
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
    deny denies denied report reports reported allege alleges alleged admit admits admitted agree agrees agreed
    suggest suggests suggested assert asserts asserted complain complains complained
    """.split()
)
# What these report may be a thing as well ("denied that claim"); what follows must then begin a clause.
_REPORTING_THINGS = frozenset(
    """
    told tells believe believes believed know knows knew announced confirmed acknowledged deny denies denied report
    reports reported admit admits admitted suggest suggests suggested
    """.split()
)
_CLAUSE_OPENERS = _ARTICLES | frozenset(
    "i he she we they it there this these those his her its our their my your no some all many most".split()
)
# "more slower" is "slower", but not all words that end so are comparatives ("danger"), nor only that ("better").
_COMPARATIVES = frozenset(
    """
    slower faster quicker bigger smaller larger greater higher lower taller shorter longer older younger newer stronger
    weaker richer poorer cheaper dearer safer easier harder simpler clearer closer nearer deeper wider broader narrower
    thicker thinner heavier lighter brighter darker warmer colder hotter cooler cleaner dirtier louder quieter smoother
    rougher tougher softer smarter wiser kinder nicer happier sadder angrier hungrier healthier wealthier busier earlier
    sooner fairer stricter looser tighter bolder braver calmer steeper fresher
    """.split()
)
_TURNED = frozenset("no not any never nor neither once".split())
_TAKES_OF = frozenset("all both half off outside inside".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("may march august".split())  # that are words as well
_SHOUTED = frozenset("no never all only will would can could must should very every".split())  # no abbreviations
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
        "dec december|mon monday|tue tues tuesday|thu thurs thursday|fri friday|"
        "km kilometer kilometers|kg kilogram kilograms|vs versus|skillfully skilfully|artifact artefact|tire tyre|"
        "mold mould|maneuver manoeuvre|pajamas pyjamas|airplane aeroplane|an a"
    ).split("|")
]
# What "'s" and "'d" stand for depends on the words beside them: a noun's "'s" may be a possessive.
_CONTRACTED = {"'s": ("is", "has"), "'d": ("would", "had")}
_HOSTS = frozenset("he she it that there what who where here how when this everyone everybody nobody".split())
_ONLY_PERFECT = frozenset("been had got".split())
_PARTICIPLES = _ONLY_PERFECT | frozenset(
    """
    gone done seen taken given made said come become known shown written spoken broken chosen fallen risen driven left
    lost won met kept held built sent spent brought bought thought taught caught sold told found begun run grown better
    """.split()
)
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
# Written apart these are other words: "re-sign".
_APART = frozenset(
    "resign recover reform release resent recreate represent repress remark resort react relay retreat reserve".split()
)
# In the names of bodies and places, not in those of people ("Gilmour", "Denise").
_NAMED_ALIKE = re.compile(r"(?:\w{2,}ization(?:s|al)?|\w{3,}ized|center|theater|harbor|labor|color|honor|neighbor)s?$")
_SURNAMES = frozenset("gray grey tyre tire mold mould plow plough".split())
_CAPITAL_ONLY = frozenset("jan feb aug sept sep oct nov dec mon tue tues thu thurs fri sen gov rep gen lt col".split())
_LEAST_NAME = 5  # letters


def is_same_word(theirs: Word, ours: Word) -> bool:
    """Say whether two words of one key are one word: "us" and "US" are not."""
    if theirs.text == ours.text or ours.caseless or theirs.key in ("'s", "not"):
        return True
    if is_initials(theirs.text) != is_initials(ours.text) and theirs.key not in _SHOUTED:
        return is_function_word(theirs.text) == is_function_word(ours.text)
    return theirs.key not in _MONTHS or theirs.text[0].isupper() == ours.text[0].isupper()


def is_variant(theirs: Word, ours: Word, known: Known) -> bool:
    """Say whether the quote's word is a spelling of the article's, or a slip of the pen or of the scanner."""
    if theirs.key == ours.key:
        return is_same_word(theirs, ours)
    if ours.key in _EQUAL.get(theirs.key, ()):
        return not _may_name(theirs, ours)
    if theirs.numeric or not theirs.key.isalpha() or not 2 < len(ours.key) < 40:
        return False
    if _is_capital(theirs) or _is_capital(ours):
        return _is_name_variant(theirs, ours)
    if american(theirs.key) == american(ours.key):
        return True
    return is_slip(theirs.key, ours.key, known(ours.key) or is_english(american(ours.key)))


def american(key: str) -> str:
    """Return a word as Americans spell it."""
    if len(key) > 4:
        for british, american in _BRITISH:
            key = british.sub(american, key)
    return key


def is_joined(theirs: Sequence[Word], ours: Sequence[Word]) -> bool:
    """Say whether two words are one written apart: "non discriminatory", but not "not able" and "notable"."""
    if frozenset([tuple(word.key for word in theirs), tuple(word.key for word in ours)]) in _JOINED:
        return True
    letters = ["".join(filter(str.isalnum, "".join(word.text for word in side))).lower() for side in (theirs, ours)]
    if letters[0] != letters[1]:
        return False
    parts, whole = (theirs, ours) if len(theirs) > len(ours) else (ours, theirs)
    contracted = parts[-1].key in ("not", "'s", "will", "have", "are")  # "dont", "Chinas"
    if contracted and "'" in parts[-1].text.replace("’", "'"):
        if parts[-1].key == "'s":  # "Chinas", "its", but not "presidents"
            return whole[0].key == "its" or (parts[0].text[0].isupper() and whole[0].text[0].isupper())
        return not is_english(whole[0].key)
    if whole[0].key in _APART:
        return False
    return not any(word.numeric or is_function_word(word.key) for word in parts)


def may_come_or_go(word: Word, before: Word | None, after: Word | None) -> bool:
    """Say whether the sense is the same with and without a word between these two."""
    if word.key in _FILLERS:
        return True
    if word.key in _ARTICLES:
        return after is not None and after.key not in _AFTER_ARTICLES and not after.numeric
    if word.key == "more":  # "more slower"
        return after is not None and after.key in _COMPARATIVES and (before is None or before.key not in _TURNED)
    if before is None or after is None:
        return False
    return (
        (word.key == "that" and before.key in _REPORTING and _may_open(before, after))
        or (word.key == "of" and before.key in _TAKES_OF and after.key in _ARTICLES | {"them", "us", "these", "those"})
        or (word.key == "on" and after.key in _DAYS)
        or (word.key == "to" and stem(before.key) == "help")
    )


def is_contraction(theirs: Sequence[Word], there: int, ours: Sequence[Word], here: int) -> bool:
    """Say whether one word is the other, contracted: "he's lying", but not "the president's lying"."""
    short, full = sorted((theirs[there].key, ours[here].key), key=lambda key: "'" not in key)
    if full not in _CONTRACTED.get(short, ()) or not there:
        return False
    after = theirs[there + 1].key if there + 1 < len(theirs) else ""
    participle = after in _PARTICIPLES or after.endswith("ed")
    perfect = full in ("has", "had")
    if short == "'d":
        return participle == perfect
    return theirs[there - 1].key in _HOSTS and (participle if perfect else after not in _ONLY_PERFECT)


def _may_open(before: Word, after: Word | None) -> bool:
    """Say whether "that" between two words opens a clause."""
    named = after is not None and after.text[0].isupper()
    return before.key not in _REPORTING_THINGS or named or (after is not None and after.key in _CLAUSE_OPENERS)


def _is_capital(word: Word) -> bool:
    return word.text[0].isupper() and not word.caseless


def _may_name(theirs: Word, ours: Word) -> bool:
    """Say whether a word that is listed as a variant may be a name: "Gray" is not "Grey"; and "Sun." no "sun"."""
    if _is_capital(theirs):
        return theirs.key in _SURNAMES
    return theirs.key in _CAPITAL_ONLY and not ours.caseless


def _is_name_variant(theirs: Word, ours: Word) -> bool:
    """Say whether a word that may be a name is the other: spelled as Americans do, or with a digit for a letter."""
    if not ours.caseless and theirs.text[0].isupper() != ours.text[0].isupper() and not ours.text[0].isdigit():
        return False
    spelling = american(theirs.key)
    if spelling == american(ours.key) and _NAMED_ALIKE.match(spelling):
        return True
    digits = any(character.isdigit() for character in ours.key)
    return digits and len(theirs.key) >= _LEAST_NAME and looks_alike(theirs.key, ours.key)
