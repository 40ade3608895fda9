"""Fit the weights by which sentences are judged, and write them to bot/extraction/judgement.json.

Run it by `make fit`. It indexes the question sets (kept in --homes for the next time), looks at the sentences of the
passages found for each question, and fits three linear models: the order, so that a sentence that holds the gold answer
comes first among those of its question; whether the library treats what is asked about, from questions on what it does
not treat; and whether the best sentence answers, from questions that were written to look as if it did. What is printed
comes from questions that the fit did not see: five folds, parted by article.
"""

import argparse
import json
import string
import sys
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import torch
from conftest import ROOT, SHARED_DATA

from bot.desk import Desk
from bot.extraction.candidates import candidates
from bot.extraction.facts import MOST_HITS
from bot.extraction.judgement import FILE, MOST_ASKED, Judgement, Threshold, read
from bot.extraction.signals import NAMES, asked, signals
from bot.extraction.sought import Sought, asked_words
from bot.request import Request
from bot.searching import search_of
from bot.settings import Settings
from index import SHARED

ORDER_SETS = ("squad2_dev", "xquad", "realtimeqa")  # their answers are words of the articles
FAR_SETS = ("realtimeqa", "multihop_rag_500")  # they ask about what the library does not treat
NEAR_SET = "squad2_dev"  # it asks what its articles nearly say
SETS = ("squad2_dev", "xquad", "realtimeqa", "multihop_rag_500")
FOLDS = 5
MANY = 1_000  # passages: all sets have about as many or more
# Shares of answerable questions that a threshold may refuse: of what is far, short and long, and of what is near.
FALSE_REFUSALS_FAR, FALSE_REFUSALS_LONG, FALSE_REFUSALS_NEAR = 0.08, 0.03, 0.05
PENALTY = 5e-3
# What these say speaks against a sentence, what all others say for it: a fit that found the contrary in some set would
# not hold in the next.
TREATS = frozenset(
    """
    meaning meaning_around meaning_passage words words_around pairs names_around names_passage numbers similarity score
    """.split()
)  # which signals tell whether the library treats something
AGAINST = frozenset({"names_unknown", "new", "denial_missing", "asked_unknown"})
EITHER = frozenset({"asked_words"})

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences: their signals, shape (sentences, signals), and which of them hold the gold answer."""

    set: str
    fold: int
    answerable: bool
    asked: int  # distinct words
    signals: np.ndarray
    right: np.ndarray


def examples(desk: Desk, name: str, folder: Path, most: int) -> Iterator[Example]:
    """Yield a set's questions that are answerable or not; at most so many, evenly chosen."""
    lines = (folder / "questions.jsonl").read_text().splitlines()
    for line in lines[:: max(1, -(-len(lines) // most))]:
        fields = json.loads(line)
        if fields.get("answerable") is None or fields.get("context_docs"):
            continue
        moment = datetime.fromisoformat(fields["date"]) if fields.get("date") else None
        newest = moment.isoformat() if moment else None
        wanted = search_of(Request(fields["question"], now=moment), newest=newest)
        text = wanted.question.text
        found = desk.search(wanted.query, (SHARED,), MOST_HITS, replace(wanted.scope, published=None))
        question = asked(text, Sought(asked_words(text), found.rarity, desk.meanings))
        sentences = candidates(found.hits)
        if not sentences:
            continue
        yield Example(
            set=name,
            fold=zlib.crc32(f"{name} {_group(fields)}".encode()) % FOLDS,
            answerable=bool(fields["answerable"]),
            asked=len(question.sought.stems),
            signals=signals(question, sentences),
            right=np.array([holds(sentence.text, fields["answers"]) for sentence in sentences]),
        )


def _group(fields: dict) -> str:
    """Return what questions share that must not be parted: an article, or one whose passages are "sq-00-12"."""
    evidence = fields.get("evidence") or []
    document: str = fields.get("near_doc") or (evidence[0]["doc"] if evidence else fields["id"])
    return document.rpartition("-")[0] if document.count("-") > 1 else document


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


def fit_treats(seen: Sequence[Example]) -> tuple[Threshold, Threshold]:
    """Return whether the library treats what is asked about: all that can be answered beside what is far from it.

    The second is for long questions, which hold so much that no sentence can hold most of it.
    """
    useful = [example for example in seen if example.answerable or example.set in FAR_SETS]
    model = _logistic(useful, [_most(example) for example in useful], TREATS)
    far = [one for one in useful if one.set in FAR_SETS and one.answerable]
    short = _limit(model, [_most(one) for one in far if one.asked <= MOST_ASKED], FALSE_REFUSALS_FAR)
    long = _limit(model, [_most(one) for one in far if one.asked > MOST_ASKED], FALSE_REFUSALS_LONG)
    return replace(model, least=short), replace(model, least=long)


def fit_answers(seen: Sequence[Example], order: np.ndarray) -> Threshold:
    """Return whether the best sentence answers: questions beside others that look as if it did."""
    useful = [example for example in seen if example.set == NEAR_SET]
    model = _logistic(useful, [_best(example, order) for example in useful])
    answered = [_best(one, order) for one in useful if one.answerable]
    return replace(model, least=_limit(model, answered, FALSE_REFUSALS_NEAR))


def _limit(model: Threshold, answered: Sequence[np.ndarray], refused: float) -> float:
    """Return the probability that this share of answerable questions does not reach."""
    return round(float(np.quantile([model.probability(signals) for signals in answered], refused)), 3)


def _logistic(useful: Sequence[Example], signals: Sequence[np.ndarray], names: Collection[str] = NAMES) -> Threshold:
    """Return the logistic model by signals with these names that tells what is answerable."""
    taken = np.stack(signals) * np.array([name in names for name in NAMES])
    mean, spread = taken.mean(axis=0), taken.std(axis=0) + 1e-6
    inputs = torch.tensor((taken - mean) / spread, dtype=torch.float32)
    wanted = torch.tensor([float(example.answerable) for example in useful])
    shares = torch.tensor(_set_shares(useful))

    def loss(weights: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        each = torch.nn.functional.binary_cross_entropy_with_logits(inputs @ weights + bias, wanted, reduction="none")
        return (shares * each).sum()

    weights, bias = _minimised(loss)
    scaled = np.where([name in names for name in NAMES], weights / spread, 0.0).astype(np.float32)
    return Threshold(scaled, float(bias - scaled @ mean), 0.5)


def _minimised(loss: Loss) -> tuple[np.ndarray, float]:
    """Return the weights and bias of least loss, each weight of the sign that its signal must have, or none."""
    signs = torch.tensor([-1.0 if name in AGAINST else 1.0 for name in NAMES])
    free = torch.tensor([name in EITHER for name in NAMES])
    roots = torch.full((len(NAMES),), 0.3, requires_grad=True)
    either, bias = torch.zeros(len(NAMES), requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([roots, either, bias], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        weights = torch.where(free, either, signs * roots**2)
        cost: torch.Tensor = loss(weights, bias) + PENALTY * (weights**2).sum() + 0 * bias.sum()
        cost.backward()
        return cost

    optimiser.step(closure)
    return torch.where(free, either, signs * roots**2).detach().numpy(), float(bias.detach())


def _set_shares(useful: Sequence[Example]) -> np.ndarray:
    """Return weights of examples: a set counts as the root of its size, so that no set drowns the others."""
    counts = {name: sum(example.set == name for example in useful) for name in {example.set for example in useful}}
    raw = np.array([1 / np.sqrt(counts[example.set]) for example in useful], dtype=np.float32)
    return raw / raw.sum()


def _scale(useful: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    together = np.concatenate([example.signals for example in useful])
    return together.mean(axis=0), together.std(axis=0) + 1e-6


def _most(example: Example) -> np.ndarray:
    most: np.ndarray = example.signals.max(axis=0)
    return most


def _best(example: Example, order: np.ndarray) -> np.ndarray:
    return example.signals[int(np.argmax(example.signals @ order))]


def _folded(text: str) -> str:
    kept = "".join(one for one in text.lower() if one not in string.punctuation + "‘’“”–—")
    return " ".join(word for word in kept.split() if word not in ("a", "an", "the"))


def fit(seen: Sequence[Example]) -> Judgement:
    """Return the three models."""
    order = fit_order(seen).astype(np.float32)
    return Judgement(order, *fit_treats(seen), fit_answers(seen, order))


def report(found: Sequence[Example]) -> None:
    """Print what the fit reaches on questions it did not see, by set."""
    shown, right = {}, {}
    for fold in range(FOLDS):
        by = fit([example for example in found if example.fold != fold])
        for at, example in enumerate(found):
            if example.fold == fold:
                best = int(np.argmax(example.signals @ by.order))
                right[at] = bool(example.right[best])
                treated = by.is_treated(_most(example), example.asked, MANY)
                shown[at] = treated and by.is_answer(example.signals[best], example.asked, MANY)
    print("set                 questions  first right  with refusals  false refusals  rejected  balanced")
    for name in dict.fromkeys(example.set for example in found):
        own = [at for at, example in enumerate(found) if example.set == name]
        yes = [at for at in own if found[at].answerable]
        no = [at for at in own if not found[at].answerable]
        first = np.mean([right[at] for at in yes])
        kept = np.mean([right[at] and shown[at] for at in yes])
        false = np.mean([not shown[at] for at in yes])
        rejected = np.mean([not shown[at] for at in no]) if no else float("nan")
        balanced = (rejected + 1 - false) / 2
        print(f"{name:20}{len(own):9}{first:13.3f}{kept:15.3f}{false:16.3f}{rejected:10.3f}{balanced:10.3f}")


def form(by: Judgement) -> dict:
    """Return the models as they are kept."""
    return {
        "order": _named(by.order),
        "treats": _threshold(by.treats) | {"least_long": by.treats_long.least},
        "answers": _threshold(by.answers),
    }


def _threshold(model: Threshold) -> dict:
    return {"weights": _named(model.weights), "bias": round(model.bias, 4), "least": model.least}


def _named(weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)}


def main() -> None:
    """Print what is reached and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED_DATA / "eval")
    parser.add_argument("--homes", type=Path, default=Path("/tmp/newsdesk-fit"), help="keeps the indexed sets")
    parser.add_argument("--most", type=int, default=100_000, help="questions of a set")
    parser.add_argument("--dry", action="store_true", help="print, and write nothing")
    chosen = parser.parse_args()
    found: list[Example] = []
    for name in SETS:
        desk = Desk(Settings(home=chosen.homes / name))
        desk.index(SHARED, [chosen.folder / name / "corpus.jsonl"])
        desk.load()
        found += examples(desk, name, chosen.folder / name, chosen.most)
        desk.close()
        print(f"{name}: {sum(example.set == name for example in found)} questions", file=sys.stderr)
    report(found)
    fields = form(fit(found))
    read(fields)
    if not chosen.dry:
        (ROOT / "bot" / "extraction" / FILE).write_text(json.dumps(fields, indent=2) + "\n")


if __name__ == "__main__":
    main()
