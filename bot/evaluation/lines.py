"""JSON lines: files that people write, checked line by line as they are read."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import UsageProblem

Form = TypeVar("Form")

MOST_CHARACTERS = 20_000_000  # in a line, which may be an article


def read_lines(file: Path, form: type[Form]) -> tuple[Form, ...]:
    """Return one value of `form`, a dataclass, for each line of a file.

    A field that is null is as good as absent. Raise UsageProblem, with the line, for what cannot be read.
    """
    adapter = TypeAdapter(form)
    made: list[Form] = []
    for number, fields in numbered(file):
        try:
            made.append(adapter.validate_python({name: value for name, value in fields.items() if value is not None}))
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False)[0]
            name = ".".join(map(str, wrong["loc"]))
            raise UsageProblem(f"{file} line {number}: {name}: {wrong['msg']}. Mend the line.") from error
    return tuple(made)


def numbered(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a file with their line numbers; empty lines are passed over.

    Raise UsageProblem, with the line, for what cannot be read, and for what is no file: a pipe or device might never
    end.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise UsageProblem(f"{file} is not a file. Name one with a JSON object a line.")
        with file.open(encoding="utf-8") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(MOST_CHARACTERS + 1), ""), 1):
                if len(line) > MOST_CHARACTERS:
                    raise UsageProblem(
                        f"{file} line {number} has more than {MOST_CHARACTERS:,} characters. Write one object a line."
                    )
                if line.strip():
                    yield number, _object(file, number, line)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageProblem(f"{file} cannot be read: {reason}. Check the path.") from error


def _object(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageProblem(f"{file} line {number} is not valid JSON ({error}). Mend the line.") from error
    if not isinstance(fields, dict):
        raise UsageProblem(f"{file} line {number} is not a JSON object. Write one object a line, in braces.")
    return fields
