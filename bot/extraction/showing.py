"""Show a sentence whole, the words that answer marked: what is cut off may take back what is left."""

from dataclasses import dataclass

from bot.datelines import dateline_of
from bot.extraction.candidates import Candidate
from index import Span


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
    span = without_dateline(text, one.span)
    line = on_one_line(span.of(text))
    if words is None or not span.start <= words.start < words.end <= span.end:
        return Shown(one, span, line)
    end = len(on_one_line(text[span.start : words.end]))
    return Shown(one, span, line, (Span(end - len(on_one_line(words.of(text))), end),))


def without_dateline(text: str, span: Span) -> Span:
    """Return where a sentence of an article's text stands, without the dateline that opens its paragraph."""
    before = text[: span.start].rstrip(" ")
    opens = not before or before.endswith("\n")
    return Span(span.start + (dateline_of(span.of(text)) if opens else 0), span.end)


def on_one_line(text: str) -> str:
    """Return a text with single blanks for its white space."""
    return " ".join(text.split())
