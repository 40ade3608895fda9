"""Pairs of made-up news that answer a question: of the same matter with other figures, or with none that differ.

The first file was written before the rules. The others were written after them, to see how they do on what they were
not made from; the rules were then mended by the second file, and by the third hardly.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Report:
    """What an article says: its day, its title, its text."""

    published: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, what two articles say to it, and whether their figures cannot all be right."""

    question: str
    one: Report
    other: Report
    differs: bool


def _pairs(name: str) -> list[Pair]:
    """Read a question a paragraph, "+" or "-" in front, and a line "day | title | text" for each article."""
    found: list[Pair] = []
    for paragraph in (Path(__file__).parent / name).read_text().strip().split("\n\n"):
        asked, *reports = paragraph.splitlines()
        one, other = (Report(*(part.strip() for part in line.split("|"))) for line in reports)
        found.append(Pair(asked[2:], one, other, asked.startswith("+")))
    return found


PAIRS = _pairs("figure_pairs.txt")
LATER_PAIRS = _pairs("figure_pairs_later.txt")
FRESH_PAIRS = _pairs("figure_pairs_fresh.txt")
