"""Screens as they are kept beside the tests: what people see, to be read and compared. SCREENS=new writes them anew."""

import os
import re
from pathlib import Path

from rich.text import Text

FOLDER = Path(__file__).with_name("screens")
_INDEXED = re.compile(r"indexed [\dT:+-]{25}")
INDEXED = "indexed 2026-01-02T03:04:05+00:00"  # as long as any other moment


def assert_screen(name: str, shown: str) -> None:
    """Hold what is shown to the screen of this name; styles stand in it as [bold]…[/bold]."""
    lines = [Text.from_ansi(line).markup.rstrip() for line in _INDEXED.sub(INDEXED, shown).split("\n")]
    text = "\n".join(lines).strip("\n") + "\n"
    file = FOLDER / f"{name}.txt"
    if os.environ.get("SCREENS") == "new":
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text
