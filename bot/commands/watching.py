"""Go on indexing what changes, and tell what is new of it: what fails again and again is said once."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FrameType

from bot import render
from bot.commands.opening import follow
from bot.console import say
from bot.desk import Desk
from bot.leaving import leave_in_time
from bot.settings import load_settings
from index import IndexingError, IndexReport, Owed, Unread, due, is_url


class Failures:
    """What failed when it was last tried, and was said; `failed` was said already."""

    def __init__(self, failed: Iterable[Unread] = ()) -> None:
        self._said = list(failed)

    def new(self, sources: Sequence[str], failed: Sequence[Unread]) -> list[Unread]:
        """Return what of these sources fails otherwise than before, to be said now."""
        fresh = [unread for unread in failed if unread not in self._said]
        self._said = [unread for unread in self._said if not _tried(unread, sources)] + list(failed)
        return fresh


def watched(
    desk: Desk, sources: Sequence[str], take_in: Callable[[Sequence[str]], IndexReport], failures: Failures
) -> Iterator[tuple[IndexReport, list[Unread]]]:
    """Index what changes until a signal comes; yield the reports that tell something, with what fails newly.

    The process ends in time after a signal, also if a server or a page is waited for.
    """
    stop = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        if not stop.is_set():
            leave_in_time(0)
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    say(f"Watching {render.counted(len(sources), 'source')}; Ctrl-C ends.")
    said, owed = "", Owed()
    desk.follower.close()  # here and below: while nothing changes, Chroma is for the bot, which answers by it
    try:
        for changed in due(sources, load_settings().fetch.every_minutes * 60, stop, desk.ledger.home, owed):
            try:
                report = take_in(changed)
                follow(desk)
            except IndexingError as error:  # a full disk may have room again, and a server come back
                owed.add(changed)
                if str(error) != said:
                    say(str(error))
                said = str(error)
                continue
            finally:
                desk.follower.close()
            owed.settle(changed)
            said, fresh = "", failures.new(changed, report.failed)
            if report.added or report.updated or report.removed or fresh:
                yield report, fresh
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tried(unread: Unread, sources: Sequence[str]) -> bool:
    """Say whether sources that were read anew led to what failed: pages and feeds are all read at one time."""
    if is_url(unread.source):
        return any(map(is_url, sources))
    return any(_leads_to(source, unread.source) for source in sources)


def _leads_to(source: str, place: str) -> bool:
    """Say whether a place is a file or folder, in it, or a part of it: "a.jsonl line 7", "a.jsonl (an id)"."""
    inside = place.removeprefix(source.rstrip("/"))
    return place.startswith(source) and (not inside or inside.startswith(("/", " line ", " (")))
