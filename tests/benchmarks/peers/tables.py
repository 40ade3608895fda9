"""The tables of a comparison, from the lines that its processes printed."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]  # "system", "step", "round", and what that step measured
Cell = Callable[["Lines"], str]

NOTHING = "–"


class Lines:
    """The lines of one system, looked up by step."""

    def __init__(self, rows: Sequence[Row], system: str) -> None:
        self._rows = [row for row in rows if row["system"] == system]

    def median(self, step: str, made: Callable[[Row], float]) -> float:
        """Return the median over all rounds of what is made of a step's line. Raise KeyError if none has it."""
        found = [made(row) for row in self._rows if row["step"] == step]
        if not found:
            raise KeyError(step)
        return statistics.median(found)

    def over_first(self, step: str) -> float:
        """Return how long a step took over the indexing of the same round, processor time, the median over rounds."""
        first = {row["round"]: row["cpu_s"] for row in self._rows if row["step"] == "first"}
        return self.median(step, lambda row: row["cpu_s"] / first[row["round"]])


def _ratio(step: str, above: str, below: str) -> Cell:
    return lambda lines: f"{lines.median(step, lambda row: row[above] / row[below]):.2f}"


def _plain(step: str, name: str, shown: str) -> Cell:
    return lambda lines: format(lines.median(step, lambda row: row[name]), shown)


SPEED: dict[str, Cell] = {
    "index / bare encode": _ratio("first", "cpu_s", "bare_cpu_s"),
    "by the clock": _ratio("first", "seconds", "bare_s"),
    "texts": _plain("first", "texts", ",.0f"),
    "unchanged / first": lambda lines: f"{lines.over_first('again'):.3f}",
    "texts again": _plain("again", "texts", ",.0f"),
    "one edit / first": lambda lines: f"{lines.over_first('edited'):.3f}",
    "texts of it": _plain("edited", "texts", ",.0f"),
}
ASKING: dict[str, Cell] = {
    "warm p50, ms": _plain("asked", "p50_ms", ".1f"),
    "p95, ms": _plain("asked", "p95_ms", ".1f"),
    "p50 on the processor, ms": _plain("asked", "p50_cpu_ms", ".1f"),
    "over bare encode": _ratio("asked", "p50_cpu_ms", "bare_p50_cpu_ms"),
    "cold, s": _plain("asked", "cold_s", ".1f"),
    "memory asking, MB": _plain("asked", "memory_mb", ",.0f"),
    "indexing, MB": _plain("first", "memory_mb", ",.0f"),
    "installed, MB": _plain("weighed", "installed_mb", ",.0f"),
    "of it torch, model": _plain("weighed", "torch_and_model_mb", ",.0f"),
}


def comparison(rows: Sequence[Row]) -> str:
    """Return tables in Markdown of what was measured: keeping an index, asking it, finding. A dash is no figure."""
    sets = dict.fromkeys(row["step"] for row in rows if "recall@1" in row)
    finding = {f"{name} R@{most}": _plain(name, f"recall@{most}", ".3f") for name in sets for most in (1, 10)}
    return "\n\n".join(filter(None, (_table(rows, columns) for columns in (SPEED, ASKING, finding))))


def taken(rows: Sequence[Row]) -> str:
    """Return of which commit the figures are, how they were taken, on what machine, of which versions."""
    commits, threads = ({str(row[name]) for row in rows} for name in ("commit", "threads"))
    rounds = len({row["round"] for row in rows if "round" in row})
    loads = sorted(row["load"] for row in rows)
    told = (
        f"Commit {', '.join(sorted(commits))}; threads of a system: {', '.join(sorted(threads))}; rounds of indexing "
        f"and asking: {rounds}; processes that wanted a processor: {loads[0]:.1f} to {loads[-1]:.1f}, the one that is "
        "measured among them."
    )
    return "\n\n".join(filter(None, (told, _articles(rows), _machines(rows), _versions(rows))))


def _articles(rows: Sequence[Row]) -> str:
    """Return how many articles each step was of; lines of former comparisons do not say it."""
    limits = sorted({row["limit"] for row in rows if "limit" in row})
    steps = {row["step"]: row["articles"] for row in rows if "articles" in row}
    limited = f"Limit: {', '.join(str(limit or 'none') for limit in limits)}. " if limits else ""
    counted = ", ".join(f"{step} {count:,}" for step, count in steps.items())
    return f"{limited}{f'Articles: {counted}.' if counted else ''}".strip()


def _machines(rows: Sequence[Row]) -> str:
    machines = dict.fromkeys(
        "; ".join(f"{name}: {value}" for name, value in row["machine"].items()) for row in rows if "machine" in row
    )
    return "\n".join(f"- Machine: {one}" for one in machines)


def _versions(rows: Sequence[Row]) -> str:
    """Return a line for each system with the versions of what ran, more than one of each if they changed."""
    ran: dict[str, dict[str, None]] = {}
    for row in rows:
        for name, version in row.get("versions", {}).items():
            ran.setdefault(row["system"], {})[f"{name} {version}"] = None
    return "\n".join(f"- {system}: {', '.join(versions)}" for system, versions in ran.items())


def _table(rows: Sequence[Row], columns: Mapping[str, Cell]) -> str:
    """Return a table with a line for each system that has a figure, or nothing."""
    systems = dict.fromkeys(row["system"] for row in rows)
    made = {system: [_shown(cell, Lines(rows, system)) for cell in columns.values()] for system in systems}
    measured = [[system, *cells] for system, cells in made.items() if set(cells) - {NOTHING}]
    lines = [["", *columns], ["---", *("---:" for _ in columns)], *measured]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) if measured else ""


def _shown(cell: Cell, lines: Lines) -> str:
    try:
        return cell(lines)
    except KeyError:
        return NOTHING
