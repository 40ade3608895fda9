"""Names typed in lower case, spelt with the capitals that the conversation gives them."""

import re
from collections.abc import Iterable

from bot.dialogue.mentions import Mention
from bot.dialogue.name_words import COUNTRIES
from index import is_first_name, is_function_word

_WHO_IS = re.compile(r"^who(?:[’']?s| is| was| are| were) (?P<name>[^\W\d_]+(?: [^\W\d_]+){1,3})(?=\W*$)")
_SURNAMED = ("person", "name")  # called by their last word too


def spelt(question: str, known: Iterable[Mention]) -> str:
    """Return a question with its names in capitals, all else and every length as it was."""
    for name in known:
        forms = (name.name, name.name.split()[-1]) if name.kind in _SURNAMED and len(name.words) > 1 else (name.name,)
        for form in forms:  # the whole name first
            if not is_function_word(form) and form.lower() in question:
                question = re.sub(rf"\b{re.escape(form.lower())}\b", form.replace("\\", ""), question)
    if asked := _WHO_IS.match(question):
        question = _with_capitals(question, asked["name"])
    for country in COUNTRIES:
        if len(country) > len("u.s") and country in question:
            question = re.sub(rf"\b{country}\b", country.title(), question)
    return question


def _with_capitals(question: str, name: str) -> str:
    words = name.split()
    is_name = is_first_name(words[0]) and not any(is_function_word(word) for word in words)
    return question.replace(name, name.title()) if is_name and len(name.title()) == len(name) else question
