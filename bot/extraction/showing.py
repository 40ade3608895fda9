"""Show a sentence whole, the words that answer marked: what is cut off may take back what is left."""

from dataclasses import dataclass

from bot.extraction.candidates import Candidate
from bot.extraction.marking import marked
from bot.extraction.signals import Asked
from index import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as it is shown: which part of the article's text, and in what words.

    `marked` are the spans of `text` that answer. `rejoins`: it takes back the sentence before.
    """

    candidate: Candidate
    span: Span
    text: str
    marked: tuple[Span, ...] = ()
    rejoins: bool = False


def shown(question: Asked, one: Candidate, *, marking: bool, figure: Span | None = None) -> Shown:
    """Return a sentence that answers a question, with the words that do so marked if they are to be, or a figure."""
    text = on_one_line(one.text)
    if figure:
        end = len(on_one_line(one.text[: figure.end]))
        return Shown(one, one.span, text, (Span(end - len(on_one_line(figure.of(one.text))), end),))
    return Shown(one, one.span, text, marked(question, text) if marking else ())


def whole(one: Candidate) -> Shown:
    """Return a sentence as it stands."""
    return Shown(one, one.span, on_one_line(one.text))


def on_one_line(text: str) -> str:
    """Return a text with single blanks for its white space."""
    return " ".join(text.split())
