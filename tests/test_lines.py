"""JSON lines are checked as they are read, and what is wrong is said with its line."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.errors import UsageProblem
from bot.evaluation.lines import read_lines


@dataclass(frozen=True)
class Named:
    id: str
    words: tuple[str, ...] = ()


def written(folder: Path, content: bytes) -> Path:
    file = folder / "lines.jsonl"
    file.write_bytes(content)
    return file


def test_each_line_becomes_a_value_and_unknown_fields_are_passed_over(tmp_path: Path) -> None:
    file = written(tmp_path, b'{"id": "a", "words": ["x", "y"], "other": 1}\n\n{"id": "b"}\n')
    assert read_lines(file, Named) == (Named("a", ("x", "y")), Named("b"))


def test_null_is_as_good_as_absent(tmp_path: Path) -> None:
    assert read_lines(written(tmp_path, b'{"id": "a", "words": null}'), Named) == (Named("a"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"id": "a"}\n{"id": 1}\n', "line 2: id"),
        (b'{"id": "a"}\n{"words": []}\n', "line 2: id"),
        (b'{"id": "a", "words": ["x", 2]}\n', "line 1: words.1"),
        (b'\n{"id": \n', "line 2 is not valid JSON"),
        (b"[" * 100_000, "line 1 is not valid JSON"),
        (b"[]\n", "line 1 is not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        read_lines(written(tmp_path, content), Named)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="cannot be read"):
        read_lines(tmp_path / "none.jsonl", Named)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_refused_before_it_is_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "lines.jsonl")
    with pytest.raises(UsageProblem, match="is not a file"):
        read_lines(tmp_path / "lines.jsonl", Named)


def test_a_line_without_end_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    file = written(tmp_path, b"")
    os.truncate(file, 10_000_000_000)  # sparse
    with pytest.raises(UsageProblem, match="line 1 has more than 20,000,000 characters"):
        read_lines(file, Named)
