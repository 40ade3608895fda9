"""The writer: has a model word an answer, and every statement checked as it arrives."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import BudgetSpent, ModelFailure, ModelResting
from bot.generating import notices
from bot.generating.breaker import Breaker
from bot.generating.calling import Caller
from bot.generating.checker import Checker
from bot.generating.checking.claim import Checked
from bot.generating.checking.faults import Kind
from bot.generating.dictation import Dictation
from bot.generating.prompts import Prompts
from bot.generating.purse import Purse
from bot.generating.sources import Source
from bot.request import Request

PRONOUNS = frozenset("he she it they this these that those his her its their".split())


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model has said so far: the statements that hold, and how many do not, by the kind of their last fault.

    `not_found`: the model says that the passages do not answer. `led`: its first statement is among those that hold.
    `notice` is what people must be told.
    """

    holding: tuple[Checked, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    not_found: bool = False
    led: bool = True
    notice: str | None = None


class Writer:
    """A language model with its prompts, purse, deadline and checker; safe to use from several threads."""

    def __init__(
        self, caller: Caller, prompts: Prompts, purse: Purse, checker: Checker, deadline_s: float = 60.0
    ) -> None:
        self._caller = caller
        self._prompts = prompts
        self._purse = purse
        self._checker = checker
        self._deadline_s = deadline_s
        self._breaker = Breaker()

    def close(self) -> None:
        """End the calls that are still under way, and close what the purse keeps."""
        self._caller.close()
        self._checker.close()
        self._purse.close()

    def begin(self) -> float:
        """Return until when one question may be worked on, a moment of `time.monotonic`."""
        return time.monotonic() + self._deadline_s

    def write(self, request: Request, sources: Sequence[Source], library: str, deadline: float) -> Iterator[Draft]:
        """Yield the answer as it grows, whole at last. Raise ModelFailure if there is none, with why."""
        if not self._breaker.admits():
            raise ModelResting(notices.RESTING)
        dictation = Dictation(self._caller, self._purse, library, deadline)
        said: list[Checked] = []
        told = 0
        try:
            for claim in dictation.claims(self._prompts.answer(request, sources)):
                said.append(self._checker.checked(claim, sources))
                draft = _draft(self._settled(said))
                if len(draft.holding) > told:
                    told = len(draft.holding)
                    yield draft
        except ModelFailure as error:
            self._note(error)
            if not any(one.holds for one in said):
                raise
            yield _draft(said, notices.BROKEN_OFF)
            return
        self._breaker.succeeded()
        said = self._checker.judged(said, sources, library, deadline)
        draft = _draft(said, notices.BROKEN_OFF if dictation.broken_off else "")
        yield replace(draft, not_found=dictation.not_found and not said)

    def _settled(self, said: Sequence[Checked]) -> list[Checked]:
        """Return the statements in front of the first that is still to be judged."""
        first_open = next((at for at, one in enumerate(said) if self._checker.awaits(one)), len(said))
        return list(said[:first_open])

    def _note(self, error: ModelFailure) -> None:
        if not isinstance(error, BudgetSpent | ModelResting):
            self._breaker.failed()


def _draft(said: Sequence[Checked], notice: str = "") -> Draft:
    """Return what holds, in the model's order; nothing that opens an answer may point back to what is not there."""
    holding = [one for one in said if one.holds]
    while holding and _points_back(holding[0]):
        del holding[0]
    lost = [one for one in said if one not in holding]
    kinds = Counter(one.faults[-1].kind.value if one.faults else Kind.UNCLEAR.value for one in lost)
    led = bool(holding) and holding[0] is said[0]
    unchecked = [at for at, one in enumerate(holding, 1) if not one.settled]
    told = [notice, notices.left_out(len(lost), led=led), notices.unchecked(unchecked, len(holding))]
    return Draft(tuple(holding), dict(kinds), led=led, notice=" ".join(filter(None, told)) or None)


def _points_back(one: Checked) -> bool:
    return one.text.split(maxsplit=1)[0].lower() in PRONOUNS
