"""The gate before a library: a change is rehearsed on a copy, and golden questions tell whether it may be made."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.desk import Desk
from bot.evaluation.golden import Golden, Worse, asked, worse
from bot.evaluation.running import Examiner
from index import IndexReport, Ledger, backup, restore

Opened = Callable[[Path], AbstractContextManager[Desk]]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change did to a copy, and the golden questions that it made worse."""

    report: IndexReport
    worse: tuple[Worse, ...]


def rehearsed(
    ledger: Ledger, library: str, golden: Sequence[Golden], opened: Opened, change: Callable[[Desk], IndexReport]
) -> Rehearsal:
    """Make a change to a temporary copy of all libraries, and ask golden questions before and after it.

    `opened` opens the copy's data directory. Both times the exact search answers, as Chroma does not follow there.
    """
    with TemporaryDirectory(prefix="newsdesk-gate-") as folder:
        copy = Path(folder) / "backup.sqlite"
        home = Path(folder) / "home"
        backup(ledger, copy)
        restore(home, copy)
        with opened(home) as desk:
            examiner = Examiner(desk, library)
            before = asked(examiner, golden)
            report = change(desk)
            return Rehearsal(report, worse(golden, before, asked(examiner, golden)))
