"""Indexing: how far it is, and what it did in the end."""

from collections.abc import Iterator

from bot.discord.languages import say
from bot.discord.layout.describing import counted, line
from bot.discord.layout.paging import one_page, paged
from bot.discord.layout.parts import Accent, Page, Reply, Text
from bot.discord.layout.reasons import reason_line
from bot.discord.markdown import bold, small_print
from index import IndexReport

MOST_NAMED = 10  # failures, and copies
LONGEST_SOURCE = 150
LONGEST_REASON = 300
BAR = 20  # characters

COUNTS = ("added", "updated", "unchanged", "copies", "removed")


def indexing_page(source: str, done: int = 0, total: int = 0) -> Page:
    """Return how far the indexing of a source is; a total of 0 is not known yet."""
    named = line(source, LONGEST_SOURCE) or say("all known sources")
    return one_page([Text(say("Indexing {} …", bold(named))), Text(_progress(done, total))], Accent.WORKING)


def report_reply(source: str, report: IndexReport) -> Reply:
    """Return what was taken in, and what could not be, with the reasons."""
    done = " · ".join(say(f"{{:,}} {name}", getattr(report, name)) for name in COUNTS if getattr(report, name))
    named = line(source, LONGEST_SOURCE) or say("all known sources")
    if report.failed and len(report.failed) == report.inputs:
        blocks = [Text(f"### {say('Not taken in: {}', named)}")]
    else:
        blocks = [Text(f"### {say('Indexed {}', named)}\n{done or say('Nothing new.')}")]
    if report.failed:
        blocks.append(Text("\n".join(_failures(report))))
    if report.copied:
        blocks.append(Text("\n".join(_copies(report))))
    embedded = say("{}, {:,} embedded, {:.1f} s", counted(report.passages, "passage"), report.embedded, report.seconds)
    return paged(blocks, [Text(small_print(embedded))], _accent(report))


def _accent(report: IndexReport) -> Accent:
    if not report.failed:
        return Accent.DONE
    return Accent.WRONG if len(report.failed) == report.inputs else Accent.IN_PART


def _progress(done: int, total: int) -> str:
    if total <= 0:
        return say("Reading …")
    share = min(max(done / total, 0.0), 1.0)
    filled = int(share * BAR)
    return f"{'█' * filled}{'░' * (BAR - filled)} {share:.0%} · {say('{:,} of {:,}', done, total)}"


def _failures(report: IndexReport) -> Iterator[str]:
    yield bold(say("{:,} not taken in", len(report.failed)))
    for unread in report.failed[:MOST_NAMED]:
        yield f"- {line(unread.source, LONGEST_SOURCE) or say('unnamed')}: {reason_line(unread.reason, LONGEST_REASON)}"
    if (left := len(report.failed) - MOST_NAMED) > 0:
        yield say("and {:,} more", left)


def _copies(report: IndexReport) -> Iterator[str]:
    for copy in report.copied[:MOST_NAMED]:
        yield small_print(say("{} is a copy of {}", line(copy.id, LONGEST_SOURCE), line(copy.original, LONGEST_SOURCE)))
    if (left := len(report.copied) - MOST_NAMED) > 0:
        yield small_print(say("and {:,} more", left))
