"""Put a query's words as FTS5 expressions in which names and numbers stay whole.

SQLite's tokenizer cuts "1,200" into 1 and 200, and "COVID-19" into covid and 19.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.ledger.tokens import tokens_of
from index.vocabulary import content_terms, exact_words, is_function_word, stem, terms, words_in

_JOINED = re.compile(r"[^\W_]+(?:[-./&+@][^\W_]+)+")
_POSSESSIVE = re.compile(r"[’']s?$")
_TOKEN = re.compile(r"\w+")
_TOUCHING = re.compile(r"\d[.,]\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")  # is hardly ever a part of another number
SHORT = 3  # digits; a number of so few in "2020-10-14" tells nothing by itself


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a query: the phrases of tokens that it may stand as, and the number that it is, if it is one."""

    forms: tuple[str, ...]
    number: str | None = None

    @property
    def counted(self) -> tuple[tuple[str, ...], ...]:
        """Return the tokens of the forms as the index has them; what holds another form of a word holds its first."""
        forms = self.forms if self.number else self.forms[:1]
        return tuple(map(tokens_of, forms))

    @property
    def expression(self) -> str:
        """Return the expression that finds the word in any of its forms."""
        return " OR ".join(f'"{form}"' for form in self.forms)


def wanted_words(query: str) -> list[Wanted]:
    """Return what a query looks for: its words, and words with marks inside ("COVID-19") also as a whole."""
    joined = [at for at in _JOINED.finditer(query) if len(terms(at.group())) > 1]
    found: dict[str, Wanted] = {}
    for term in content_terms(query) or terms(query):
        inside = any(at.start() <= term.start < at.end() for at in joined)
        if not (inside and _tells_nothing_alone(term.word)):
            found[term.stem] = wanted(term.word)
    for at in joined:
        found.setdefault(at.group().lower(), Wanted((at.group(),)))
    return list(found.values())


def wanted(word: str) -> Wanted:
    """Return one word as it is looked for; a number with and without commas between thousands."""
    if not word[0].isdigit():
        bare = _POSSESSIVE.sub("", word)
        forms = (word,) if is_function_word(bare) else (bare, word)  # "it’s" is not looked for as "it"
        return Wanted(tuple(dict.fromkeys(forms)))
    plain = stem(word)
    return Wanted(tuple(dict.fromkeys([plain, _grouped(plain)])), None if _YEAR.fullmatch(plain) else plain)


def any_of(words: Iterable[Wanted]) -> str:
    """Return the expression that finds passages with any of the words; it may be empty."""
    return " OR ".join(word.expression for word in words)


def in_order(phrase: str) -> str:
    """Return the expression that finds passages with a phrase's words in that order; it may be empty."""
    words = exact_words(phrase)
    forms = dict.fromkeys([" ".join(words), " ".join(map(_grouped, words))])
    return " OR ".join(f'"{form}"' for form in forms if form)


def is_cut(number: Wanted, text: str) -> bool:
    """Say whether a text holds a number only inside other numbers: 200 in "1,200"."""
    plain = number.number or ""
    if plain.isdigit() and not _TOUCHING.search(text):
        return False  # quick, for most texts
    parts = [_TOKEN.findall(form) for form in number.forms]
    if not any(all(token in text for token in part) for part in parts):
        return False  # quick, too
    tokens = f" {' '.join(_TOKEN.findall(text))} "
    if not any(f" {' '.join(part)} " in tokens for part in parts):
        return False
    return plain not in {stem(word) for word in words_in(text) if word[0].isdigit()}


def _tells_nothing_alone(word: str) -> bool:
    return (word.isdigit() and len(word) <= SHORT) or len(word) == 1


def _grouped(word: str) -> str:
    """Return a number with commas between thousands, another word as it is."""
    whole, point, rest = word.partition(".")
    grouped = whole.isascii() and whole.isdigit() and SHORT < len(whole) < 20 and whole[0] != "0"
    return f"{int(whole):,}{point}{rest}" if grouped else word
