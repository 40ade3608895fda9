"""Show the library and its keeping: how current it is, what indexing did, what examinations found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render.typesetting import FAINT, indented
from index import Check, Freshness, IndexReport, SourceState

MOST_COPIES = 20  # named in a report


def freshness_view(freshness: Freshness) -> Text:
    """Say in one line how current the library is."""
    articles = counted(freshness.articles)
    newest = f"newest of {freshness.newest}" if freshness.newest else "undated"
    indexed = f"indexed {freshness.indexed_at}" if freshness.indexed_at else "never indexed"
    return Text(f"{articles}, {newest}, {indexed}", style=FAINT)


def staleness(freshness: Freshness, stale_after_days: float) -> str | None:
    """Return a warning if the library was not indexed for too long."""
    if freshness.indexed_at is None:
        return None
    age = datetime.now(UTC) - datetime.fromisoformat(freshness.indexed_at)
    if age <= timedelta(days=stale_after_days):
        return None
    return (
        f"This library was last indexed {counted(age.days, 'day')} ago; answers may be out of date. Run newsdesk index."
    )


def report_view(report: IndexReport, *, dry: bool = False) -> RenderableType:
    """Say in one line what indexing did, and name the copies."""
    done = ", ".join(_done(report)) or "nothing new"
    failed = f", {len(report.failed):,} failed" if report.failed else ""
    if dry:
        lines = [Text(f"It would be: {done}{failed}. Nothing was taken in.")]
    else:
        embedded = f"{counted(report.passages, 'passage')}, {report.embedded:,} embedded, {report.seconds:.1f} s"
        lines = [Text(f"{done}{failed}; {embedded}")]
    lines += [Text(f"  {copy.id} is a copy of {copy.original}", style=FAINT) for copy in report.copied[:MOST_COPIES]]
    if len(report.copied) > MOST_COPIES:
        more = counted(len(report.copied) - MOST_COPIES, "more copy", "more copies")
        lines.append(Text(f"  and {more}", style=FAINT))
    return Group(*lines)


def status_view(freshness: Freshness, sources: Sequence[SourceState]) -> RenderableType:
    """Show how current the library is, and each source."""
    lines: list[RenderableType] = [freshness_view(freshness), Text(counted(freshness.passages, "passage"))]
    for state in sources:
        read = f"read {state.last_success}" if state.last_success else "never read"
        lines.append(Text.assemble(state.source, (f"  {read}", FAINT), (f"  {state.error or ''}", "red")))
    return Group(*lines)


def checks_view(checks: Iterable[Check]) -> RenderableType:
    """Show one line a check, and below it what to do."""
    lines: list[RenderableType] = []
    for check in checks:
        mark = ("ok   ", "green") if check.ok else ("FAIL ", "bold red")
        lines.append(Text.assemble(mark, check.name, (f"  {check.detail}", FAINT)))
        if check.remedy:
            lines.append(indented(Text(check.remedy)))
    return Group(*lines)


def counted(number: int, one: str = "article", several: str = "") -> str:
    """Return a number with the word for what is counted, whose plural ends in -s unless it is given."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def _done(report: IndexReport) -> Iterator[str]:
    for number, word in ((report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged")):
        if number:
            yield f"{number:,} {word}"
    if report.copies:
        yield counted(report.copies, "copy", "copies")
    if report.removed:
        yield f"{report.removed:,} removed"
