"""Show scores, comparisons and golden questions in a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.evaluation.comparing import LATENCY, MeanChange, QuestionChange, RunComparison
from bot.evaluation.golden import Worse
from bot.evaluation.scores import Groups
from bot.render import counted

MOST_CHANGES = 50  # shown; JSON holds them all
MOST_CHARACTERS = 70  # of a question


def scores_view(groups: Groups, bases: Mapping[str, Mapping[str, str]]) -> RenderableType:
    """Show each group with its measures, and over how many questions each was taken."""
    table = _table("group", "measure", "value", "n")
    for group, values in groups.items():
        for name, value in values.items():
            if isinstance(value, float):
                shown = f"{value:.1f}" if name in ("p50", "p95", "words") else f"{value:.3f}"
                table.add_row(group, name, shown, bases.get(group, {}).get(name) or f"{values['n']:,}")
    matrix = groups.get("verify", {}).get("matrix")
    return Group(table, *([_matrix_view(matrix)] if matrix else []))


def comparison_view(comparison: RunComparison) -> RenderableType:
    """Show what became of each measure, and of each question that changed."""
    table = _table("measure", "before", "after", "change", "95 % interval", "n")
    for each in comparison.differences:
        table.add_row(*_difference_row(each), style="bold" if each.certain else None)
    changed = f"{counted(len(comparison.changes), 'question')} changed"
    alone = "stands" if comparison.unpaired == 1 else "stand"
    unpaired = f", {comparison.unpaired:,} {alone} in one run only" if comparison.unpaired else ""
    lines: list[RenderableType] = ["", table, Text(f"{changed}{unpaired}")]
    lines += [_change_view(change) for change in comparison.changes[:MOST_CHANGES]]
    if len(comparison.changes) > MOST_CHANGES:
        lines.append(Text(f"and {len(comparison.changes) - MOST_CHANGES:,} more; --json lists them all"))
    return Group(*lines)


def worse_view(worse: Sequence[Worse], asked: int) -> RenderableType:
    """Say which golden questions got worse or, if they were not asked before, do not hold, and what is not so."""
    if not worse:
        return Text(f"Of {counted(asked, 'golden question')} none got worse.", style="green")
    lines: list[RenderableType] = []
    for asked_before, what in ((True, "got worse"), (False, "did not hold, and not asked before")):
        if found := [each for each in worse if each.asked_before is asked_before]:
            lines.append(Text(f"Of {counted(asked, 'golden question')} {len(found):,} {what}:", style="red"))
            lines += map(_worse_line, found)
    return Group(*lines)


def comparison_form(comparison: RunComparison) -> dict[str, Any]:
    """Return the JSON form of a comparison."""
    return {
        "n": comparison.n,
        "measures": {
            each.measure: {
                "before": round(each.before, 4),
                "after": round(each.after, 4),
                "difference": round(each.difference, 4),
                "interval": [round(bound, 4) for bound in each.interval] if each.interval else None,
                "changed": each.changed,
                "n": each.n,
            }
            for each in comparison.differences
        },
        "changes": [
            {
                "id": change.id,
                "question": change.question,
                "outcome": [change.before, change.after],
                "measures": {name: list(values) for name, values in change.measures.items()},
            }
            for change in comparison.changes
        ],
        "unpaired": comparison.unpaired,
    }


def worse_form(worse: Iterable[Worse]) -> list[dict[str, Any]]:
    """Return the JSON form of the golden questions that got worse."""
    return [asdict(each) for each in worse]


def _difference_row(each: MeanChange) -> tuple[str, ...]:
    digits = 0 if each.measure.startswith(LATENCY) else 3
    means = (f"{each.before:.{digits}f}", f"{each.after:.{digits}f}", f"{each.difference:+.{digits}f}")
    if each.interval:
        bounds = " to ".join(f"{bound:+.{digits}f}" for bound in each.interval)
    else:
        bounds = "too few to tell" if each.changed else "no change"
    return (each.measure, *means, bounds, f"{each.n:,}")


def _worse_line(each: Worse) -> Text:
    return Text.assemble((each.id, "bold"), f"  {_short(each.question)}  not: {', '.join(each.broken)}")


def _change_view(change: QuestionChange) -> Text:
    outcome = f"{change.before} → {change.after}" if change.before != change.after else change.after
    moved = ", ".join(f"{name} {before:.2f} → {after:.2f}" for name, (before, after) in change.measures.items())
    told = f"  {outcome}  {moved or 'other words'}"
    return Text.assemble((change.id, "bold"), f"  {_short(change.question)}", (told, "dim"))


def _matrix_view(matrix: dict[str, dict[str, int]]) -> Table:
    verdicts = list(next(iter(matrix.values())))
    table = _table("label", *verdicts)
    for label, row in matrix.items():
        table.add_row(label, *(str(row[verdict]) for verdict in verdicts))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="underline")  # fits 80 columns
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="left" if name == "measure" else "right")
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"
