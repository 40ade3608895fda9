"""The telling sentence of an article: its first whole sentence that tells, which in news is its lead."""

import re

from bot.datelines import dateline_of
from bot.planted import is_order, planted
from index import Article, Span, sentences, words_in

LOOKED_AT = 4_000  # characters from an article's beginning
LEAST_WORDS = 6  # of a sentence; a byline or heading has fewer
_ENDS = re.compile(r"[.!…。！][\"'”’»)\]]*$")
_ASKS = re.compile(r"[?？][\"'”’»)\]]*$")


def lead_of(article: Article) -> Span | None:
    """Return where an article's lead stands; None for an article that tells nothing."""
    text = article.text[:LOOKED_AT]
    left_out = planted(text)
    telling = [
        span
        for span in sentences(text, article.language)
        if not _ASKS.search(span.of(text))
        and not is_order(span.of(text), "")
        and all(span.end <= part.start or part.end <= span.start for part in left_out)
    ]
    whole = (span for span in telling if _ENDS.search(span.of(text)) and _is_long(span.of(text)))
    found = next(whole, telling[0] if telling else None)
    return Span(found.start, found.end) if found else None


def shown(lead: str) -> str:
    """Return a lead as it is shown: on one line, without "SEOUL (AP) —"."""
    return " ".join(lead[dateline_of(lead) :].split())


def _is_long(sentence: str) -> bool:
    """Say whether a sentence tells something; scripts without spaces are counted by their characters."""
    return len(words_in(sentence)) >= LEAST_WORDS or (not sentence.isascii() and len(sentence) >= 4 * LEAST_WORDS)
