"""What a question for something else leaves out: what the answer before named."""

import re

from bot.conversation import Exchange

_MORE = re.compile(r"\b(?:else|other|others|another)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:besides|apart from|aside from|other than|except|articles?|each other)\b", re.IGNORECASE)
_LEFT_OUT = ("person", "body", "work", "name")


def beside(question: str, before: Exchange) -> str:
    """Say in a question for something else what was answered already: "Besides France, who else signed?"."""
    if not _MORE.search(question) or _SAID.search(question):
        return question
    named = [name for name in before.answered if name.sure and name.kind in _LEFT_OUT]
    new = next((it for it in named if it.words[-1] not in question.lower()), None)
    if new is None:
        return question
    return f"Besides {'the ' if new.definite else ''}{new.name}, {_uncapitalised(question)}"


def _uncapitalised(question: str) -> str:
    first = question.split(" ", 1)[0]
    return question if first.isupper() or not first.isalpha() else question[0].lower() + question[1:]
