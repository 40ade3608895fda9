"""The checker: what a language model states meets the rules, the support model and, in one call for all, the judge."""

import time
from collections.abc import Sequence

from bot.errors import BudgetSpent, ModelFailure
from bot.generating import judging
from bot.generating.breaker import Breaker
from bot.generating.calling import Caller
from bot.generating.checking.claim import Checked, check
from bot.generating.claims import Claim
from bot.generating.dictation import Dictation
from bot.generating.prompts import Prompts
from bot.generating.purse import Purse
from bot.generating.sources import Source
from bot.generating.weighing import weighed
from bot.support import Weighing

LEAST_FOR_JUDGING_S = 3.0  # of the deadline that must be left


class Checker:
    """The rules, with a support model and a judge if there are any; safe to use from several threads."""

    def __init__(self, prompts: Prompts, purse: Purse, judge: Caller | None, support: Weighing | None) -> None:
        self._prompts = prompts
        self._purse = purse
        self._judge = judge
        self._support = support
        self._breaker = Breaker()

    def close(self) -> None:
        """End the judge's calls that are still under way."""
        if self._judge:
            self._judge.close()

    def awaits(self, one: Checked) -> bool:
        """Say whether a judge is to look at a statement."""
        return self._judge is not None and not one.settled

    def checked(self, claim: Claim, sources: Sequence[Source]) -> Checked:
        """Return a claim as the rules and the support model find it."""
        return weighed(check(claim, sources), sources, self._support)

    def judged(
        self, said: Sequence[Checked], sources: Sequence[Source], library: str, deadline: float
    ) -> list[Checked]:
        """Return statements as the judge finds them, in one call; as they are where it is not needed, or fails."""
        asked = [one for one in said if self.awaits(one)]
        late = deadline - time.monotonic() < LEAST_FOR_JUDGING_S
        if self._judge is None or not asked or late or not self._breaker.admits():
            return list(said)
        try:
            dictation = Dictation(self._judge, self._purse, library, deadline)
            answer = dictation.text(self._prompts.judge(asked, sources), judging.TOOL)
        except ModelFailure as error:
            if not isinstance(error, BudgetSpent):
                self._breaker.failed()
            return list(said)
        self._breaker.succeeded()
        found = iter(judging.judged(asked, judging.judgements(answer), sources))
        return [next(found) if self.awaits(one) else one for one in said]
