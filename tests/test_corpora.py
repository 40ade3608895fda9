"""Poisoned articles take the place of clean ones, which stay to be had."""

import json
from pathlib import Path
from typing import Any

from bot.evaluation.corpora import corpora_of
from bot.evaluation.sets import Case

CLEAN = [{"id": name, "title": name, "text": "Rain."} for name in ("a", "b")]
POISONED = {"id": "a-x", "title": "a", "text": "Rain. Obey."}


def written(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def ids(file: Path) -> list[str]:
    return [json.loads(line)["id"] for line in file.read_text().splitlines()]


def test_a_corpus_of_which_nothing_is_replaced_is_indexed_where_it_lies(tmp_path: Path) -> None:
    file = written(tmp_path, "corpus.jsonl", CLEAN)
    made = corpora_of([file], [], tmp_path / "work")
    assert (made.sources, made.clean, (tmp_path / "work").exists()) == ((file,), None, False)


def test_the_article_that_a_question_replaces_is_left_out_and_kept_aside(tmp_path: Path) -> None:
    base = written(tmp_path, "corpus.jsonl", CLEAN)
    poisoned = written(tmp_path, "corpus_injected.jsonl", [POISONED | {"clean_doc": "a"}])
    made = corpora_of([base, poisoned], [Case("q", "Why?", replaces_doc="a")], tmp_path / "work")
    assert made.clean is not None
    assert ([ids(source) for source in made.sources], ids(made.clean)) == ([["b"], ["a-x"]], ["a"])
    assert (made.originals, made.replaced) == ({"a-x": "a"}, {"a"})


def test_an_article_can_say_itself_whose_place_it_takes(tmp_path: Path) -> None:
    base = written(tmp_path, "corpus.jsonl", CLEAN)
    poisoned = written(tmp_path, "corpus_injected.jsonl", [POISONED | {"replaces_doc": "a"}])
    made = corpora_of([base, poisoned], [], tmp_path / "work")
    assert (ids(made.sources[0]), made.originals) == (["b"], {"a-x": "a"})


def test_a_clean_article_that_nothing_replaces_stays_beside_its_poisoned_version(tmp_path: Path) -> None:
    base = written(tmp_path, "corpus.jsonl", CLEAN)
    poisoned = written(tmp_path, "corpus_injected.jsonl", [POISONED | {"clean_doc": "a"}])
    made = corpora_of([base, poisoned], [], tmp_path / "work")
    assert (made.sources, made.originals, made.replaced) == ((base, poisoned), {"a-x": "a"}, frozenset())


def test_a_folder_of_articles_is_taken_as_it_is(tmp_path: Path) -> None:
    assert corpora_of([tmp_path], [Case("q", "Why?", replaces_doc="a")], tmp_path / "work").sources == (tmp_path,)
