"""Train the reader from data to weights: python -m bot.reader.training DATA QUESTIONS WORK [--quick].

DATA is the folder with train/ and eval/; QUESTIONS is one with further questions over its articles, and the names of
the articles that are kept from training; WORK keeps the index, the weights after each pass and the checkpoints, so that
a run that is broken off goes on.
"""

import argparse
import hashlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from bot.desk import opened
from bot.reader.calibration import FILE as CALIBRATION
from bot.reader.calibration import written as as_json
from bot.reader.reader import WEIGHTS, TrainedReader
from bot.reader.training.calibrating import figures, fitted
from bot.reader.training.passes import Run, tell, trained
from bot.reader.training.reading import judged
from bot.reader.training.written import corpus, of_articles, written
from bot.settings import Settings

SEED = 1
FALSE_REFUSALS = 0.096  # of the answerable: .12 at most elsewhere, less two standard errors of it over 736 questions


def main(arguments: Sequence[str]) -> None:
    """Train, calibrate, and put weights and calibration where they ship."""
    parser = argparse.ArgumentParser(prog="make reader", description=__doc__)
    for name in ("data", "questions", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--quick", action="store_true", help="a few minutes, to see that it runs; ships nothing")
    given = parser.parse_args(arguments)
    work = given.work / "quick" if given.quick else given.work  # a whole run never goes on from a quick one
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)  # noqa: S311 - an order, no secret
    torch.manual_seed(SEED)
    asked = written(given.data / "train/written/articles.jsonl", given.data / "train/written/questions.jsonl")
    asked += of_articles(given.data / "eval", given.questions / "questions.jsonl")
    asked = asked[::40] if given.quick else asked
    documents = sorted({one.document for one in asked})
    kept = set((given.questions / "kept.txt").read_text(encoding="utf-8").split())
    with opened(Settings(home=work / "home")) as desk:
        desk.index("shared", [corpus(given.data / "eval", documents, work / "corpus.jsonl")])
        run = Run(given.data, given.questions, work, given.quick)
        weights = trained(run, desk, [one for one in asked if one.document not in kept], rng)
        reader = TrainedReader(weights, sha256=None)
        found = list(judged([one for one in asked if one.document in kept], desk.searching, reader))
    calibration = fitted(found, FALSE_REFUSALS)
    tell(figures(found, calibration))
    if given.quick:
        return
    WEIGHTS.write_bytes(weights.read_bytes())
    CALIBRATION.write_text(as_json(calibration), encoding="utf-8")
    tell(f"SHA-256 of the weights: {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
