"""The writer: has a model word an answer, checks every statement as it arrives, and has failing ones repaired once."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import BudgetSpent, ModelFailure, ModelResting
from bot.generating import notices
from bot.generating.breaker import Breaker
from bot.generating.calling import Caller
from bot.generating.checking.claim import Checked, check
from bot.generating.checking.faults import Fault, Kind
from bot.generating.dictation import Dictation
from bot.generating.prompts import Asked, Prompts
from bot.generating.purse import Purse
from bot.generating.rewriting import accepted
from bot.generating.sources import Source
from bot.request import Turn

LEAST_FOR_REPAIR_S = 5.0  # of the deadline that must be left
SHARE_OF_REWRITING = 0.25  # of the time for one question


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model has said so far: the statements that hold, and how many do not, by the kind of their first fault.

    `not_found`: the model says that the passages do not answer. `notice` is what people must be told.
    """

    holding: tuple[Checked, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    not_found: bool = False
    notice: str | None = None


class Writer:
    """A language model with its prompts, its purse and its deadline; safe to use from several threads."""

    def __init__(self, caller: Caller, prompts: Prompts, purse: Purse, deadline_s: float = 60.0) -> None:
        self._caller = caller
        self._prompts = prompts
        self._purse = purse
        self._deadline_s = deadline_s
        self._breaker = Breaker()

    def close(self) -> None:
        """End the calls that are still under way, and close what the purse keeps."""
        self._caller.close()
        self._purse.close()

    def begin(self) -> float:
        """Return until when one question may be worked on, a moment of `time.monotonic`."""
        return time.monotonic() + self._deadline_s

    def write(self, question: str, sources: Sequence[Source], library: str, deadline: float) -> Iterator[Draft]:
        """Yield the answer as it grows, whole at last. Raise ModelFailure if there is none, with why."""
        self._refuse_resting()
        asked = self._prompts.answer(question, sources)
        dictation = Dictation(self._caller, self._purse, library, deadline)
        draft = Draft()
        failing: list[Checked] = []
        try:
            for claim in dictation.claims([("system", asked.system), ("human", asked.user)]):
                checked = check(claim, sources)
                if checked.holds:
                    draft = replace(draft, holding=(*draft.holding, checked))
                    yield draft
                else:
                    failing.append(checked)
        except ModelFailure as error:
            self._note(error)
            if not draft.holding:
                raise
            yield _finished(draft, failing, notices.BROKEN_OFF)
            return
        self._breaker.succeeded()
        if failing and deadline - time.monotonic() > LEAST_FOR_REPAIR_S:
            repair = Dictation(self._caller, self._purse, library, deadline)
            mended, failing = self._repaired(repair, asked, failing, sources)
            draft = replace(draft, holding=(*draft.holding, *mended))
        not_found = dictation.not_found and not (draft.holding or failing)
        notice = notices.BROKEN_OFF if dictation.broken_off else notices.left_out(len(failing))
        yield _finished(replace(draft, not_found=not_found), failing, notice)

    def rewrite(self, question: str, history: Sequence[Turn], library: str, deadline: float) -> str | None:
        """Return a question that stands alone, as the model words it and its check accepts it; None if it fails."""
        now = time.monotonic()
        soon = now + (deadline - now) * SHARE_OF_REWRITING
        dictation = Dictation(self._caller, self._purse, library, soon, tooled=False)
        try:
            self._refuse_resting()
            said = [claim.text for claim in dictation.claims([("human", self._prompts.rewrite(question, history))])]
        except ModelFailure as error:
            self._note(error)
            return None
        self._breaker.succeeded()
        return accepted(said[0], question, history) if len(said) == 1 else None

    def _repaired(
        self, repair: Dictation, asked: Asked, failing: Sequence[Checked], sources: Sequence[Source]
    ) -> tuple[list[Checked], list[Checked]]:
        """Have failing statements given again, in their order; return those that hold now, and those that do not."""
        said = json.dumps({"statements": [{"text": one.text, "passages": one.claim.passages} for one in failing]})
        told = ("human", self._prompts.repair(asked, failing))
        try:
            claims = list(repair.claims([("system", asked.system), ("human", asked.user), ("ai", said), told]))
        except ModelFailure as error:
            self._note(error)
            return [], list(failing)
        again = [check(claim, sources) for claim in claims[: len(failing)]]
        mended = [one for one in again if one.holds]
        return mended, [old for at, old in enumerate(failing) if at >= len(again) or not again[at].holds]

    def _refuse_resting(self) -> None:
        """Raise ModelFailure if the model is left alone just now."""
        if not self._breaker.admits():
            raise ModelResting(notices.RESTING)

    def _note(self, error: ModelFailure) -> None:
        if not isinstance(error, BudgetSpent | ModelResting):
            self._breaker.failed()


def _finished(draft: Draft, failing: Sequence[Checked], notice: str | None) -> Draft:
    kinds = Counter((one.faults or (Fault(Kind.UNCOVERED),))[0].kind.value for one in failing)
    return replace(draft, dropped=dict(kinds), notice=notice)
