"""Examples from questions written by hand over news articles, with the passages that newsdesk itself finds for them."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.reader.encoding import read_of
from bot.reader.training.examples import Example, Labelled, rows
from index import Article, Hit, HybridSearch, Ledger, Passage, Span, sentences

LIBRARY = "shared"
FOUND = 10  # passages looked up for a question
OTHERS = 2  # of these, that do not answer, are read with one that does
NOWHERE = 0.12  # of the questions are read with passages of other articles alone, too
BESIDE = 340  # articles that nobody asks about, in the library that passages are found in
SETS = ("apnews_qed", "realtimeqa", "wmt21_mt_news")
KEPT_APART = "written_dev"  # nothing of its articles that are asked about is trained on
LEAST_SHARED = 0.8  # of the words of both from which two sentences are the same one


Parts = tuple[Article, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """A question, its article, and the sentences of it that answer: none for a near miss."""

    question: str
    document: str
    answering: tuple[str, ...]
    words: str | None


def written(articles: Path, questions: Path) -> list[Written]:
    """Return the questions of a file, with the sentences that their numbers stand for."""
    texts = {row["doc"]: row["sentences"] for row in rows(articles)}
    return [_written(row, texts[row["doc"]]) for row in rows(questions) if row["doc"] in texts]


def of_articles(sets: Path, questions: Path) -> list[Written]:
    """Return the questions of a file over articles of the public sets, whose sentences are counted as newsdesk cuts."""
    texts = _texts(sets)
    cut: dict[str, list[str]] = {}
    for document in {row["doc"] for row in rows(questions)}:
        article = texts[document]
        cut[document] = [each.of(article["text"]) for each in sentences(article["text"], article.get("lang"))]
    return [_written(row, cut[row["doc"]]) for row in rows(questions)]


def corpus(sets: Path, documents: Sequence[str], file: Path) -> Path:
    """Write the articles asked about, and others, as a source to be indexed; return the file."""
    texts = _texts(sets)
    apart = {row["id"] for row in rows(sets / KEPT_APART / "corpus.jsonl")}
    others = sorted(texts.keys() - set(documents) - apart)
    chosen = [*documents, *random.Random(BESIDE).sample(others, min(BESIDE, len(others)))]  # noqa: S311
    lines = (json.dumps(texts[document], ensure_ascii=False) for document in chosen)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def parts_of(ledger: Ledger, documents: Iterable[str]) -> dict[str, Parts]:
    """Return articles with their passages, by id."""
    found = {}
    with ledger.reading() as snapshot:
        for document in documents:
            if article := snapshot.identified(LIBRARY, document):
                found[document] = (article, tuple(stored.passage for stored in snapshot.passages(article)))
    return found


def _texts(sets: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for name in SETS for row in rows(sets / name / "corpus.jsonl")}


def _written(row: Mapping[str, Any], texts: Sequence[str]) -> Written:
    best = [] if row["best"] is None else [row["best"], *row["also"]]
    answering = tuple(texts[at] for at in best if at < len(texts))
    return Written(row["q"], row["doc"], answering, row["span"])


def with_found(
    asked: Sequence[Written], articles: Mapping[str, Parts], search: HybridSearch, rng: random.Random
) -> Iterator[Example]:
    """Yield each question with the passages that answer it, and some that were found and do not."""
    for one in asked:
        article, passages = articles[one.document]
        answering = [each for each in (labelled(one, article, part) for part in passages) if each.answering]
        if one.answering and not answering:
            continue
        hits = search.find((LIBRARY,), one.question, FOUND).hits
        found = [read_hit(one, hit) for hit in hits]
        # Where the library answers a near miss elsewhere, nobody knows: only its own article is known not to.
        others = [each for each, hit in zip(found, hits, strict=True) if _misleads(one, each, hit)]
        first = others[:OTHERS] if not one.answering else others[:1] + rng.sample(others[1:], min(1, len(others[1:])))
        yield Example(one.question, (*answering[:1], *first))
        foreign = [each for each, hit in zip(found, hits, strict=True) if hit.article.id != one.document]
        if one.answering and len(foreign) > OTHERS and rng.random() < NOWHERE:
            yield Example(one.question, tuple(foreign[:OTHERS]))


def read_hit(one: Written, hit: Hit) -> Labelled:
    """Return a passage that was found; it answers only in the question's own article."""
    if hit.article.id == one.document:
        return labelled(one, hit.article, hit.passage)
    return Labelled(read_of(hit.article, hit.passage))


def labelled(one: Written, article: Article, passage: Passage) -> Labelled:
    """Return a passage of the question's article with its answering sentences and words."""
    given = read_of(article, passage)
    answering = frozenset(
        at
        for at, part in enumerate(given.sentences)
        if any(is_same(part.of(passage.text), sentence) for sentence in one.answering)
    )
    words = None
    for at in sorted(answering) if one.words and one.answering else ():
        part = given.sentences[at]
        start = part.of(passage.text).find(one.words or "")
        if start >= 0 and is_same(part.of(passage.text), one.answering[0]):
            words = Span(part.start + start, part.start + start + len(one.words or ""))
            break
    return Labelled(given, answering, words)


def is_same(one: str, other: str) -> bool:
    """Say whether two texts are one sentence, which others may cut a little differently."""
    ours, theirs = one.split(), other.split()
    shared = len(set(ours) & set(theirs))
    return shared >= LEAST_SHARED * max(len(set(ours)), len(set(theirs))) or (
        len(ours) >= 4 and " ".join(ours) in " ".join(theirs) and len(ours) >= 0.5 * len(theirs)
    )


def _misleads(one: Written, each: Labelled, hit: Hit) -> bool:
    return not each.answering and (bool(one.answering) or hit.article.id == one.document)
