"""Examples over encyclopedic passages, read beside the passage of the same page that looks most like an answer."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.reader.training.examples import Example, Labelled, document_of, labelled, rows, squad, typed
from index import Embeddings, sentences

NEAR = 30  # rows before and after one are mostly of its page
BESIDE, ALONE = 0.45, 0.2  # of the questions are read with a misleading passage too, or with it alone
KEY = 10  # characters of a passage's hash that name it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the passage it was written over, and other passages of the same page."""

    question: str
    own: Labelled
    around: frozenset[str]


def of_rows(file: Path) -> list[Asked]:
    """Return the answerable questions of a file of question rows."""
    asked = [row for row in rows(file) if row["answerable"]]
    near = _around([row["passage"] for row in asked])
    return [
        Asked(row["question"], labelled(row["passage"], [(row["start"], row["answer"])]), near[row["passage"]])
        for row in asked
    ]


def of_squad(folder: Path, documents: set[str], rng: random.Random) -> list[Asked]:
    """Return the questions of a SQuAD-like folder over some of its documents, near misses among them."""
    pages: dict[str, set[str]] = defaultdict(set)
    page_of = {}
    for row in rows(folder / "corpus.jsonl"):
        page_of[row["text"]] = document_of(row["id"])
        pages[document_of(row["id"])].add(row["text"])
    return [
        Asked(one.question, one.passages[0], frozenset(pages[page_of[text]] - {text}))
        for one in squad(folder, documents, rng)
        for text in [one.passages[0].read.text]
    ]


def of_passages(file: Path, questions: Path) -> list[Asked]:
    """Return questions that were written by hand over the passages of a file of question rows, near misses among them.

    They name a passage by the first digits of its SHA-1, and the sentences that answer by their numbers.
    """
    texts = [row["passage"] for row in rows(file)]
    near = _around(texts)
    named = {key_of(text): text for text in texts}
    asked = []
    for row in rows(questions):
        text = named[row["passage"]]
        cut = sentences(text)
        asked.append(Asked(row["q"], labelled(text, [(cut[at].start, "") for at in row["answering"]]), near[text]))
    return asked


def key_of(passage: str) -> str:
    """Return what names a passage."""
    return hashlib.sha1(passage.encode(), usedforsecurity=False).hexdigest()[:KEY]


def hard(asked: Sequence[Asked], embeddings: Embeddings, rng: random.Random) -> Iterator[Example]:
    """Yield an example for each question: with the passage around it that is nearest to the question, or without."""
    texts = sorted({text for one in asked for text in one.around})
    vectors = dict(zip(texts, embeddings.encode(texts), strict=True))
    questions = embeddings.encode([one.question for one in asked])
    for one, question in zip(asked, questions, strict=True):
        chance = rng.random()
        read = [one.own]
        if one.around and chance < BESIDE + ALONE:
            nearest = max(sorted(one.around), key=lambda text: float(np.dot(vectors[text], question)))
            misleading = labelled(nearest, [], one.own.read.heading)
            read = [misleading] if chance < ALONE and one.own.answering else [one.own, misleading]
        yield Example(typed(one.question, rng), tuple(read))


def _around(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return for each text those that stand near it in a file, mostly of the same page."""
    first = {text: at for at, text in reversed(list(enumerate(texts)))}
    return {text: frozenset(texts[max(0, at - NEAR) : at + NEAR]) - {text} for text, at in first.items()}
