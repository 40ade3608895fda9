"""The relation that is asked for: whether what was chosen holds anything of it beside the names."""

import re
from collections.abc import Sequence

from bot.extraction.candidates import Candidate
from bot.extraction.signals import Asked
from index import stems_in

_MEASURED = re.compile(r"\bhow (\w+)", re.IGNORECASE)  # "how tall" is answered by a number


def is_of_others(question: Asked, chosen: Sequence[Candidate]) -> bool:
    """Say whether nothing cited, nor what is said above it, holds any of the names that a question is about.

    It is about them if it has at most one word beside them: of "who flooded the harbour of …" a part may be answered.
    """
    beside = set(question.sought.stems) - question.names
    if not question.names or not chosen or len(beside) > 1:
        return False
    held = {
        stem
        for one in chosen
        for text in (one.hit.article.title, one.hit.article.source or "", one.hit.passage.text)
        for stem in stems_in(text)
    }
    return question.names.isdisjoint(held)


def unheld_relation(question: Asked, chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the words of a question beside its names if no passage holds any of them, nor one related to it."""
    measured = {word.lower() for word in _MEASURED.findall(question.text)}
    own = [term for term in question.sought.terms if term.stem not in question.names | question.numbers]
    words = [term.word for term in own if term.word.lower() not in measured]
    if not (words and question.names and chosen):
        return ()
    texts = [text for one in chosen for text in (one.hit.article.title, one.hit.passage.text)]
    return () if any(question.sought.held(word, *texts) > 0 for word in words) else tuple(words)
