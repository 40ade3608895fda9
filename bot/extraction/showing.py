"""Show a sentence whole, the words that answer marked: what is cut off may take back what is left."""

import re
from dataclasses import dataclass

from bot.extraction.candidates import Candidate
from index import Span

# Where an article was written, and by which agency: "LONDON (AP) — ".
_DATELINE = re.compile(r"[A-Z][^\n()]{0,60}\([A-Z][\w .&-]{0,20}\)\s{0,3}[—–-]{1,2}\s{1,3}(?=\S)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as it is shown: which part of the article's text, in what words, and which of these answer."""

    candidate: Candidate
    span: Span
    text: str
    marked: tuple[Span, ...] = ()


def shown(one: Candidate, words: Span | None = None) -> Shown:
    """Return a sentence as it is shown, without the dateline before it, with the given words of the article marked."""
    text = one.hit.article.text
    dateline = _DATELINE.match(one.text) if not text[: one.span.start].strip() else None
    span = Span(one.span.start + (dateline.end() if dateline else 0), one.span.end)
    line = on_one_line(span.of(text))
    if words is None or not span.start <= words.start < words.end <= span.end:
        return Shown(one, span, line)
    end = len(on_one_line(text[span.start : words.end]))
    return Shown(one, span, line, (Span(end - len(on_one_line(words.of(text))), end),))


def on_one_line(text: str) -> str:
    """Return a text with single blanks for its white space."""
    return " ".join(text.split())
