"""Train the reader from data to weights: python -m bot.reader.training DATA QUESTIONS WORK [--quick].

DATA is the folder with train/ and eval/; QUESTIONS is one with further questions over its articles, and the names of
the articles that are kept from training; WORK keeps the index, the weights after each pass and the checkpoints, so that
a run that is broken off goes on.
"""

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from bot.desk import Desk, opened
from bot.reader.calibration import FILE as CALIBRATION
from bot.reader.calibration import written as as_json
from bot.reader.network import new_network, restored, save
from bot.reader.reader import WEIGHTS, TrainedReader
from bot.reader.training.calibrating import figures, fitted
from bot.reader.training.examples import Example, document_of, public, rows, squad
from bot.reader.training.fitting import Schedule, fit
from bot.reader.training.reading import judged
from bot.reader.training.said import of_speakers
from bot.reader.training.written import Written, corpus, of_articles, parts_of, with_found, written
from bot.settings import Settings
from index import packaged_model

SEED = 1
REPORTED_ON = 4  # one of so many documents of SQuAD is kept from all of it
FALSE_REFUSALS = 0.10  # of answerable questions, on the articles that the calibration is fitted on
FIRST = Schedule(rate=1.2e-4, last=0.3, seed=1)
OVER_NEWS = Schedule(rate=8e-5, last=0.02, seed=2)
OVER_NEWS_AGAIN = Schedule(rate=6e-5, last=0.02, seed=3)
OVER_SPEECH = Schedule(rate=5e-5, last=0.02, seed=4)
AGAINST, NEWS_BESIDE = 900, 1_400  # examples in the pass over who said what
QUICK = 60  # examples of each pass, where a run is only to show that it works


def main(arguments: Sequence[str]) -> None:
    """Train, calibrate, and put weights and calibration where they ship."""
    parser = argparse.ArgumentParser(prog="make reader", description=__doc__)
    for name in ("data", "questions", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--quick", action="store_true", help="a few minutes, to see that it runs; ships nothing")
    given = parser.parse_args(arguments)
    given.work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)  # noqa: S311 - an order, no secret
    torch.manual_seed(SEED)
    asked = written(given.data / "train/written/articles.jsonl", given.data / "train/written/questions.jsonl")
    asked += of_articles(given.data / "eval", given.questions / "questions.jsonl")
    asked = asked[::40] if given.quick else asked
    documents = sorted({one.document for one in asked})
    kept = set((given.questions / "kept.txt").read_text(encoding="utf-8").split())
    with opened(Settings(home=given.work / "home")) as desk:
        desk.index("shared", [corpus(given.data / "eval", documents, given.work / "corpus.jsonl")])
        weights = _trained(given, desk, [one for one in asked if one.document not in kept], rng)
        reader = TrainedReader(weights, sha256=None)
        found = list(judged([one for one in asked if one.document in kept], desk.searching, reader))
    calibration = fitted(found, FALSE_REFUSALS)
    tell(figures(found, calibration))
    if given.quick:
        return
    WEIGHTS.write_bytes(weights.read_bytes())
    CALIBRATION.write_text(as_json(calibration), encoding="utf-8")
    tell(f"SHA-256 of the weights: {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}")


def _trained(given: argparse.Namespace, desk: Desk, asked: Sequence[Written], rng: random.Random) -> Path:
    """Fit the network to public questions, to those over news, and to who said what; return the file of its weights."""
    folder = packaged_model()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train, squad_folder = given.data / "train", given.data / "eval/squad2_dev"
    documents = sorted({document_of(row["id"]) for row in rows(squad_folder / "corpus.jsonl")})
    learnt = set(documents) - set(documents[2::REPORTED_ON])
    spans = list(squad(squad_folder, learnt, rng))
    articles = parts_of(desk.ledger, {one.document for one in asked})

    def first() -> Iterator[Example]:
        yield from public([train / "squadshifts_new_wiki.jsonl"], 5_500, rng)
        yield from public([train / "squadshifts_reddit.jsonl"], 1_500, rng)
        yield from public([train / "qamr.jsonl"], 3_500, rng)
        yield from spans

    def over_news() -> list[Example]:
        return list(with_found(asked, articles, desk.searching, rng))

    def of_spans(most: int) -> list[Example]:
        return rng.sample(spans, min(most, len(spans)))

    def over_speech() -> list[Example]:
        news = over_news()
        speech = of_speakers(asked, articles, desk.ledger, desk.searching, AGAINST, rng)
        return [*speech, *rng.sample(news, min(NEWS_BESIDE, len(news))), *of_spans(300)]

    passes: list[tuple[Schedule, Callable[[], Iterable[Example]]]] = [
        (FIRST, first),
        (OVER_NEWS, lambda: [*over_news(), *of_spans(700)]),
        (OVER_NEWS_AGAIN, lambda: [*over_news(), *of_spans(1_000)]),
        (OVER_SPEECH, over_speech),
    ]
    work: Path = given.work
    before: Path | None = None
    for number, (schedule, examples) in enumerate(passes, 1):
        weights = work / f"pass-{number}.safetensors"
        if not weights.is_file():
            network = restored(folder, before) if before else new_network(folder)
            chosen = list(examples())
            tell(f"pass {number} of {len(passes)}: {len(chosen)} examples")
            chosen = chosen[:: len(chosen) // QUICK + 1] if given.quick else chosen
            fit(network, tokenizer, chosen, schedule, work / f"pass-{number}.checkpoint", tell)
            save(network, weights)
        before = weights
    return _mean(work, len(passes))


def _mean(work: Path, last: int) -> Path:
    """Return the file of the mean weights of the last two passes, which is better than either over both their kinds."""
    one, other = (load_file(work / f"pass-{number}.safetensors") for number in (last - 1, last))
    file = work / "mean.safetensors"
    save_file({name: ((value.float() + other[name].float()) / 2).half() for name, value in one.items()}, file)
    return file


def tell(line: str) -> None:
    """Say how far the training is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
