"""Read what an article says of a person beside the name: "Vatican spokesman", ", the mayor of Rome,"."""

import re
from collections.abc import Iterator

from index.article import Span
from index.utterances.roles import OFFICE, is_office, is_title
from index.vocabulary import is_function_word

MOST_TITLE_WORDS = 12
BEFORE, BEHIND = 120, 160  # characters of the text that are looked at

_OCCUPATION = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|man|woman)$")
_IN_TITLES = frozenset("of for and the to in at".split())
_BEHIND = re.compile(r",\s+((?:[A-Za-z][\w.’'-]*\s+){1,14}?[\w.’'-]+)(?=[,.;:]|\s+and\s|$)")
_DESCRIBES = re.compile(rf"(?:an?|the|his|her|former|acting|[\w’-]+[’']s|[A-Z][\w’-]+|{OFFICE.pattern})\s")
_FIRST_NAMES = re.compile(r"\s+(?:[A-Z][\w.]*\s+){0,2}")
_SENTENCE_END = re.compile(r"\n|(?<=[a-z]{3}\.)\s+")
MOST_PHRASE_WORDS = 10


def beside(text: str, name: str, at: Span) -> Iterator[str]:
    """Yield the phrases that a text joins to a mention of a person, each with the name."""
    front = text[max(0, at.start - BEFORE) : at.start]
    if title := _title_before(front.split()):
        yield f"{title} {name}"
    elif (phrase := _phrase_before(front)) and (office := _office_phrase(phrase)):
        yield f"{office}, {name}"
    behind = _BEHIND.match(text, at.end, at.end + BEHIND)
    if behind and _DESCRIBES.match(behind[1]) and OFFICE.search(" ".join(behind[1].split()[:8])):
        yield f"{name}, {behind[1]}"


def _title_before(words: list[str]) -> str:
    """Return the words of a title that a text ends with: "Senate Medicaid Committee Chairman"."""
    title: list[str] = []
    words = words[-MOST_TITLE_WORDS:]
    for at, word in reversed(list(enumerate(words))):
        if word == "and" and at and title and _is_of_titles(title[0]) and not _is_of_titles(words[at - 1]):
            break  # "President Joe Park and Premier"
        fits = word[0].isupper() or _is_of_titles(word) or _OCCUPATION.match(word) or word in _IN_TITLES
        if not fits or word.endswith((",", ";", ":", "”")) or (word.endswith(".") and not is_title(word)):
            break
        title.insert(0, word)
    while title and (title[0] in _IN_TITLES or is_function_word(title[0])):
        title.pop(0)
    if not title or title[-1] in _IN_TITLES or title[-1].endswith(("’s", "'s", "’")):
        return ""
    return " ".join(title) if any(map(_is_of_titles, title)) else ""


def _is_of_titles(word: str) -> bool:
    return is_title(word) or is_office(word)


def _phrase_before(text: str) -> str:
    """Return the words in front of the comma that a name, or its last word, stands behind: "the mayor of Rome, Ann"."""
    front, comma, behind = text.rpartition(",")
    if not comma or not _FIRST_NAMES.fullmatch(behind):
        return ""
    start = len(front)
    while start and (front[start - 1].isalnum() or front[start - 1].isspace() or front[start - 1] in "_.’'-"):
        start -= 1
    words = _SENTENCE_END.split(front[start:])[-1].split()[-MOST_PHRASE_WORDS:]
    return " ".join(words) if len(words) > 1 and not front[-1:].isspace() else ""


def _office_phrase(phrase: str) -> str:
    """Return the end of a phrase that begins with an article or owner and names an office."""
    words = phrase.split()
    starts = [
        at
        for at, word in enumerate(words)
        if word.lower() in ("the", "a", "an", "his", "her") or "’s" in word or "'s" in word
    ]
    found = " ".join(words[starts[0] :]) if starts else phrase
    return found if OFFICE.search(found) else ""
