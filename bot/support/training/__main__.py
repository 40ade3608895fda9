"""Train the support model from data to weights: python -m bot.support.training DATA STATEMENTS WORK [--quick].

DATA is the folder with train/ and eval/; STATEMENTS is a file of further ones over its articles; WORK keeps the weights
after each pass and the checkpoints, so that a run that is broken off goes on.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.reader.network import restored, save
from bot.reader.reader import WEIGHTS as READER
from bot.reader.training.examples import Example, rows
from bot.reader.training.fitting import Schedule, fit
from bot.reader.training.passes import tell
from bot.support.support import THRESHOLDS, WEIGHTS, SupportModel, Thresholds
from bot.support.training.examples import SETS, changed, copied, of_row, over_articles, public, read, written
from index import packaged_model, tokenizer_in

KEPT_ONE_OF = 5  # articles with statements, to set the thresholds on
TRUE_KEPT = 0.95  # of the kept true statements; the rules beside the model drop some too
FALSE_SURE = 0.01  # of the kept false statements: nothing judges after it, so it must err less than a good judge
QUICK = 24  # statements of each kind, where a run is only to show that it works
OVER_PUBLIC = Schedule(rate=1e-4, last=0.3, seed=1)
OVER_NEWS = Schedule(rate=8e-5, last=0.02, seed=2)


def main(arguments: Sequence[str]) -> None:
    """Train, set the thresholds, and put weights and thresholds where they ship."""
    parser = argparse.ArgumentParser(prog="make support", description=__doc__)
    for name in ("data", "statements", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--quick", action="store_true", help="a few minutes, to see that it runs; ships nothing")
    given = parser.parse_args(arguments)
    work = given.work / "quick" if given.quick else given.work
    work.mkdir(parents=True, exist_ok=True)
    statements = rows(given.data / "train/written/statements.jsonl")
    documents = sorted({row["doc"] for row in statements})
    kept = set(documents[::KEPT_ONE_OF])
    learnt = [row for row in statements if row["doc"] not in kept]
    learnt += over_articles(given.data / "eval", given.statements)
    weights = _trained(given.data, work, learnt, QUICK if given.quick else None)
    model = SupportModel(weights, sha256=None)
    weighed = [(row, model.log_odds(row["claim"], [of_row(row)])) for row in statements if row["doc"] in kept]
    thresholds = _thresholds(weighed)
    tell(_figures(weighed, thresholds))
    if given.quick:
        return
    WEIGHTS.write_bytes(weights.read_bytes())
    THRESHOLDS.write_text(json.dumps(asdict(thresholds), indent=2) + "\n", encoding="utf-8")
    tell(f"SHA-256 of the weights: {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}")


def _trained(data: Path, work: Path, learnt: Sequence[dict[str, Any]], quick: int | None) -> Path:
    """Fit the reader's network to public statements, then to those over news; return the file of its weights."""
    folder = packaged_model()
    tokenizer = tokenizer_in(folder)
    passages = _passages(data)

    def over_public(rng: random.Random) -> list[Example]:
        return [*public(data / "train", quick, rng), *copied(rng.sample(passages, quick or 1_000), rng)]

    def over_news(rng: random.Random) -> list[Example]:
        once = list(written(learnt))
        return [*once, *once, *changed(learnt, rng), *copied(rng.sample(passages, quick or 250), rng)]

    passes: list[tuple[Schedule, Callable[[random.Random], list[Example]]]] = [
        (OVER_PUBLIC, over_public),
        (OVER_NEWS, over_news),
    ]
    begins = READER
    for number, (schedule, examples) in enumerate(passes, 1):
        weights = work / f"pass-{number}.safetensors"
        if not weights.is_file():
            chosen = examples(random.Random(schedule.seed))  # noqa: S311 - an order, no secret
            chosen = chosen[:: max(1, len(chosen) // quick)] if quick else chosen
            tell(f"pass {number} of {len(passes)}: {len(chosen)} examples")
            network = restored(folder, begins)
            fit(network, tokenizer, chosen, schedule, work / f"pass-{number}.checkpoint", tell)
            save(network, weights)
        begins = weights
    return begins


def _passages(data: Path) -> list[Any]:
    """Return the beginnings of news articles about which no statement was written for measuring."""
    apart = {row["doc"] for row in rows(data / "eval/support_dev/items.jsonl")}
    apart |= {row["id"] for row in rows(data / "eval/written_dev/corpus.jsonl")}
    articles = [row for name in SETS for row in rows(data / "eval" / name / "corpus.jsonl") if row["id"] not in apart]
    return [read(row["text"][:1_000], row["title"], row.get("date")) for row in articles if len(row["text"]) > 400]


def _thresholds(weighed: Sequence[tuple[dict[str, Any], float]]) -> Thresholds:
    true = sorted(log_odds for row, log_odds in weighed if row["supported"])
    false = sorted((log_odds for row, log_odds in weighed if not row["supported"]), reverse=True)
    return Thresholds(
        doubted=round(true[int(len(true) * (1 - TRUE_KEPT))], 3), sure=round(false[int(len(false) * FALSE_SURE)], 3)
    )


def _figures(weighed: Sequence[tuple[dict[str, Any], float]], thresholds: Thresholds) -> str:
    """Return what the model reaches on the kept statements."""

    def share(log_odds: Sequence[float], least: float) -> str:
        return f"{sum(each >= least for each in log_odds) / max(1, len(log_odds)):.3f} of {len(log_odds)}"

    true = [log_odds for row, log_odds in weighed if row["supported"]]
    told = [f"true: {share(true, thresholds.doubted)} not doubted, {share(true, thresholds.sure)} sure"]
    for words in ("article's", "own"):
        false = [log_odds for row, log_odds in weighed if not row["supported"] and row["words"] == words]
        pairs = sum(one > other for one in true for other in false) / max(1, len(true) * len(false))
        told.append(
            f"false in {words} words: {share(false, thresholds.doubted)} not doubted,"
            f" {share(false, thresholds.sure)} sure, below the true one in {pairs:.3f} of pairs"
        )
    return "; ".join(told)


if __name__ == "__main__":
    main(sys.argv[1:])
