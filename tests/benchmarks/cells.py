"""Cells: what a table of the pages shows of one row of figures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Cell = Callable[[Row], str]
NOTHING = "not measured"
LACKING = "–"  # in a table, of what some rows have


def both(part: str, suffix: str = "_ms", digits: int = 1) -> Cell:
    """Show p50 and p95 of a part."""
    return lambda row: f"{row[part]['p50' + suffix]:,.{digits}f} / {row[part]['p95' + suffix]:,.{digits}f}"


def shown(cell: Cell, row: Row) -> str:
    """Return what a cell shows of a row, or that the row lacks it."""
    try:
        return cell(row)
    except KeyError:
        return LACKING


def table_of(rows: Sequence[Row], cells: Mapping[str, Cell]) -> str:
    """Return a table with a column for each row of figures, and a line for each cell."""
    sizes = " | ".join(format(row["size"], ",") for row in rows)
    head = f"| passages | {sizes} |\n| --- |{' ---: |' * len(rows)}\n"
    return head + "\n".join(
        f"| {name} | {' | '.join(shown(cell, row) for row in rows)} |" for name, cell in cells.items()
    )
