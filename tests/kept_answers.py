"""Builders of what the records hold."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.answer import Figure, Outcome, Statement
from bot.records import Asked, Cited, Kept
from index import Freshness, Span

START = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
GUILD, CHANNEL = 1_100_000_000_000_000_001, 1_100_000_000_000_000_002
ANNA, BORIS = "a" * 32, "b" * 32


def later(**passed: float) -> datetime:
    return START + timedelta(**passed)


def asked(**fields: Any) -> Asked:
    return Asked(
        **({"person": ANNA, "channel_id": CHANNEL, "at": START, "libraries": ("shared",), "guild_id": GUILD} | fields)
    )


def cited(number: int = 1, quote: str = "Rain fell on the harbour.", **fields: Any) -> Cited:
    made = {"library": "shared", "article_id": "rain", "passage_id": "p1", "start": 0, "end": len(quote)} | fields
    return Cited(number=number, quote=quote, **made)


def kept(question: str = "Where did rain fall?", **fields: Any) -> Kept:
    """Return an answer in which every field is filled; fields of `Asked` go there."""
    of_asked = {name: fields.pop(name) for name in tuple(fields) if name in Asked.__dataclass_fields__}
    made = {
        "understood": question,
        "outcome": Outcome.ANSWERED,
        "statements": (
            Statement("Rain fell on the harbour.", (1,), (Span(0, 4), Span(17, 24))),
            Statement("It would stop.", (1, 2), elaborates=True),
        ),
        "citations": (cited(), cited(2, "It would stop.", speaker="the mayor")),
        "closest": (cited(1, "Snow fell.", article_id="snow"),),
        "freshness": Freshness(3, 9, "2026-02-28", "2026-03-01T00:00:00+00:00", 7),
        "missing": ("Tuesday",),
        "differing": (Figure("three", 1),),
        "period": "last week",
        "answerer": "extractive",
    } | fields
    return Kept(asked=asked(**of_asked), question=question, **made)


def everything_in(home: Path) -> bytes:
    """Return the bytes of all files in a folder."""
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())
