"""Folders in which articles change, come and go, and which know what may be found of them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from victim import text_of

FOLDERS = ("city", "sports")
CHANGED, GONE = 0.4, 0.1  # of the articles in a round
STEADY = "steady"
# What is asked of it all the while: the words of one article that never changes.
STEADY_WORDS = "The harbour bridge of Vigo will open in spring"
STEADY_TEXT = f"Minister Ann Larsson spoke on Monday. Ann Larsson said: “{STEADY_WORDS}.” Ships must wait until then."
QUESTION = "What did Ann Larsson say about the harbour bridge?"

Version = int | None  # the round whose text it has, None for gone


@dataclass
class ChangingFolders:
    """Some articles in two folders; every version of each that there was, in order."""

    root: Path
    articles: int
    seed: int
    round: int = 0
    versions: dict[int, list[Version]] = field(default_factory=dict)
    acknowledged: dict[int, int] = field(default_factory=dict)  # the place of the newest version that was seen stored

    def __post_init__(self) -> None:
        self._chance = random.Random(f"folders {self.seed}")
        for folder in self.folders:
            folder.mkdir(parents=True)
        self._write(self.folders[0] / f"{STEADY}.txt", "The harbour bridge", STEADY_TEXT)
        for number in range(self.articles):
            self.versions[number] = [None]
            self.acknowledged[number] = 0

    @property
    def folders(self) -> list[Path]:
        return [self.root / name for name in FOLDERS]

    def change(self) -> Iterator[int]:
        """Begin a round, and yield each article that has just been written or removed."""
        self.round += 1
        for number in self._chance.sample(range(self.articles), self.articles):
            drawn = self._chance.random()
            if drawn < GONE:
                version = None
            elif drawn < GONE + CHANGED or self.round == 1:
                version = self.round
            else:
                continue
            if version == self.versions[number][-1]:
                continue
            self.versions[number].append(version)  # first: somebody may look between the two
            if version is None:
                self._file(number).unlink()
            else:
                self._write(self._file(number), f"Report {number}", text_of(number, version))
            yield number

    @property
    def expected(self) -> dict[int, str]:
        """Return the text of every article that there is now."""
        latest = {number: versions[-1] for number, versions in self.versions.items()}
        return {number: text_of(number, version) for number, version in latest.items() if version is not None}

    def see(self, stored: Mapping[int, str]) -> Iterator[str]:
        """Note which versions are stored; yield what is older than what was seen before, or is none at all."""
        for number, versions in self.versions.items():
            text = stored.get(number)
            places = [at for at, version in enumerate(versions) if text == _text(number, version)]
            if not places:
                yield f"article {number} has a text that it never had"
            elif places[-1] < self.acknowledged[number]:
                seen = versions[self.acknowledged[number]]
                yield f"article {number} is that of round {versions[places[-1]]}, after that of {seen} was stored"
            else:
                # The last of equal ones may not be stored yet: the first that can be is what is sure.
                self.acknowledged[number] = next(at for at in places if at >= self.acknowledged[number])

    def _file(self, number: int) -> Path:
        return self.folders[number % 2] / f"{number}.txt"

    def _write(self, file: Path, title: str, text: str) -> None:
        unfinished = file.with_name(f".{file.name}.new")
        unfinished.write_text(f"{title}\n\n{text}")
        unfinished.rename(file)


def number_of(article_id: str) -> int | None:
    """Return an article's number by its id; None of the one that stays."""
    name = Path(article_id).stem
    return int(name) if name.isdecimal() else None


def _text(number: int, version: Version) -> str | None:
    return None if version is None else text_of(number, version)
