"""Rewriting: a follow-up as a question that stands alone, worded by a model and checked against the conversation."""

from collections.abc import Sequence

from bot.generating.checking.neutral import carried, neutral
from bot.generating.names import names
from bot.request import Turn
from bot.verification.wording import words
from index import content_terms, terms

MOST_CHARACTERS = 400
LEAST_KEPT = 0.5  # share of the question's own words of content that the rewriting keeps
LEAST_KNOWN = 0.8  # share of the rewriting's words of content that stand in the conversation


def accepted(rewriting: str | None, question: str, history: Sequence[Turn]) -> str | None:
    """Return a rewriting as one line, None if it asks for what nobody spoke of, or is no question at all."""
    line = neutral(rewriting or "").strip("\"'“”")
    if not line or len(line) > max(MOST_CHARACTERS, 2 * len(question)) or carried(line, ()):
        return None
    spoken = " ".join([question, *(turn.text for turn in history)])
    known = {term.stem for term in terms(spoken)}
    own = [term.stem for term in content_terms(line)]
    asked = [term.stem for term in content_terms(question)]
    kept = sum(stem in own for stem in asked) >= LEAST_KEPT * len(asked)
    told = sum(stem in known for stem in own) >= LEAST_KNOWN * len(own)
    named = all(term.stem in known for span in names(line) for term in content_terms(span.of(line)))
    counted = {word.key for word in words(line) if word.numeric} <= {word.key for word in words(spoken)}
    return line if own and kept and told and named and counted else None
