"""The gate before a library: a change is rehearsed on a copy, and golden questions tell whether it is taken over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.evaluation.examining import Examiner
from bot.evaluation.golden import Golden, Worse, asked, worse
from bot.evaluation.results import Result
from index import IndexReport, ModelMismatch, Tell, rehearsing, silent


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
            before = _asked_before(examiner, golden, tell)
            report = change(other)
            spoilt = worse(golden, before, asked(examiner, golden))
        if not spoilt:
            copy.take_over()
    return Rehearsal(report, spoilt)


def _asked_before(examiner: Examiner, golden: Sequence[Golden], tell: Tell) -> tuple[Result, ...]:
    """Return the replies before a change; none if another embedding model is set than the one that made the vectors."""
    try:
        return asked(examiner, golden)
    except ModelMismatch:
        tell("The embedding model changed: nothing can be asked of the old index, so every golden question must hold.")
        return ()
