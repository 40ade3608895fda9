"""Cut a long text into messages that Discord takes, at the best places there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.discord.markdown import BREAK, bold

MOST_CHARACTERS = 2_000  # of a message's content; Discord counts code points

_PREFIX = re.compile(r"(?:> |-# )?")
# What must stay whole: an escaped character with what follows it, a link, the mark of bold type.
_TOKEN = re.compile(rf"\\.{BREAK}?|\*\*|<[^<>\s]{{1,1500}}>|.", re.DOTALL)
_LINE_MARKUP = re.compile(r"[-+#>]|\d+[.)]")
_SENTENCE_ENDS = frozenset(".!?…\"'”’")
_BOLD_MARKS = 4  # characters that putting a run in bold takes


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least that a cut may leave together, and how it is set."""

    text: str
    bold: bool


def split(text: str) -> list[str]:
    """Return the text in pieces of at most MOST_CHARACTERS, whole paragraphs where they fit, else lines, else less."""
    pieces: list[str] = []
    for joint, unit in _units(text):
        if pieces and len(pieces[-1]) + len(joint) + len(unit) <= MOST_CHARACTERS:
            pieces[-1] += joint + unit
        else:
            pieces.append(unit)
    return pieces


def _units(text: str) -> Iterator[tuple[str, str]]:
    """Return what is put into messages unbroken, each with what stands between it and the one before."""
    for paragraph in text.split("\n\n"):
        if not paragraph.strip():
            continue
        if len(paragraph) <= MOST_CHARACTERS:
            yield "\n\n", paragraph.strip("\n")
            continue
        joint = "\n\n"
        for line in paragraph.split("\n"):
            for part in [line] if len(line) <= MOST_CHARACTERS else _parts(line):
                if part.strip():
                    yield joint, part
                    joint = "\n"


def _parts(line: str) -> Iterator[str]:
    """Cut one line; a block quote stays one, and bold type ends and begins anew at the cut."""
    prefix = _PREFIX.match(line)[0]  # type: ignore[index]  # it matches the empty string too
    atoms = list(_atoms(line.removeprefix(prefix)))
    while atoms:
        cut = _best_cut(atoms, MOST_CHARACTERS - len(prefix) - len(BREAK))
        part = _set(atoms[:cut]).strip()
        # What stood in the middle of a line must not become a list or a heading at the start of one.
        yield f"{prefix}{BREAK if _LINE_MARKUP.match(part) else ''}{part}"
        atoms = atoms[cut:]


def _atoms(text: str) -> Iterator[_Atom]:
    in_bold = False
    for token in _TOKEN.findall(text):
        if token == "**":  # noqa: S105 - Markdown, no password
            in_bold = not in_bold
        else:
            yield _Atom(token, in_bold)


def _best_cut(atoms: list[_Atom], room: int) -> int:
    """Return how many atoms to take: up to the end of a sentence in the second half of the room, else of a word."""
    size, fitting = 0, 0
    for at, atom in enumerate(atoms):
        size += len(atom.text) + (_BOLD_MARKS if atom.bold and not (at and atoms[at - 1].bold) else 0)
        if size > room:
            break
        fitting = at + 1
    if fitting == len(atoms):
        return fitting
    words = [at for at in range(1, fitting + 1) if atoms[at].text.isspace()]
    sentences = [at for at in words if at > fitting // 2 and atoms[at - 1].text[-1] in _SENTENCE_ENDS]
    return (sentences or words or [fitting])[-1]


def _set(atoms: list[_Atom]) -> str:
    runs = (
        (in_bold, "".join(atom.text for atom in run)) for in_bold, run in groupby(atoms, key=lambda atom: atom.bold)
    )
    return "".join(bold(run) if in_bold else run for in_bold, run in runs)
