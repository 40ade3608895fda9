"""Cut a long text into messages that Discord takes, at the best places there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import regex

from bot.discord.markdown import BREAK, bold, struck

MOST_CHARACTERS = 2_000  # of a message's content

_PREFIXES = ("> ", "-# ", "")
# What must stay whole: an escaped character with what follows it, the marks of bold and struck type, a link, a grapheme
# cluster (UAX #29: what a reader takes for one character).
_TOKEN = regex.compile(rf"\\\X{BREAK}?|\*\*|~~|\[[^\[\]]{{1,300}}\]\(<[^<>\s]{{1,1500}}>\)|<[^<>\s]{{1,1500}}>|\X")
_BOLD, _STRUCK = "**", "~~"
_LONGEST_CLUSTER = 800  # code points; only floods of combining marks have more, and are cut
_LINE_MARKUP = re.compile(r"[-+#>]|\d+[.)]")
_SENTENCE_ENDS = frozenset(".!?…\"'”’")
_FULL_WIDTH_ENDS = frozenset("。！？｡")  # no space follows
_MARKS = 8  # characters that setting a run in bold, struck type takes at most


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least that a cut may leave together, and how it is set."""

    text: str
    bold: bool
    struck: bool


def length(text: str) -> int:
    """Return how many characters Discord may count: its documents leave open whether code points or UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, most: int = MOST_CHARACTERS) -> list[str]:
    """Return the text in pieces of at most `most` characters, whole paragraphs where they fit, else lines, else less.

    `most` must leave room for a link, which is never cut.
    """
    pieces: list[str] = []
    for joint, unit in _units(text, most):
        if pieces and length(pieces[-1]) + length(joint) + length(unit) <= most:
            pieces[-1] += joint + unit
        else:
            pieces.append(unit)
    return pieces


def _units(text: str, most: int) -> Iterator[tuple[str, str]]:
    """Return what is put into messages unbroken, each with what stands between it and the one before."""
    for paragraph in text.split("\n\n"):
        if not paragraph.strip():
            continue
        if length(paragraph) <= most:
            yield "\n\n", paragraph.strip("\n")
            continue
        joint = "\n\n"
        for line in paragraph.split("\n"):
            for part in [line] if length(line) <= most else _parts(line, most):
                if part.strip():
                    yield joint, part
                    joint = "\n"


def _parts(line: str, most: int) -> Iterator[str]:
    """Cut one line; a block quote stays one, and bold type ends and begins anew at the cut."""
    prefix = next(filter(line.startswith, _PREFIXES))
    atoms = list(_atoms(line.removeprefix(prefix)))
    while atoms:
        cut = _best_cut(atoms, most - len(prefix) - len(BREAK))
        part = _set(atoms[:cut]).strip()
        # What stood in the middle of a line must not become a list or a heading at the start of one.
        yield f"{prefix}{BREAK if _LINE_MARKUP.match(part) else ''}{part}"
        atoms = atoms[cut:]


def _atoms(text: str) -> Iterator[_Atom]:
    in_bold = in_struck = False
    for token in _TOKEN.findall(text):
        if token == _BOLD:
            in_bold = not in_bold
        elif token == _STRUCK:
            in_struck = not in_struck
        else:
            yield from (_Atom(part, in_bold, in_struck) for part in _bearable(token))


def _bearable(token: str) -> Iterator[str]:
    """Cut a flood of combining marks, which no message could hold; all else stays whole."""
    if len(token) <= _LONGEST_CLUSTER or token[0] in "<[":
        yield token
        return
    for start in range(0, len(token), _LONGEST_CLUSTER):
        yield token[start : start + _LONGEST_CLUSTER]


def _best_cut(atoms: list[_Atom], room: int) -> int:
    """Return how many atoms to take: up to the end of a sentence in the second half of the room, else of a word."""
    size, fitting = 0, 0
    for at, atom in enumerate(atoms):
        before = atoms[at - 1] if at else _Atom("", bold=False, struck=False)
        begins = (atom.bold, atom.struck) != (before.bold, before.struck)
        size += length(atom.text) + (_MARKS if begins else 0)
        if size > room:
            break
        fitting = at + 1
    if fitting == len(atoms):
        return fitting
    words = [at for at in range(1, fitting + 1) if atoms[at].text.isspace()]
    ends = [at for at in words if atoms[at - 1].text[-1] in _SENTENCE_ENDS]
    ends += [at for at in range(1, fitting + 1) if atoms[at - 1].text in _FULL_WIDTH_ENDS]
    sentences = [at for at in ends if at > fitting // 2]
    return max(sentences or words or [fitting])


def _set(atoms: list[_Atom]) -> str:
    return "".join(
        _marked("".join(atom.text for atom in run), *how)
        for how, run in groupby(atoms, key=lambda atom: (atom.bold, atom.struck))
    )


def _marked(text: str, in_bold: bool, in_struck: bool) -> str:
    text = struck(text) if in_struck else text
    return bold(text) if in_bold else text
