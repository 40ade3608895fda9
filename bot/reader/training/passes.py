"""The passes of training: which examples each one learns from, and which weights it begins with."""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from bot.desk import Desk
from bot.equipment import embeddings_of
from bot.reader.network import new_network, restored, save
from bot.reader.training.examples import Example, document_of, public, rows, squad
from bot.reader.training.fitting import Schedule, fit
from bot.reader.training.hard import Asked, hard, of_passages, of_rows, of_squad
from bot.reader.training.said import of_speakers
from bot.reader.training.written import Written, parts_of, with_found
from bot.settings import Settings
from index import packaged_model, tokenizer_in

REPORTED_ON = 4  # one of so many documents of SQuAD is kept from all of it
FIRST = Schedule(rate=1.2e-4, last=0.3, seed=1)
OVER_NEWS = Schedule(rate=8e-5, last=0.02, seed=2)
OVER_NEWS_AGAIN = Schedule(rate=6e-5, last=0.02, seed=3)
OVER_SPEECH = Schedule(rate=5e-5, last=0.02, seed=4)
MISLED = Schedule(rate=8e-5, last=0.4, seed=5)
NEAR_MISSES = Schedule(rate=8e-5, last=0.02, seed=6)
SHIPPED = {3: 0.15, 4: 0.15, 6: 0.7}  # the passes whose weights are mixed in the end
QUICK = 60  # examples of each pass, where a run is only to show that it works


@dataclass(frozen=True, slots=True)
class Run:
    """The folders of a training run, as `make reader` takes them, and whether it is only to show that it works."""

    data: Path
    questions: Path
    work: Path
    quick: bool


@dataclass(frozen=True, slots=True)
class _Pass:
    """One pass over examples; it begins with the weights of earlier ones mixed, or with those of the last one."""

    schedule: Schedule
    examples: Callable[[], Iterable[Example]]
    begins: Mapping[int, float] | None = None


def trained(run: Run, desk: Desk, asked: Sequence[Written], rng: random.Random) -> Path:
    """Fit the network to public questions, to those over news, to who said what, and to what misleads.

    Return the file of its weights.
    """
    folder = packaged_model()
    tokenizer = tokenizer_in(folder)
    train, squad_folder = run.data / "train", run.data / "eval/squad2_dev"
    documents = sorted({document_of(row["id"]) for row in rows(squad_folder / "corpus.jsonl")})
    learnt = set(documents) - set(documents[2::REPORTED_ON])
    spans = list(squad(squad_folder, learnt, rng))
    articles = parts_of(desk.ledger, {one.document for one in asked})
    wikipedia = train / "squadshifts_new_wiki.jsonl"

    def first() -> Iterator[Example]:
        yield from public([wikipedia], 5_500, rng)
        yield from public([train / "squadshifts_reddit.jsonl"], 1_500, rng)
        yield from public([train / "qamr.jsonl"], 3_500, rng)
        yield from spans

    def over_news(most: int | None = None) -> list[Example]:
        chosen = asked if most is None else rng.sample(asked, min(most, len(asked)))
        return list(with_found(chosen, articles, desk.searching, rng))

    def of_spans(most: int) -> list[Example]:
        return rng.sample(spans, min(most, len(spans)))

    def over_speech(most: int) -> list[Example]:
        return of_speakers(asked, articles, desk.ledger, desk.searching, most, rng)

    def encyclopedic(most: int, beside: Sequence[Asked]) -> list[Example]:
        read = [*rng.sample(of_rows(wikipedia), most), *of_squad(squad_folder, learnt, rng), *beside]
        return list(hard(_some(read) if run.quick else read, embeddings_of(Settings()), rng))

    passes = [
        _Pass(FIRST, first),
        _Pass(OVER_NEWS, lambda: [*over_news(), *of_spans(700)]),
        _Pass(OVER_NEWS_AGAIN, lambda: [*over_news(), *of_spans(1_000)]),
        _Pass(OVER_SPEECH, lambda: [*over_speech(900), *over_news(1_400), *of_spans(300)]),
        _Pass(
            MISLED,
            lambda: [
                *encyclopedic(6_000, rng.sample(of_rows(train / "squadshifts_reddit.jsonl"), 1_200)),
                *over_news(500),
            ],
            begins={1: 0.2, 3: 0.4, 4: 0.4},
        ),
        _Pass(
            NEAR_MISSES,
            lambda: [
                *encyclopedic(1_400, of_passages(wikipedia, run.questions / "passages.jsonl")),
                *over_news(1_650),
                *over_speech(200),
            ],
        ),
    ]
    for number, one in enumerate(passes, 1):
        weights = _file(run.work, number)
        if not weights.is_file():
            begins = one.begins or {number - 1: 1.0}
            network = restored(folder, mixed(run.work, begins)) if number > 1 else new_network(folder)
            rng.seed(one.schedule.seed)  # a run that goes on with this pass chooses as one that never broke off
            chosen: Sequence[Example] = list(one.examples())
            tell(f"pass {number} of {len(passes)}: {len(chosen)} examples")
            chosen = _some(chosen) if run.quick else chosen
            fit(network, tokenizer, chosen, one.schedule, run.work / f"pass-{number}.checkpoint", tell)
            save(network, weights)
    return mixed(run.work, SHIPPED)


def _some(examples: Sequence[Any]) -> Sequence[Any]:
    return examples[:: len(examples) // QUICK + 1]


def mixed(work: Path, shares: Mapping[int, float]) -> Path:
    """Return the file of the weights of passes, mixed by these shares."""
    parts = [(share, load_file(_file(work, number))) for number, share in shares.items()]
    names = parts[0][1]
    summed = {name: torch.stack([share * each[name].float() for share, each in parts]).sum(0).half() for name in names}
    file = work / "mixed.safetensors"
    save_file(summed, file)
    return file


def _file(work: Path, number: int) -> Path:
    return work / f"pass-{number}.safetensors"


def tell(line: str) -> None:
    """Say how far the training is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
