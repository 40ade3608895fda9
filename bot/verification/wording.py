"""Wording: the words of a text in the form in which two wordings are compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.verification.borders import CURRENCIES, unit_marks

LEAST_CASELESS = 4  # words
LONGEST_WORD = 64  # characters; of a longer one the beginning and the length are compared

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # accents that stand alone, and characters without a look
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}"  # U.S.
    rf"|(?:(?<![\w{_MARKS})%])[-−–](?=\.?\d))?(?:(?<![\w{_MARKS}.])\.)?\d+(?:[.,:/]\d+)*[\w{_MARKS}]*"  # -3.5, .5, 20th
    rf"|\[\w\][\w{_MARKS}]+"  # [T]he
    rf"|[\w{_MARKS}]+(?:['’][\w{_MARKS}]+)*"
    rf"|[%‰°&+<>=~≈±×÷≤≥²³¼½¾{CURRENCIES}]"
    r"|(?<=\d)[\"'’”′″＂]"  # 6", 6'
)
_UNIT_MARKS = frozenset("\"'’”′″＂")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?!\d)")
_UNIT = re.compile(r"(-?[\d.,]*\d)(bn|mn|mln|tn|pc|pct)", re.IGNORECASE)
_CONTRACTED = re.compile(r"(.+?)(n['’]t|['’](?:re|ve|ll|m|d|s))", re.IGNORECASE)
_ENDS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_STARTS = {"ca": "can", "wo": "will", "sha": "shall"}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_KEYS = (
    {word: str(number) for number, word in enumerate(_ONES)}
    | {word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {"%": "percent", "pc": "percent", "pct": "percent", "&": "and", "bn": "billion", "mn": "million"}
    | {"mln": "million", "tn": "trillion"}
)
_TENFOLD = {str(number) for number in range(20, 100, 10)}
_ORDINALS = frozenset(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth hundred hundreds thousand
    thousands million millions billion billions trillion trillions dozen dozens half halves quarter quarters once twice
    thrice double triple single both percent
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text, and the key by which it compares: case, accents and contractions folded."""

    text: str
    key: str
    start: int
    end: int
    caseless: bool = False  # all of its text is in capitals or none is, so that they say nothing

    @property
    def numeric(self) -> bool:
        """Say whether the word is a number, or part of one."""
        return any(character.isdigit() for character in self.key) or self.key in _ORDINALS


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of a part of `text`, signs that bear meaning among them ("%", "€"); "don't" is two."""
    found: list[Word] = []
    marks: dict[int, str] | None = None  # of feet and inches, looked for where there may be some
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        if match.group() in _UNIT_MARKS:
            marks = unit_marks(text, start, end) if marks is None else marks
            if mark := marks.get(match.start()):
                found.append(Word(match.group(), mark, *match.span()))
            continue
        for word in _parts(match.group(), match.start()):
            if not word.key:
                continue
            if found and _are_one_number(text, found[-1], word):
                tens = found.pop()
                key = str(int(tens.key) + int(word.key))
                found.append(Word(text[tens.start : word.end], key, tens.start, word.end))
            else:
                found.append(word)
    return found


def asked_words(quote: str) -> list[Word]:
    """Return the words of a quote as somebody asks about it."""
    found = words(quote)
    caseless = len(found) >= LEAST_CASELESS and (quote.isupper() or quote.islower())
    return [replace(word, caseless=True) for word in found] if caseless else found


def is_initials(text: str) -> bool:
    """Say whether a word is an abbreviation in capitals, with dots or without."""
    letters = text.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _parts(text: str, start: int) -> Iterator[Word]:
    """Yield the word, or the two it is made of: "doesn't", "it's", "cannot", "1bn"."""
    parted: re.Match[str] | None = None
    if text.isalpha() and len(text) != len("cannot"):  # most words
        pass
    elif text.lower() == "cannot":
        parted = re.fullmatch("(.{3})(.{3})", text)
    else:
        parted = _UNIT.fullmatch(text) if text[:1].isdigit() else _CONTRACTED.fullmatch(text)
    if parted is None:
        yield Word(text, _key(text), start, start + len(text))
        return
    first, second = parted.groups()
    ending = second.lower().replace("’", "'")
    word = Word(first, _key(first), start, start + len(first))
    yield replace(word, key=_STARTS.get(word.key, word.key)) if ending == "n't" else word
    key = _ENDS.get(ending) or (ending if ending in ("'s", "'d") else _key(second))
    yield Word(second, key, word.end, start + len(text))


@lru_cache(maxsize=65_536)
def _key(text: str) -> str:
    if len(text) > LONGEST_WORD:
        return f"{text[:LONGEST_WORD].lower()}…{len(text)}"
    folded = "".join(part for part in unicodedata.normalize("NFD", text) if _is_seen(part)).casefold()
    folded = folded.replace("−", "-").replace("–", "-")
    if folded.startswith((".", "-.")) and folded[-1].isdigit():
        folded = folded.replace(".", "0.", 1)
    if _THOUSANDS.match(folded):
        folded = folded.replace(",", "")
    if folded[:1].isalpha():
        folded = folded.replace(".", "")  # U.S.
    return _KEYS.get(folded, folded)


def _is_seen(character: str) -> bool:
    return character not in "[]'’" and unicodedata.category(character) not in ("Mn", "Cf")


def _are_one_number(text: str, tens: Word, ones: Word) -> bool:
    """Say whether two words are one number, as in "twenty-three"."""
    spelled = tens.key in _TENFOLD and ones.key.isdecimal() and len(ones.key) == 1 and ones.key != "0"
    return spelled and tens.text.isalpha() and ones.text.isalpha() and text[tens.end : ones.start] in ("-", " ", "‑")
