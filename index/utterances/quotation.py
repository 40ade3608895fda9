"""Find what stands in quotation marks, over sentences and paragraphs, where marks are missing or turned too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Span
from index.segmentation import Sentence
from index.utterances.verbs import CUE

FILL = "”"  # stands for every character of a quotation in a masked text
MOST_PARAGRAPHS = 6  # that a quotation may go through without a mark of its own

_MARK = re.compile(r"[“”„«»\"]|''|``")
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)[^\n]{1,400}?['’](?!\w)")
_OPENING, _CLOSING = ("“", "„", "«", "``"), ("”", "»")
_ENDS_SPEECH = (".", ",", "!", "?", "…")
_SENTENCE_BEHIND_QUOTE = re.compile(r"[.!?…][”\"»]\s+(?=[A-Z“\"«])")

# What gives a question or cry in quotation marks to somebody: "Ann Jones asked."
_ITS_SPEAKER = re.compile(
    rf"(?:[\w.’'-]+ ){{1,8}}?{CUE.pattern}(?=\s*(?:$|[.,;])| (?:in|on|at|of|as|to|during|after|when|while|reporters)\b)"
)


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """What stands between two marks. `orphan`: the first is missing; `goes_on`: with the quotation before it."""

    orphan: bool = False
    goes_on: bool = False


def masked(text: str, found: Sequence[Quotation]) -> str:
    """Return the text with every character of a quotation replaced, double quotations and then single ones."""
    parts, last = [], 0
    for quotation in found:
        parts += [text[last : quotation.start], _mask(quotation.of(text))]
        last = quotation.end
    parts.append(text[last:])
    return _SINGLE.sub(lambda single: FILL * len(single.group()), "".join(parts))


def _mask(quoted: str) -> str:
    """Return what stands for a quotation: a comma before its last mark goes behind it, where it tells what follows."""
    return FILL * (len(quoted) - 1) + ("," if quoted[-2:-1] == "," else FILL)


def split_behind_quotes(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Cut sentences behind a quoted sentence, unless what follows only says whose it is: "“Why?” Ann Jones asked."."""
    found: list[Sentence] = []
    for piece in (piece for sentence in sentences for piece in _pieces(text, sentence)):
        last = found[-1] if found else None
        cried = last and last.paragraph == piece.paragraph and text[last.end - 2 : last.end - 1] in ("!", "?")
        if last and cried and _ITS_SPEAKER.match(text, piece.start, piece.end):
            found[-1] = Sentence(last.start, piece.end, piece.paragraph)
        else:
            found.append(piece)
    return found


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    start = sentence.start
    for border in _SENTENCE_BEHIND_QUOTE.finditer(text, sentence.start, sentence.end):
        yield Sentence(start, border.start() + 2, sentence.paragraph)
        start = border.end()
    yield Sentence(start, sentence.end, sentence.paragraph)


def quotations(text: str, sentences: Sequence[Sentence]) -> list[Quotation]:
    """Return what is quoted, in order. A quotation ends with its paragraph, unless a later one goes on with it.

    That is so if the next paragraph opens with a mark as well, or if the next mark behind is a closing one.
    """
    return _Finder(text, sentences).found()


class _Finder:
    """Walk over the marks of a text, paragraph by paragraph."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._paragraphs = _paragraphs(sentences)
        self._marks = _marks_by_paragraph(text, self._paragraphs)
        self._found: list[Quotation] = []
        self._open: int | None = None
        self._goes_on = False
        self._depth = 0  # of quotations in quotations

    def found(self) -> list[Quotation]:
        for number, paragraph in enumerate(self._paragraphs):
            if self._open is not None:
                self._carry_over(number, paragraph[0].start)
            for mark in self._marks[number]:
                self._take(mark, paragraph)
        if self._open is not None:
            self._close(self._paragraphs[-1][-1].end)
        return self._found

    def _carry_over(self, number: int, start: int) -> None:
        """Decide at the beginning of a paragraph what becomes of the quotation that the last one left open."""
        ahead = self._marks[number : number + MOST_PARAGRAPHS]
        first = next((marks[0] for marks in ahead if marks), None)
        if first and first.start() == start and self._opens(first, inside=False):
            self._close(self._paragraphs[number - 1][-1].end)
            self._goes_on = True
        elif first is None or self._opens(first, inside=True):
            self._close(self._paragraphs[number - 1][-1].end)

    def _take(self, mark: re.Match[str], paragraph: list[Sentence]) -> None:
        inside = self._open is not None
        if self._opens(mark, inside=inside):
            if not inside:
                self._open = mark.start()
            self._depth += 1
        elif inside:
            self._depth -= 1
            if self._depth < 1:
                self._close(mark.end())
        elif self._text[max(0, mark.start() - 2) : mark.start()].rstrip().endswith(_ENDS_SPEECH):
            start = self._orphan_start(mark.start(), paragraph)
            self._found.append(Quotation(start, mark.end(), orphan=True))

    def _close(self, end: int) -> None:
        if self._open is not None:
            self._found.append(Quotation(self._open, end, goes_on=self._goes_on))
        self._open, self._goes_on, self._depth = None, False, 0

    def _orphan_start(self, mark: int, paragraph: list[Sentence]) -> int:
        """Return where a quotation without an opening mark may begin: behind the sentence with the one before."""
        last = self._found[-1].end if self._found else 0
        starts = [sentence.start for sentence in paragraph if last <= sentence.start <= mark]
        return min(starts, default=max(last, mark))

    def _opens(self, mark: re.Match[str], *, inside: bool) -> bool:
        before, after = self._text[mark.start() - 1 : mark.start()], self._text[mark.end() : mark.end() + 1]
        free_before = not before or before.isspace() or before in "([—–-:"
        free_after = not after or after.isspace() or after in ".,;:?!)]—–"
        if mark.group() in _OPENING:
            return not (inside and free_after and not free_before)
        if mark.group() in _CLOSING:
            return not inside and free_before and not free_after
        if free_before != free_after:
            return free_before
        behind_speech = free_after and self._text[max(0, mark.start() - 2) : mark.start()].rstrip().endswith(
            _ENDS_SPEECH
        )
        return not inside and not behind_speech


def _paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for sentence in sentences:
        if not found or found[-1][-1].paragraph != sentence.paragraph:
            found.append([])
        found[-1].append(sentence)
    return found


def _marks_by_paragraph(text: str, paragraphs: list[list[Sentence]]) -> list[list[re.Match[str]]]:
    return [list(_MARK.finditer(text, paragraph[0].start, paragraph[-1].end)) for paragraph in paragraphs]
