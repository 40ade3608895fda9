"""Whether a question leaves something to the conversation before it."""

import re
from collections.abc import Sequence

from bot.dialogue.anaphora import dangling
from bot.dialogue.conversation import Exchange
from bot.dialogue.ellipsis import is_bare, is_fragment
from index import content_terms

LATELY = 2  # exchanges that a noun phrase may take up again
_POINTING = re.compile(
    r"\b(?:this|that|these|those|there)(?=\s*(?:$|[?.,!]))"
    r"|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\s+(?:this|that|these|those)\b",
    re.IGNORECASE,
)


def lacks(question: str, past: Sequence[Exchange]) -> bool:
    """Say whether a question points out of itself: with a pronoun, with "this" or "there", or as a mere fragment.

    A noun phrase does if the conversation has one of its words.
    """
    if dangling(question) or is_fragment(question) or _POINTING.search(question):
        return bool(past)
    said = " ".join(f"{passed.question} {passed.answer}" for passed in past[-LATELY:])
    return is_bare(question) and not _stems(question).isdisjoint(_stems(said))


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}
