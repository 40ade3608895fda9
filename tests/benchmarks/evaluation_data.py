"""The evaluation data that a measurement reads, looked for before anything is made or measured."""

import argparse
from collections.abc import Iterable
from pathlib import Path

CORPUS, QUESTIONS = "corpus.jsonl", "questions.jsonl"


def of_sets(names: Iterable[str]) -> list[Path]:
    """Return where sets have their articles and their questions, in the folder that holds the sets."""
    return [Path(name, file) for name in names for file in (CORPUS, QUESTIONS)]


def look_for(parser: argparse.ArgumentParser, folder: Path, files: Iterable[Path]) -> None:
    """End with what to do next if one of the files is not in the folder."""
    for file in files:
        if not (folder / file).is_file():
            parser.error(
                f"there is no {folder / file}; name the folder that holds the question sets, for make as "
                "DATA=FOLDER, which has them in FOLDER/eval"
            )
