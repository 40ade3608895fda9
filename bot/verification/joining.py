"""Joining: a quote that leaves out the words with which the article tells, in its middle, whose it is."""

import re
from dataclasses import replace

from bot.verification.attributions import is_attributing
from bot.verification.differences import Difference
from bot.verification.nearest import Nearest
from bot.verification.wording import words
from index import Snapshot, Utterance

_CLOSED = re.compile(r"[,.!?…–—-]\s*[”\"»]\s*$|[”\"»]\s*[,.]?\s*$")
_OPENED = re.compile(r"\s*[,.:–—-]?\s*[“\"«„]")


def joined(snapshot: Snapshot, made: Nearest) -> Nearest:
    """Return what was laid beside an article, without harm where all that it lacks attributes one statement.

    "It is late. Go home" is so the quote of "It is late,” Ann said. “Go home”; two speakers' words are not joined.
    """
    harmful = [each for each in made.comparison.differences if not each.harmless]
    if not harmful or any(each.op != "delete" for each in harmful):
        return made
    span = made.comparison.span
    for told in snapshot.utterances(made.article.library, made.article.id):
        within = told.start <= span.start and span.end <= told.end
        if within and all(_interrupts(made.article.text, each, told) for each in harmful):
            fair = tuple(replace(each, harmless=True) for each in made.comparison.differences)
            return replace(made, comparison=replace(made.comparison, differences=fair))
    return made


def _interrupts(text: str, left_out: Difference, told: Utterance) -> bool:
    """Say whether what is left out stands between two quotations and tells whose both are."""
    there = left_out.there
    between = _CLOSED.search(text[max(0, there.start - 8) : there.start]) and _OPENED.match(text, there.end)
    return bool(between) and is_attributing(words(left_out.article), told)
