"""How many statements of language models are shown rightly, with judges of whom it is known how well they judge.

Run as `make judging`; a short version runs in the suite. The verdicts were recorded from careful readers who saw only
the judging prompts; only the places of their words are kept.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from unfaithful_models import stated_in

from bot.evaluation.claimed import KEPT, verdict_on
from bot.evaluation.sets import Claimed, read_set
from bot.generating.checker import Checker
from bot.generating.prompts import tagless
from bot.generating.wording import Wording
from bot.model_settings import ModelSettings
from bot.reader import Read
from bot.support import SupportModel, Verdict
from bot.verification.typography import folded

VERDICTS = Path(__file__).parent / "support" / "verdicts.jsonl"
WRONG_ONE_OF = 10
DEADLINE_S = 60.0
LEAST = {"careful": (0.95, 0.80, 0.95), "wrong one time in ten": (0.88, 0.72, 0.90), "none": (0.90, 0.0, 0.0)}

Said = Callable[[Claimed], tuple[str, str]]  # the verdict on a claim, and the words that decide


class Replaying(BaseChatModel):
    """A judge that says of each statement, known by its text whatever its quotation marks, what was recorded."""

    known: dict[str, tuple[str, str]]
    calls: int = 0

    @property
    def _llm_type(self) -> str:
        return "replaying"

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **more: Any
    ) -> ChatResult:
        self.calls += 1
        found = [(one.number, *self.known[folded(one.text)]) for one in stated_in(str(messages[1].content))]
        verdicts = [{"statement": number, "verdict": verdict, "words": words} for number, verdict, words in found]
        return ChatResult(generations=[ChatGeneration(message=AIMessage(json.dumps({"verdicts": verdicts})))])


@dataclass(frozen=True)
class Shares:
    """What of the true statements is shown, and of the false ones is not, those near the article's words apart."""

    true_kept: float
    false_caught_article: float
    false_caught_own: float

    def reach(self, least: Sequence[float]) -> bool:
        return all(
            one >= other
            for one, other in zip(
                (self.true_kept, self.false_caught_article, self.false_caught_own), least, strict=True
            )
        )


def recorded(items: Sequence[Claimed]) -> Said:
    """Return what the careful readers said."""
    rows = {row["id"]: row for row in map(json.loads, VERDICTS.read_text().splitlines())}
    return lambda item: (rows[item.id]["verdict"], item.evidence[rows[item.id]["start"] : rows[item.id]["end"]])


def erring(items: Sequence[Claimed]) -> Said:
    """Return the truth, but the contrary of every tenth statement of a kind."""
    kinds = {(item.supported, item.words) for item in items}
    of_kind = [[item.id for item in items if (item.supported, item.words) == kind] for kind in kinds]
    errs = {name for names in of_kind for name in names[WRONG_ONE_OF - 1 :: WRONG_ONE_OF]}

    def said(item: Claimed) -> tuple[str, str]:
        supported = item.supported is not (item.id in errs)
        return ("supported" if supported else "not_stated", item.evidence.split(". ")[0][:200])

    return said


JUDGES: Mapping[str, Callable[[Sequence[Claimed]], Said] | None] = {
    "careful": recorded,
    "wrong one time in ten": erring,
    "none": None,
}


class Remembering:
    """The support model that ships, which weighs each statement once for all judges."""

    def __init__(self) -> None:
        self._model = SupportModel()
        self._known: dict[str, Verdict] = {}

    def weigh(self, statement: str, passages: Sequence[Read]) -> Verdict:
        key = json.dumps([statement, *(passage.text for passage in passages)])
        if key not in self._known:
            self._known[key] = self._model.weigh(statement, passages)
        return self._known[key]

    def load(self) -> None:
        self._model.load()


SUPPORT = Remembering()


@contextmanager
def checker_with(said: Said | None, items: Sequence[Claimed], home: Path) -> Iterator[tuple[Checker, Replaying | None]]:
    """Open what checks statements, with the shipped support model and a judge that says so."""
    judge = Replaying(known={folded(tagless(item.claim)): said(item) for item in items}) if said else None
    wording = Wording(ModelSettings(judge="off"), home, judge=judge, support=SUPPORT)
    try:
        yield wording.checker(), judge
    finally:
        wording.close()


def shares(items: Sequence[Claimed], checker: Checker) -> Shares:
    """Return what of the items is shown and not."""
    kept = {item.id: verdict_on(item, checker, "shared", DEADLINE_S) == KEPT for item in items}

    def share(chosen: list[Claimed]) -> float:
        return sum(kept[item.id] is item.supported for item in chosen) / len(chosen)

    true = [item for item in items if item.supported]
    near, own = (
        [item for item in items if not item.supported and item.words == words] for words in ("article's", "own")
    )
    return Shares(share(true), share(near), share(own))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder support_dev")
    given = parser.parse_args()
    items = read_set(given.folder).claimed
    failed = False
    for name, of in JUDGES.items():
        with (
            tempfile.TemporaryDirectory() as home,
            checker_with(of and of(items), items, Path(home)) as (checker, judge),
        ):
            found = shares(items, checker)
        failed |= not found.reach(LEAST[name])
        print(
            f"judge {name}: true kept {found.true_kept:.3f}, false caught near the article's words"
            f" {found.false_caught_article:.3f}, in others {found.false_caught_own:.3f};"
            f" {judge.calls if judge else 0} of {len(items)} statements were judged"
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
