"""The gate before a library: a change is rehearsed on a copy, and golden questions tell whether it is taken over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.evaluation.examining import Examiner
from bot.evaluation.golden import Golden, Worse, asked, worse
from index import IndexReport, Tell, rehearsing, silent


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change did to a copy, and the golden questions that it made worse: if any, it was not taken over."""

    report: IndexReport
    worse: tuple[Worse, ...]


def admit(
    desk: Desk, library: str, golden: Sequence[Golden], change: Callable[[Desk], IndexReport], tell: Tell = silent
) -> Rehearsal:
    """Make a change to a copy of all libraries, and take over what came of it if it made no golden question worse.

    The questions are asked before and after it, of the copy; both times the exact search answers, as Chroma does not
    follow there. Others who would index wait meanwhile.
    """
    with rehearsing(desk.ledger, tell) as copy:
        with desk.over_copy(copy.home) as other:
            examiner = Examiner(other, library)
            before = asked(examiner, golden)
            report = change(other)
            spoilt = worse(golden, before, asked(examiner, golden))
        if not spoilt:
            copy.take_over()
    return Rehearsal(report, spoilt)
