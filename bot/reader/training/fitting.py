"""Fit the network to examples: seeded, by steps of so many tokens, with a checkpoint that a run goes on from."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.reader.encoding import Encoded, encoded
from bot.reader.network import SHARED, ReaderNetwork
from bot.reader.training.examples import Example, Labelled

TOKENS_A_STEP = 3_000
TOKENS_AT_ONCE = 1_600  # that are padded to one length
WORDS_COUNT = 0.25  # of the loss for the answering words, beside that for the sentence
WARM_UP = 0.06  # of the steps
CHECKPOINT_EVERY_S = 300


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to fit: the highest learning rate and the last one as a share of it."""

    rate: float
    last: float = 0.0
    seed: int = 1


def fit(
    network: ReaderNetwork,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    schedule: Schedule,
    checkpoint: Path,
    tell: Callable[[str], object],
) -> None:
    """Fit a network in place; a run that was broken off goes on from its checkpoint."""
    steps = list(_steps(examples, schedule.seed))
    learnt = [value for name, value in network.named_parameters() if name != SHARED]
    network.get_parameter(SHARED).requires_grad = False
    optimiser = torch.optim.AdamW(learnt, lr=schedule.rate, weight_decay=0.01)
    rates = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, len(steps), schedule.last))
    done = _restored(checkpoint, network, optimiser, rates)
    network.eval()  # without dropout: an example is seen once a pass, and a step takes .63 of the time
    began = kept = time.monotonic()
    losses: list[float] = []
    for at in range(done, len(steps)):
        torch.manual_seed(schedule.seed + at)
        loss = _loss(network, tokenizer, steps[at])
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        rates.step()
        optimiser.zero_grad()
        losses.append(float(loss.detach()))
        if (at + 1) % 50 == 0:
            left = (time.monotonic() - began) / (at + 1 - done) * (len(steps) - at - 1)
            tell(f"step {at + 1} of {len(steps)}, loss {sum(losses[-50:]) / 50:.3f}, {left / 60:.0f} minutes left")
        if time.monotonic() - kept > CHECKPOINT_EVERY_S:
            kept = time.monotonic()
            state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "rates": rates.state_dict()}
            torch.save({**state, "done": at + 1}, checkpoint)
    checkpoint.unlink(missing_ok=True)


def _steps(examples: Sequence[Example], seed: int) -> Iterator[list[Example]]:
    """Yield the examples of each step, in an order drawn by chance."""
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    step: list[Example] = []
    tokens = 0
    for example in rng.sample(examples, len(examples)):
        step.append(example)
        tokens += sum(len(one.read.text) // 4 + 40 for one in example.passages)
        if tokens >= TOKENS_A_STEP:
            yield step
            step, tokens = [], 0
    if step:
        yield step


def _share(step: int, steps: int, last: float) -> float:
    warm = max(1, round(steps * WARM_UP))
    return (step + 1) / warm if step < warm else last + (1 - last) * (steps - step) / max(1, steps - warm)


def _restored(checkpoint: Path, network: nn.Module, *others: object) -> int:
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    for part, name in zip(others, ("optimiser", "rates"), strict=True):
        part.load_state_dict(state[name])  # type: ignore[attr-defined]
    return int(state["done"])


def _loss(network: ReaderNetwork, tokenizer: Tokenizer, step: Sequence[Example]) -> Tensor:
    """Return the mean over the step's questions: of the answering sentence among all read and "nothing answers"."""
    texts = [(question, one) for question, example in enumerate(step) for one in example.passages]
    tokens = [encoded(tokenizer, step[question].question, one.read) for question, one in texts]
    scores: list[list[Tensor]] = [[] for _ in step]
    right: list[list[Tensor]] = [[] for _ in step]
    words = torch.zeros(())
    for chunk in _alike(tokens):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found, marks = network([tokens[at] for at in chunk])
        for at, own, marked in zip(chunk, found, marks, strict=True):
            question, one = texts[at]
            scores[question].append(own)
            right[question] += [own[each : each + 1] for each in one.answering if each < len(own)]
            words = words + _words_loss(marked, tokens[at], one)
    total = torch.zeros(())
    for own, answering in zip(scores, right, strict=True):
        every = torch.cat([*own, torch.zeros(1)])
        gold = torch.cat(answering) if answering else torch.zeros(1)
        total = total + torch.logsumexp(every, 0) - torch.logsumexp(gold, 0)
    return (total + WORDS_COUNT * words) / len(step)


def _words_loss(marked: Tensor, tokens: Encoded, one: Labelled) -> Tensor:
    """Return the loss of the marked words, 0 where nobody marked any or they were cut off."""
    if one.words is None:
        return torch.zeros(())
    within = [at for at, place in enumerate(tokens.sentences) if place >= 0]
    inside = [at for at in within if tokens.offsets[at][1] > one.words.start and tokens.offsets[at][0] < one.words.end]
    if not inside:
        return torch.zeros(())
    own = marked[within]
    gold = torch.tensor([within.index(inside[0]), within.index(inside[-1])])
    return nn.functional.cross_entropy(own.T, gold, reduction="sum")


def _alike(tokens: Sequence[Encoded]) -> Iterator[list[int]]:
    """Yield the texts in groups of about one length, so that little is padded."""
    group: list[int] = []
    for at in sorted(range(len(tokens)), key=lambda at: -len(tokens[at].ids)):
        if group and (len(group) + 1) * len(tokens[group[0]].ids) > TOKENS_AT_ONCE:
            yield group
            group = []
        group.append(at)
    if group:
        yield group
