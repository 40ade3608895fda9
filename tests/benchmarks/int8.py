"""Measure what int8 costs and gains: recall@10 by exact search over vectors of both precisions, and passages a second.

Run it by `PYTHONPATH=tests python -m benchmarks.int8 EVAL_DIR [SET…]`. The rule: int8 may become the default only if
recall@10 falls by less than half a point on every set.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from benchmarks.evaluation_data import CORPUS, QUESTIONS, look_for, of_sets
from conftest import SHARED_DATA

from index import SHARED, Article, SentenceTransformerEmbeddings, clean, clean_line
from index.embeddings import Precision, Vectors
from index.indexing.storing import MOST_TITLE_TOKENS
from index.passages import split

SETS = ("xquad", "wmt21_mt_news", "squad2_dev", "multihop_rag_500", "mtrag_un", "apnews_qed", "realtimeqa")
PRECISIONS: tuple[Precision, ...] = ("fp32", "int8")
MOST_LOST_POINTS = 0.5
CHUNK = 64  # texts that one precision encodes before it is the other's turn


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the articles that hold its evidence."""

    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on a set: recall@10 in points, and passages a second where any were encoded, by precision."""

    questions: int
    articles: int
    passages: int
    recall: dict[str, float]
    rates: dict[str, float]

    @property
    def lost(self) -> float:
        """Return how many points int8 falls below fp32."""
        return self.recall["fp32"] - self.recall["int8"]


class Encoder:
    """Encode by both precisions, by turns, and keep the vectors in a folder for the next time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self.models = {precision: SentenceTransformerEmbeddings(precision=precision) for precision in PRECISIONS}
        self._seconds = dict.fromkeys(PRECISIONS, 0.0)
        for model in self.models.values():
            model.encode(["rain"])

    def encode(self, texts: Sequence[str]) -> tuple[dict[str, Vectors], dict[str, float]]:
        """Return the vectors of each precision and its texts a second; no rates if all were kept from before."""
        parts: dict[str, list[Vectors]] = {precision: [] for precision in PRECISIONS}
        seconds, encoded = dict.fromkeys(PRECISIONS, 0.0), 0
        for chunk in _chunks(texts):
            for precision, model in self.models.items():
                kept = self._cache / f"{sha256(chr(0).join([model.fingerprint, *chunk]).encode()).hexdigest()}.npy"
                if not kept.is_file():
                    started = time.perf_counter()
                    vectors = model.encode(chunk)
                    seconds[precision] += time.perf_counter() - started
                    encoded += len(chunk)
                    np.save(kept, vectors)
                parts[precision].append(np.load(kept))
        rates = {precision: encoded / 2 / spent for precision, spent in seconds.items() if spent}
        return {precision: np.concatenate(found) for precision, found in parts.items()}, rates


def measure(folder: Path, encoder: Encoder, most_questions: int, most_articles: int) -> Measured:
    """Measure a set: all its questions with evidence, or evenly chosen ones if there are too many."""
    asked = _evenly(_questions(folder / QUESTIONS), most_questions)
    needed = frozenset().union(*(question.gold for question in asked))
    articles = _some_of(list(_articles(folder / CORPUS)), needed, most_articles)
    owners, strings = [], []
    for article in articles:
        made = _strings(article, encoder.models["fp32"])
        owners += [article.id] * len(made)
        strings += made
    vectors, rates = encoder.encode(strings)
    queries, _ = encoder.encode([question.text for question in asked])
    recall = {
        precision: 100
        * float(
            np.mean(
                [
                    _recall_at_10(vectors[precision] @ query, owners, question.gold)
                    for query, question in zip(queries[precision], asked, strict=True)
                ]
            )
        )
        for precision in PRECISIONS
    }
    return Measured(len(asked), len(articles), len(strings), recall, rates)


def _recall_at_10(similarities: Vectors, owners: list[str], gold: frozenset[str]) -> float:
    """Return the share of the gold articles among the ten whose best passages are nearest."""
    ranked: dict[str, None] = {}
    for at in np.argsort(-similarities, kind="stable"):
        ranked.setdefault(owners[at])
        if len(ranked) == 10:
            break
    return len(gold & ranked.keys()) / len(gold)


def _strings(article: Article, model: SentenceTransformerEmbeddings) -> list[str]:
    """Return what indexing embeds of an article."""
    tokens = model.token_starts(article.title)
    head = article.title[: tokens[MOST_TITLE_TOKENS]] if len(tokens) > MOST_TITLE_TOKENS else article.title
    room = model.most_tokens - len(model.token_starts(head))
    return [f"{head}\n{passage.text}" for passage in split(article, model.token_starts(article.text), room)]


def _articles(file: Path) -> list[Article]:
    found = []
    for fields in _objects(file):
        title = clean_line(fields.get("title") or "") or fields["id"]
        found.append(Article(SHARED, fields["id"], title, clean(fields["text"]), language=fields.get("lang")))
    return [article for article in found if article.text.strip()]


def _questions(file: Path) -> list[Question]:
    gold = [(fields["question"], [one["doc"] for one in fields.get("evidence") or []]) for fields in _objects(file)]
    return [Question(text, frozenset(docs)) for text, docs in gold if docs]


def _objects(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines() if line.strip()]


def _evenly(questions: list[Question], most: int) -> list[Question]:
    return questions[:: max(1, -(-len(questions) // most))]


def _some_of(articles: list[Article], needed: frozenset[str], most: int) -> list[Article]:
    """Return at most so many articles, those that questions need before others; all if there is no limit."""
    first = sorted(articles, key=lambda article: article.id not in needed)
    return first[: max(most, len(needed))] if most else articles


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    """Return the texts in chunks that the precisions encode by turns."""
    return [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each set, and whether the rule holds; exit 1 if it does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", default=SHARED_DATA / "eval", help="holds a folder for each set"
    )
    parser.add_argument("sets", nargs="*", default=SETS, help=f"which; default: {' '.join(SETS)}")
    parser.add_argument("--questions", type=int, default=300, help="at most of a set, evenly chosen")
    parser.add_argument("--articles", type=int, default=0, help="at most of a set, if its questions need no more")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/newsdesk-int8"), help="keeps the vectors")
    chosen = parser.parse_args(arguments)
    look_for(parser, chosen.folder, of_sets(chosen.sets))
    chosen.cache.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(chosen.cache)
    print("set                 questions articles passages  R@10 fp32   int8   lost  passages/s fp32  int8  ratio")
    kept = True
    for name in chosen.sets:
        found = measure(chosen.folder / name, encoder, chosen.questions, chosen.articles)
        rates = found.rates
        shown = f"{rates['fp32']:15.1f} {rates['int8']:5.1f} {rates['int8'] / rates['fp32']:6.2f}" if rates else ""
        print(
            f"{name:20} {found.questions:8} {found.articles:8} {found.passages:8} {found.recall['fp32']:10.1f} "
            f"{found.recall['int8']:6.1f} {found.lost:6.2f} {shown}",
            flush=True,
        )
        kept = kept and found.lost < MOST_LOST_POINTS
    whole = set(chosen.sets) >= set(SETS) and not chosen.articles
    outcome = "does NOT hold" if not kept else "holds" if whole else "holds so far: not all sets were measured whole"
    print(f"The rule (less than {MOST_LOST_POINTS} points lost on every set) {outcome}.")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
