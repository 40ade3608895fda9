"""The articles of an evaluation: which files are indexed, with poisoned articles in the place of clean ones."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import NewsdeskError
from bot.evaluation.lines import numbered
from bot.evaluation.sets import Case

Article = dict[str, Any]  # a line of a corpus, as it stands there

FOLDER = "corpora"
CLEAN = "before-attacks"  # the library of the articles whose place poisoned ones took


@dataclass(frozen=True, slots=True)
class Corpora:
    """What is indexed: `sources` into the library that is asked, `clean` into one of its own, if there is anything.

    `originals` are the ids of clean articles by the ids of their poisoned versions, `replaced` those among them that
    stand in `clean`.
    """

    sources: tuple[Path, ...]
    clean: Path | None
    originals: dict[str, str]
    replaced: frozenset[str]


def corpora_of(files: Sequence[Path], cases: Iterable[Case], folder: Path) -> Corpora:
    """Return what is to be indexed.

    A clean article that a question or a poisoned article replaces is left out of a copy of its file, made in `folder`.
    """
    originals, taken = _poisoned(files)
    taken |= {case.replaces_doc for case in cases if case.replaces_doc}
    sources: list[Path] = []
    clean: dict[str, Article] = {}
    for number, file in enumerate(files):
        here = {_id(article): article for article in _articles(file) if _id(article) in taken}
        clean |= here
        kept = (article for article in _articles(file) if _id(article) not in here)
        sources.append(_written(folder / f"{number}-{file.name}", kept) if here else file)
    poisoned = _written(folder / "clean.jsonl", clean.values()) if clean else None
    return Corpora(tuple(sources), poisoned, originals, frozenset(clean))


def _poisoned(files: Iterable[Path]) -> tuple[dict[str, str], set[str]]:
    """Return the clean article of each poisoned one, and those clean articles that are to be replaced."""
    originals: dict[str, str] = {}
    replaced: set[str] = set()
    for file in files:
        for article in _articles(file):
            if gone := article.get("replaces_doc"):
                replaced.add(str(gone))
            if clean := gone or article.get("clean_doc"):
                originals[_id(article)] = str(clean)
    return originals, replaced


def _articles(file: Path) -> Iterator[Article]:
    """Yield the articles of a .jsonl corpus; other sources are taken as they are."""
    if file.suffix == ".jsonl" and file.is_file():
        yield from (fields for _, fields in numbered(file))


def _id(article: Article) -> str:
    return str(article.get("id", ""))


def _written(file: Path, articles: Iterable[Article]) -> Path:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    except OSError as error:
        raise NewsdeskError(f"{file} cannot be written: {error.strerror}. Make room or name another folder.") from error
    return file
