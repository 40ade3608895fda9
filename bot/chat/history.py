"""History: what was typed in chats, in one file of the data directory that only its owner can read."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

FILE_NAME = "chat-history.jsonl"
MOST_KEPT = 1_000  # entries
LONGEST = 20_000  # characters of an entry that is kept: what can be verified at once
SHARED_RUN = 24  # characters in a row that an entry has from an article, by which it goes with the article
_PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or several that were sent as one, and when."""

    at: datetime
    typed: str


class History:
    """The history of a data directory, which several chats may write. OSError is raised where it cannot be used."""

    def __init__(self, home: Path, kept_for: timedelta | None = None) -> None:
        self._file = home / FILE_NAME
        self._kept_for = kept_for

    def entries(self) -> list[Entry]:
        """Return what is kept and not too old, oldest first."""
        oldest = datetime.now(UTC) - self._kept_for if self._kept_for else datetime.min.replace(tzinfo=UTC)
        return [entry for entry in self.stored() if entry.at >= oldest]

    def stored(self) -> list[Entry]:
        """Return all that stands in the file."""
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        return [entry for line in lines if (entry := _read(line))]

    def keep(self, typed: str) -> None:
        """Keep what was typed; nothing that begins with a blank, and nothing twice in a row."""
        if not typed.strip() or typed[0].isspace() or len(typed) > LONGEST:
            return
        with self._changing():
            before = self.entries()
            if not before or before[-1].typed != typed:
                self._write([*before, Entry(datetime.now(UTC), typed)])

    def expire(self) -> None:
        """Erase what is too old."""
        if len(self.entries()) < len(self.stored()):
            with self._changing():
                self._write(self.entries())

    def erase(self, texts: Iterable[str]) -> int:
        """Erase the entries that have a run of characters from one of these texts, and return how many."""
        if not self._file.exists():
            return 0
        with self._changing():
            kept = self.entries()
            holding: dict[str, set[int]] = defaultdict(set)
            for at, entry in enumerate(kept):
                for run in _runs(entry.typed):
                    holding[run].add(at)
            told = {at for text in texts for run in _runs(text) for at in holding.get(run, ())}
            if told:
                self._write([entry for at, entry in enumerate(kept) if at not in told])
        return len(told)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keep other chats from writing meanwhile."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self._file.with_suffix(".lock"), timeout=_PATIENCE_S, mode=0o600):
            yield

    def _write(self, entries: list[Entry]) -> None:
        """Put the last of these entries in the place of the file."""
        kept = [{"at": entry.at.isoformat(), "typed": entry.typed} for entry in entries[-MOST_KEPT:]]
        made = self._file.with_suffix(".new")
        made.unlink(missing_ok=True)  # with other rights, perhaps
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8",
                       errors="replace") as out:  # fmt: skip
            out.writelines(f"{json.dumps(fields, ensure_ascii=False)}\n" for fields in kept)
        made.replace(self._file)


def _read(line: str) -> Entry | None:
    """Return the entry of a line, None if it is damaged."""
    try:
        fields = json.loads(line)
        at = datetime.fromisoformat(fields["at"])
        return Entry(at if at.tzinfo else at.replace(tzinfo=UTC), str(fields["typed"]))
    except (ValueError, TypeError, LookupError):
        return None


def _runs(text: str) -> Iterator[str]:
    """Yield the runs of a text by which another is known to have words of it, however they are broken into lines."""
    folded = " ".join(text.casefold().split())
    return (folded[at : at + SHARED_RUN] for at in range(len(folded) - SHARED_RUN + 1))
