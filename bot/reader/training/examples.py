"""Training examples: a question, the passages read for it, and the sentences that answer."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.reader.encoding import Read, heading_of
from index import Span, sentences

TYPOS = 0.08  # of the questions of public sets get one; those written by hand have their own
BESIDE = 0.4  # of the questions of public sets are read with a passage that does not answer, too
ALONE = 0.12  # of the questions of public sets are read with such a passage alone


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage, which of its sentences answer, and where the answering words stand if anybody marked them."""

    read: Read
    answering: frozenset[int] = frozenset()
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the passages that are weighed against each other for it."""

    question: str
    passages: tuple[Labelled, ...]


def rows(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def public(files: Iterable[Path], most: int, rng: random.Random) -> Iterator[Example]:
    """Yield examples of a set of question rows: `most` of each file, chosen by chance."""
    for file in files:
        asked = rows(file)
        texts = [row["passage"] for row in asked]
        for at in rng.sample(range(len(asked)), min(most, len(asked))):
            row = asked[at]
            own = labelled(row["passage"], [(row["start"], row["answer"])] if row["answerable"] else [])
            other = _another(texts, at, rng)
            yield _mixed(typed(row["question"], rng), own, labelled(other, []) if other else None, rng)


def squad(folder: Path, documents: set[str], rng: random.Random) -> Iterator[Example]:
    """Yield the examples of a SQuAD-like folder over some of its documents (the first part of a passage's id)."""
    passages = {row["id"]: row for row in rows(folder / "corpus.jsonl")}
    for row in rows(folder / "questions.jsonl"):
        near = row["evidence"][0]["doc"] if row["evidence"] else row["near_doc"]
        if document_of(near) not in documents:
            continue
        text, heading = passages[near]["text"], heading_of(passages[near]["title"], None, 0)
        spans = []
        if row["evidence"]:
            quote = row["evidence"][0]["quote"]
            start, answer = text.find(quote), row["answers"][0]
            spans = [(text.find(answer, start), answer)] if start >= 0 and answer in text[start:] else []
            if not spans:
                continue
        yield Example(typed(row["question"], rng), (labelled(text, spans, heading),))


def document_of(passage: str) -> str:
    """Return the document that a SQuAD passage is of: "sq-03" of "sq-03-17"."""
    return "-".join(passage.split("-")[:2])


def labelled(text: str, spans: Sequence[tuple[int, str]], heading: str = "") -> Labelled:
    """Return a passage whose answering sentences are those in which the given words begin."""
    parts = tuple(Span(each.start, each.end) for each in sentences(text))
    found = {at for at, part in enumerate(parts) for start, _ in spans if part.start <= start < part.end}
    words = Span(spans[0][0], spans[0][0] + len(spans[0][1])) if spans else None
    return Labelled(Read(heading, text, parts), frozenset(found), words)


def _mixed(question: str, own: Labelled, other: Labelled | None, rng: random.Random) -> Example:
    chance = rng.random()
    if other is None or chance > BESIDE:
        return Example(question, (own,))
    return Example(question, (other,) if chance < ALONE else (own, other))


def _another(texts: Sequence[str], at: int, rng: random.Random) -> str | None:
    """Return a passage that stands near another in the file, mostly of the same page."""
    near = {text for text in texts[max(0, at - 30) : at + 30] if text != texts[at]}
    return rng.choice(sorted(near)) if near else None


def typed(question: str, rng: random.Random) -> str:
    """Return a question as people may type it: mostly without its mark, now and then with a slip."""
    text = question.strip().rstrip("?") if rng.random() < 0.6 else question.strip()
    if rng.random() < TYPOS and len(text) > 8:
        at = rng.randrange(2, len(text) - 2)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text
