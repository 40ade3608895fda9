"""Prompts: read from Markdown files, filled with what is escaped and set inside a border that nobody can guess."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Formatter

from bot.errors import SettingsProblem
from bot.generating.checking.claim import Checked
from bot.generating.sources import Source
from bot.request import Turn
from index import clean

PLACEHOLDERS = {
    "answer.system": {"boundary"},
    "answer.user": {"question", "passages", "boundary"},
    "repair.user": {"faults", "boundary"},
    "rewrite.user": {"conversation", "question", "boundary"},
}
BOUNDARY_BYTES = 8
MOST_OF_A_TURN = 1_000  # characters of one message of the conversation
_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "prompts", _PACKAGE.parent / "prompts")  # installed, and in a checkout


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked: the system's words and the user's, and the border that both name."""

    system: str
    user: str
    boundary: str


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of a folder, by name."""

    texts: dict[str, str]

    def answer(self, question: str, sources: Iterable[Source]) -> Asked:
        """Return what asks for an answer from numbered passages."""
        boundary = _boundary()
        passages = "\n".join(_passage(source, boundary) for source in sources)
        return Asked(
            self._filled("answer.system", boundary=boundary),
            self._filled("answer.user", boundary=boundary, question=escaped(question), passages=passages),
            boundary,
        )

    def repair(self, asked: Asked, failed: Sequence[Checked]) -> str:
        """Return what tells a model which statements failed, and why; the border is that of the first question."""
        faults = "\n".join(
            f"{number}. {escaped(one.text)}\n" + "\n".join(f"   - {escaped(str(fault))}" for fault in one.faults)
            for number, one in enumerate(failed, 1)
        )
        return self._filled("repair.user", boundary=asked.boundary, faults=faults)

    def rewrite(self, question: str, history: Iterable[Turn]) -> str:
        """Return what asks for a question that stands alone."""
        turns = "\n".join(f"{turn.role}: {escaped(turn.text[:MOST_OF_A_TURN])}" for turn in history)
        return self._filled("rewrite.user", boundary=_boundary(), conversation=turns, question=escaped(question))

    def _filled(self, name: str, **values: str) -> str:
        return self.texts[name].format_map(values)


def load_prompts(folder: Path | None = None) -> Prompts:
    """Return the prompts, those of a person's own folder first. Raise SettingsProblem if one cannot be used."""
    folders = [*([folder.expanduser()] if folder else []), *SHIPPED]
    if folder and not folders[0].is_dir():
        raise SettingsProblem(f"NEWSDESK_MODEL__PROMPTS names {folder}, which is no folder. Correct or unset it.")
    return Prompts({name: _read(name, folders) for name in PLACEHOLDERS})


def escaped(text: str) -> str:
    """Return a text in which nothing can be taken for a border or a tag."""
    return escape(clean(text), quote=False)


def _boundary() -> str:
    return secrets.token_hex(BOUNDARY_BYTES)


def _passage(source: Source, boundary: str) -> str:
    heading = escaped(source.heading).replace('"', "&quot;")
    text = escaped(source.passage.text)
    return f'<passage-{boundary} number="{source.number}" from="{heading}">\n{text}\n</passage-{boundary}>'


def _read(name: str, folders: Sequence[Path]) -> str:
    file = next((file for folder in folders if (file := folder / f"{name}.md").is_file()), None)
    if file is None:
        raise SettingsProblem(f"The prompt {name}.md is missing. Install newsdesk again, or name a folder that has it.")
    try:
        text = file.read_text(encoding="utf-8").strip()
        fields = [each for each in Formatter().parse(text) if each[1] is not None]
    except (OSError, ValueError) as error:
        raise SettingsProblem(f"The prompt {file} cannot be used: {error}. Correct it.") from error
    found = {_written(*field) for field in fields}
    if found != PLACEHOLDERS[name]:
        wanted = ", ".join(f"{{{field}}}" for field in sorted(PLACEHOLDERS[name]))
        held = ", ".join(f"{{{field}}}" for field in sorted(found)) or "none"
        raise SettingsProblem(f"The prompt {file} must hold {wanted} and holds {held}. Write other braces twice.")
    return text


def _written(_: str, field: str | None, form: str | None, conversion: str | None) -> str:
    """Return a placeholder as it is written, with a form and a conversion that no placeholder has."""
    return f"{field}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}"
