"""Prompts: read from Markdown files, filled with what cannot leave its place, inside a border that nobody can guess."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from string import Formatter

from bot.datelines import tells_nothing
from bot.errors import SettingsProblem
from bot.generating.asking import Asked
from bot.generating.checking.claim import Checked
from bot.generating.sources import Source, cited
from bot.request import Request
from index import clean

PLACEHOLDERS = {
    "answer.system": {"today", "boundary"},
    "answer.user": {"conversation", "question", "passages", "boundary"},
    "judge.system": {"boundary"},
    "judge.user": {"material", "count", "boundary"},
}
BOUNDARY_BYTES = 8
MOST_OF_A_TURN = 1_000  # characters of one message of the conversation
MOST_TURNS = 6
LEFT_OUT = "[…]"
_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "prompts", _PACKAGE.parent / "prompts")  # installed, and in a checkout
_TAGS = str.maketrans("<>", "‹›")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of a folder, by name."""

    texts: dict[str, str]

    def answer(self, request: Request, sources: Sequence[Source]) -> Asked:
        """Return what asks for an answer from numbered passages."""
        border = secrets.token_hex(BOUNDARY_BYTES)
        turns = [f"{turn.role}: {tagless(turn.text[:MOST_OF_A_TURN])}\n" for turn in request.history[-MOST_TURNS:]]
        conversation = f"<conversation-{border}>\n{''.join(turns)}</conversation-{border}>\n\n" if turns else ""
        today = (request.now or datetime.now(UTC)).date()
        return self._asked(
            "answer",
            boundary=border,
            today=f"{today:%A, %B} {today.day}, {today.year}",
            conversation=conversation,
            question=tagless(request.question),
            passages=_passages(sources, border),
        )

    def judge(self, statements: Sequence[Checked], sources: Sequence[Source]) -> Asked:
        """Return what asks whether passages support statements, which are numbered from 1."""
        border = secrets.token_hex(BOUNDARY_BYTES)
        numbers = {number for one in statements for number in one.claim.passages}
        told = "\n".join(_statement(one, number, border) for number, one in enumerate(statements, 1))
        material = f"{_passages(cited(sources, sorted(numbers)), border)}\n\n{told}"
        return self._asked("judge", boundary=border, count=str(len(statements)), material=material)

    def _asked(self, name: str, **values: str) -> Asked:
        from langchain_core.prompts import ChatPromptTemplate

        spoken = [("system", self.texts[f"{name}.system"]), ("human", self.texts[f"{name}.user"])]
        return Asked(ChatPromptTemplate.from_messages(spoken), values)


def load_prompts(folder: Path | None = None) -> Prompts:
    """Return the prompts, those of a person's own folder first. Raise SettingsProblem if one cannot be used."""
    folders = [*([folder.expanduser()] if folder else []), *SHIPPED]
    if folder and not folders[0].is_dir():
        raise SettingsProblem(f"NEWSDESK_MODEL__PROMPTS names {folder}, which is no folder. Correct or unset it.")
    return Prompts({name: _read(name, folders) for name in PLACEHOLDERS})


def tagless(text: str) -> str:
    """Return a text in which nothing can be taken for a border or a tag."""
    return clean(text).translate(_TAGS)


def _passages(sources: Iterable[Source], border: str) -> str:
    """Return passages in their order, with a mark where something of one article is left out between them."""
    told = []
    for _, together in groupby(sources, key=lambda source: source.article.key):
        before: Source | None = None
        for source in together:
            if before and source.passage.start > before.passage.end:
                told.append(LEFT_OUT)
            told.append(_passage(source, border))
            before = source
    return "\n".join(told)


def _passage(source: Source, border: str) -> str:
    heading = tagless(source.heading).replace('"', "”")
    text = tagless(_told(source))
    return f'<passage-{border} number="{source.number}" from="{heading}">\n{text}\n</passage-{border}>'


def _told(source: Source) -> str:
    """Return a passage's text without credits of pictures and days of publication that stand as sentences."""
    text = source.article.text
    silent = [span for span in source.sentences if tells_nothing(span.of(text))]
    start, told = source.passage.start, ""
    for span in silent:
        told += text[start : max(start, span.start)]
        start = span.end
    return (told + text[start : source.passage.end]).strip()


def _statement(one: Checked, number: int, border: str) -> str:
    quotes = "".join(f"\nquote: {tagless(each.text)}" for each in one.evidence)
    passages = ", ".join(map(str, one.claim.passages))
    opening = f'<statement-{border} number="{number}" passages="{passages}">'
    return f"{opening}\n{tagless(one.text)}{quotes}\n</statement-{border}>"


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
