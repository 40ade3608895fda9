"""What a question for something else leaves out: what the answer before named."""

import re

from bot.dialogue.conversation import Exchange
from bot.dialogue.mentions import Kind

_MORE = re.compile(r"\b(?:else|other|another)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:besides|apart from|aside from|other than|except|articles?|each other)\b", re.IGNORECASE)
_PEOPLE = (
    "people|persons|men|women|members|leaders|officials|politicians|players|actors|artists|singers|musicians|opponents|"
    "companies|firms|groups|bands|teams|parties|critics|experts|scientists|authors|candidates"
)
_WORKS = "albums?|songs?|singles?|films?|movies?|books?|novels?|shows?|plays?|works?|artworks|games?|awards?|hits?"
_PLACES = "countr(?:y|ies)|cit(?:y|ies)|states?|nations?|places?|governments?"
_ASKED_FOR: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (
        re.compile(rf"\b(?:who|whom|(?:any|some|every)(?:one|body)) else\b|\bother (?:\w+ )?(?:{_PEOPLE})\b", re.I),
        ("person", "body", "name"),
    ),
    (re.compile(rf"\b(?:other|another) (?:\w+ )?(?:{_WORKS})\b", re.I), ("work", "thing", "name")),
    (re.compile(rf"\bwhere else\b|\b(?:other|another) (?:\w+ )?(?:{_PLACES})\b", re.I), ("place",)),
)
_LISTED = re.compile(r"(?:,|,? and) (?:the )?")
MOST_WORDS = 8  # of an answer that is hardly more than what it names


def beside(question: str, before: Exchange) -> str:
    """Say in a question for something else what was answered already: "Besides France, who else signed?"."""
    if not _MORE.search(question) or _SAID.search(question):
        return question
    kinds = next((kinds for asked, kinds in _ASKED_FOR if asked.search(question)), None)
    if kinds is None and len(before.answer.split()) > MOST_WORDS:
        return question
    named = [name for name in before.answered if name.sure and (name.kind in kinds if kinds else name.kind != "person")]
    new = [name for name in named if name.words[-1] not in question.lower()]
    if not new:
        return question
    joined = new[1:2] if _LISTED.fullmatch(before.answer[new[0].end : new[1].start] if new[1:] else "") else []
    left_out = " and ".join(f"the {name.name}" if name.definite else name.name for name in (new[0], *joined))
    return f"Besides {left_out}, {_uncapitalised(question)}"


def _uncapitalised(question: str) -> str:
    first = question.split(" ", 1)[0]
    return question if first.isupper() or not first.isalpha() else question[0].lower() + question[1:]
