"""Fit the weights by which sentences are judged, and write them to bot/judgement.json.

Run it by `make fit`. It indexes the question sets (kept in --homes for the next time), looks at the sentences of the
passages found for each question, and fits two linear models: the order, so that a sentence that holds the gold answer
comes first among those of its question, and the probability that the best sentence answers. What is printed comes from
questions that the fit did not see: five folds, parted by article.
"""

import argparse
import json
import string
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from conftest import ROOT, SHARED_DATA

from bot.candidates import candidates
from bot.desk import Desk
from bot.extractive import MOST_HITS
from bot.judgement import FILE, read
from bot.settings import Settings
from bot.signals import NAMES, asked, signals
from bot.sought import Sought, asked_words
from index import SHARED

ORDER_SETS = ("squad2_dev", "xquad", "realtimeqa")  # their answers are words of the articles
ANSWERS_SETS = ("squad2_dev", "realtimeqa", "multihop_rag_500")  # they hold questions without an answer
FOLDS = 5
FALSE_REFUSALS = 0.10  # of answerable questions of the strictest set
PENALTY = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences: their signals, shape (sentences, signals), and which of them hold the gold answer."""

    set: str
    fold: int
    answerable: bool
    signals: np.ndarray
    right: np.ndarray


def examples(desk: Desk, name: str, folder: Path, most: int) -> Iterator[Example]:
    """Yield a set's questions that are answerable or not; at most so many, evenly chosen."""
    lines = (folder / "questions.jsonl").read_text().splitlines()
    for line in lines[:: max(1, -(-len(lines) // most))]:
        fields = json.loads(line)
        if fields.get("answerable") is None or fields.get("context_docs"):
            continue
        text = fields["question"]
        found = desk.search(text, SHARED, MOST_HITS)
        question = asked(text, Sought(asked_words(text), found.rarity, desk.meanings))
        sentences = candidates(found.hits)
        if not sentences:
            continue
        group = (fields.get("near_doc") or (fields.get("evidence") or [{"doc": fields["id"]}])[0]["doc"]).rpartition(
            "-"
        )
        yield Example(
            set=name,
            fold=zlib.crc32(f"{name} {group[0] or group[2]}".encode()) % FOLDS,
            answerable=bool(fields["answerable"]),
            signals=np.stack([signals(question, sentence) for sentence in sentences]),
            right=np.array([holds(sentence.text, fields["answers"]) for sentence in sentences]),
        )


def holds(text: str, answers: Sequence[str]) -> bool:
    """Say whether a text holds one of the answers, compared as SQuAD does."""
    folded = f" {_folded(text)} "
    return any(f" {_folded(answer)} " in folded for answer in answers if _folded(answer))


def fit_order(seen: Sequence[Example]) -> np.ndarray:
    """Return weights that put a right sentence first: the softmax over a question's sentences, most likely right."""
    useful = [example for example in seen if example.answerable and example.right.any() and example.set in ORDER_SETS]
    mean, spread = _scale(useful)
    most = max(len(example.right) for example in useful)
    inputs = torch.zeros(len(useful), most, len(NAMES))
    right, absent = torch.zeros(len(useful), most, dtype=torch.bool), torch.ones(len(useful), most, dtype=torch.bool)
    for at, example in enumerate(useful):
        count = len(example.right)
        inputs[at, :count] = torch.tensor((example.signals - mean) / spread)
        right[at, :count], absent[at, :count] = torch.tensor(example.right), False
    shares = torch.tensor(_set_shares(useful))

    def loss(weights: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
        chances = torch.log_softmax((inputs @ weights).masked_fill(absent, -torch.inf), dim=1)
        return -(shares * torch.logsumexp(chances.masked_fill(~right, -torch.inf), dim=1)).sum()

    weights, _ = _minimised(loss)
    return weights / spread


def fit_answers(seen: Sequence[Example], order: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights and bias of the logistic regression: whether the best sentence answers."""
    useful = [example for example in seen if example.set in ANSWERS_SETS]
    best = np.stack([_best(example, order) for example in useful])
    mean, spread = best.mean(axis=0), best.std(axis=0) + 1e-6
    inputs = torch.tensor((best - mean) / spread, dtype=torch.float32)
    wanted = torch.tensor([float(example.answerable) for example in useful])
    shares = torch.tensor(_set_shares(useful))

    def loss(weights: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        each = torch.nn.functional.binary_cross_entropy_with_logits(inputs @ weights + bias, wanted, reduction="none")
        return (shares * each).sum()

    weights, bias = _minimised(loss)
    return weights / spread, float(bias - (weights / spread) @ mean)


def _minimised(loss: "object") -> tuple[np.ndarray, float]:
    weights, bias = torch.zeros(len(NAMES), requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        cost: torch.Tensor = loss(weights, bias) + PENALTY * (weights**2).sum() + 0 * bias.sum()  # type: ignore[operator]
        cost.backward()
        return cost

    optimiser.step(closure)
    return weights.detach().numpy(), float(bias.detach())


def _set_shares(useful: Sequence[Example]) -> np.ndarray:
    """Return weights of examples: a set counts as the root of its size, so that no set drowns the others."""
    counts = {name: sum(example.set == name for example in useful) for name in {example.set for example in useful}}
    raw = np.array([1 / np.sqrt(counts[example.set]) for example in useful], dtype=np.float32)
    return raw / raw.sum()


def _scale(useful: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    together = np.concatenate([example.signals for example in useful])
    return together.mean(axis=0), together.std(axis=0) + 1e-6


def _best(example: Example, order: np.ndarray) -> np.ndarray:
    return example.signals[int(np.argmax(example.signals @ order))]


def _folded(text: str) -> str:
    kept = "".join(one for one in text.lower() if one not in string.punctuation + "‘’“”–—")
    return " ".join(word for word in kept.split() if word not in ("a", "an", "the"))


def report(found: Sequence[Example]) -> None:
    """Print what the fit reaches on questions it did not see, and the threshold's effect by set."""
    chances: dict[int, float] = {}
    firsts: dict[int, bool] = {}
    for fold in range(FOLDS):
        seen = [example for example in found if example.fold != fold]
        order = fit_order(seen)
        weights, bias = fit_answers(seen, order)
        for at, example in enumerate(found):
            if example.fold == fold:
                best = int(np.argmax(example.signals @ order))
                firsts[at] = bool(example.right[best])
                chances[at] = float(1 / (1 + np.exp(-(example.signals[best] @ weights + bias))))
    least = threshold(found, chances)
    print(f"threshold {least:.3f}")
    print("set                 questions  first right  with refusals  false refusals  rejected  balanced")
    for name in dict.fromkeys(example.set for example in found):
        own = [at for at, example in enumerate(found) if example.set == name]
        yes = [at for at in own if found[at].answerable]
        no = [at for at in own if not found[at].answerable]
        first = np.mean([firsts[at] for at in yes])
        kept = np.mean([firsts[at] and chances[at] >= least for at in yes])
        false = np.mean([chances[at] < least for at in yes])
        rejected = np.mean([chances[at] < least for at in no]) if no else float("nan")
        balanced = (rejected + 1 - false) / 2
        print(f"{name:20}{len(own):9}{first:13.3f}{kept:15.3f}{false:16.3f}{rejected:10.3f}{balanced:10.3f}")


def threshold(found: Sequence[Example], chances: dict[int, float]) -> float:
    """Return the highest threshold at which no set with unanswerable questions refuses too many others."""
    limits = []
    for name in ANSWERS_SETS:
        own = [chances[at] for at, example in enumerate(found) if example.set == name and example.answerable]
        if own:
            limits.append(float(np.quantile(own, FALSE_REFUSALS)))
    return min(limits)


def main() -> None:
    """Print what is reached and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED_DATA / "eval")
    parser.add_argument("--homes", type=Path, default=Path("/tmp/newsdesk-fit"), help="keeps the indexed sets")
    parser.add_argument("--most", type=int, default=100_000, help="questions of a set")
    parser.add_argument("--dry", action="store_true", help="print, and write nothing")
    chosen = parser.parse_args()
    found: list[Example] = []
    for name in dict.fromkeys([*ORDER_SETS, *ANSWERS_SETS]):
        desk = Desk(Settings(home=chosen.homes / name))
        desk.index(SHARED, [chosen.folder / name / "corpus.jsonl"])
        desk.load()
        found += examples(desk, name, chosen.folder / name, chosen.most)
        desk.close()
        print(f"{name}: {sum(example.set == name for example in found)} questions", file=sys.stderr)
    report(found)
    order = fit_order(found)
    weights, bias = fit_answers(found, order)
    chances = {
        at: float(1 / (1 + np.exp(-(_best(example, order) @ weights + bias)))) for at, example in enumerate(found)
    }
    fields = {
        "order": {name: round(float(weight), 4) for name, weight in zip(NAMES, order, strict=True)},
        "answers": {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4),
        "least": round(threshold(found, chances), 3),
    }
    read(fields)
    if not chosen.dry:
        (ROOT / "bot" / FILE).write_text(json.dumps(fields, indent=2) + "\n")


if __name__ == "__main__":
    main()
