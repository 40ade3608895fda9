"""Names typed in lower case, spelt with the capitals that the conversation gives them."""

import re
from collections.abc import Iterable

from bot.dialogue.mentions import Mention
from bot.dialogue.name_words import COUNTRIES
from index import is_english, is_first_name, is_function_word

_WHO_IS = re.compile(r"who(?:[’']?s| is| was| are| were) [^\W\d_]+(?: [^\W\d_]+){1,3}\W*$")
_WORD = re.compile(r"[^\W\d_][\w-]*")
LEAST_LETTERS = 4  # of a word that is no English one, to be a name


def spelt(question: str, known: Iterable[Mention]) -> str:
    """Return a question with its names in capitals, all else and every length as it was."""
    names = list(known)
    question = _with_forms(question, [name.name for name in names])
    last = [name.name.split()[-1] for name in names if name.kind in ("person", "name") and len(name.words) > 1]
    question = _with_forms(_with_unknown_words(question), last)
    return _with_forms(question, [country.title() for country in COUNTRIES if len(country) > len("u.s")])


def _with_forms(question: str, forms: Iterable[str]) -> str:
    for form in forms:
        if not is_function_word(form) and form.lower() in question:
            question = re.sub(rf"\b{re.escape(form.lower())}\b", form.replace("\\", ""), question)
    return question


def _with_unknown_words(question: str) -> str:
    """Return a question with capitals for words that are not English, and in "who is …" for one behind a first name."""
    found = [word for word in _WORD.finditer(question) if word.group().islower() and word.group().isascii()]
    asks_who = _WHO_IS.match(question) is not None
    for before, word in zip((None, *found), found, strict=False):
        named = before is not None and before.end() + 1 == word.start() and is_first_name(before.group())
        unknown = len(word.group()) >= LEAST_LETTERS and not is_english(word.group())
        if unknown or (named and asks_who and not is_function_word(word.group())):
            start = before.start() if before and named else word.start()
            question = question[:start] + question[start : word.end()].title() + question[word.end() :]
    return question
