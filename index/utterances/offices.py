"""Tell whether a phrase gives somebody an office, and not the office of somebody near."""

import re

from index.utterances.roles import folded_words, is_office
from index.vocabulary import is_function_word

_WORD = re.compile(r"\w[\w’'&-]*")
_POSSESSIVE = ("'s", "’s", "'", "’")
_JOINTS = frozenset("of for in at from to with by under".split())
# Who is this is not the one who holds the office.
_NOT_THE_HOLDER = frozenset(
    "former ex late deputy vice assistant associate under shadow onetime then-future would-be incoming elect".split()
)
# Whoever is described so speaks for the body named before, or after "of", "for", "in", "at" or "from".
SPEAKERS_FOR = frozenset(
    """
    spokesman spokeswoman spokesperson spokespeople official officials representative representatives office statement
    side government authorities
    """.split()
)


def words_of(text: str) -> list[str]:
    """Return the words of a phrase that names somebody."""
    return _WORD.findall(text)


def without_articles(words: list[str]) -> list[str]:
    """Return the words without leading articles, unless nothing else is there."""
    while len(words) > 1 and is_function_word(words[0]):
        words = words[1:]
    return words


def head_of(words: list[str]) -> str:
    """Return the office in "the Vatican spokesman" or "the mayor of Rome", nothing if the words are a name."""
    joint = next((at for at, word in enumerate(words) if word in ("of", "for") and at), len(words))
    head = words[joint - 1] if words else ""
    return head if is_office(head) or head.lower() in SPEAKERS_FOR else ""


def holds_office(phrase: str, asked: str) -> bool:
    """Say whether a phrase gives somebody the office asked for: not "the president's spokeswoman" that of president."""
    wanted_words = words_of(asked)
    wanted = set(folded_words(" ".join(without_articles(wanted_words))))
    head = head_of(wanted_words)
    words = words_of(phrase)
    folded = [next(iter(folded_words(word)), "") for word in words]
    if not wanted or not head or not wanted <= set(folded):
        return False
    if _NOT_THE_HOLDER & ({word.lower() for word in words} - {word.lower() for word in wanted_words}):
        return False
    at = folded.index(folded_words(head)[0])
    before = [word.lower() for word in words[:at]]
    is_near = any(is_office(word) for word in before) and any(word in _JOINTS for word in before)
    is_first_of_two = at + 1 < len(words) and is_office(words[at + 1])
    return not (words[at].endswith(_POSSESSIVE) or is_near or is_first_of_two)
