"""Answers as rows: how their parts are written down and read again."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.answer import Figure, Outcome, Statement
from bot.records.kept import Asked, Cited, Kept, Message
from bot.records.part import noted, storable
from index import Freshness, Span

Row = dict[str, Any]


def answer_row(answer_id: str, kept: Kept) -> Row:
    """Return the columns of an answer, its statements and citations left out."""
    asked = kept.asked
    return {
        "id": answer_id,
        "guild_id": asked.guild_id,
        "channel_id": asked.channel_id,
        "conversation": asked.conversation,
        "person": asked.person,
        "libraries": _written(asked.libraries),
        "question": storable(kept.question),
        "understood": storable(kept.understood),
        "outcome": kept.outcome.value,
        "asked_at": noted(asked.at),
        "missing": _written(kept.missing),
        "differing": _written([[figure.words, figure.citation] for figure in kept.differing]),
        "period": storable(kept.period) if kept.period is not None else None,
        "answerer": storable(kept.answerer),
        "freshness": _written(asdict(kept.freshness)),
        "shared": int(asked.shared),
        "private": int(asked.private),
    }


def statement_row(ordinal: int, statement: Statement) -> Row:
    """Return the columns of a statement."""
    return {
        "ordinal": ordinal,
        "text": storable(statement.text),
        "citations": _written(statement.citations),
        "marked": _written([[span.start, span.end] for span in statement.marked]),
        "elaborates": int(statement.elaborates),
        "unchecked": int(statement.unchecked),
    }


def cited_row(ordinal: int, cited: Cited, *, closest: bool) -> Row:
    """Return the columns of a citation."""
    return {
        "closest": int(closest),
        "ordinal": ordinal,
        "number": cited.number,
        "library": cited.library,
        "article_id": storable(cited.article_id),
        "passage_id": cited.passage_id,
        "start": cited.start,
        "end": cited.end,
        "quote": storable(cited.quote),
        "speaker": storable(cited.speaker) if cited.speaker is not None else None,
    }


def kept_from(
    row: sqlite3.Row, statements: Iterable[sqlite3.Row], cited: Iterable[sqlite3.Row], message: sqlite3.Row | None
) -> Kept:
    """Return an answer from its rows, statements and citations in their order."""
    citations = list(cited)
    return Kept(
        asked=Asked(
            person=row["person"],
            channel_id=row["channel_id"],
            at=datetime.fromisoformat(row["asked_at"]),
            libraries=tuple(json.loads(row["libraries"])),
            guild_id=row["guild_id"],
            shared=bool(row["shared"]),
            private=bool(row["private"]),
        ),
        question=row["question"],
        understood=row["understood"],
        outcome=Outcome(row["outcome"]),
        statements=tuple(map(statement_from, statements)),
        citations=tuple(_cited_from(each) for each in citations if not each["closest"]),
        closest=tuple(_cited_from(each) for each in citations if each["closest"]),
        freshness=Freshness(**json.loads(row["freshness"])),
        missing=tuple(json.loads(row["missing"])),
        differing=tuple(Figure(words, number) for words, number in json.loads(row["differing"])),
        period=row["period"],
        answerer=row["answerer"],
        id=row["id"],
        message=Message(message["channel_id"], message["message_id"]) if message else None,
        withdrawn=bool(row["withdrawn"]),
    )


def statement_from(row: sqlite3.Row) -> Statement:
    """Return a statement from its row."""
    return Statement(
        row["text"],
        tuple(json.loads(row["citations"])),
        tuple(Span(start, end) for start, end in json.loads(row["marked"])),
        bool(row["elaborates"]),
        unchecked=bool(row["unchecked"]),
    )


def insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Insert a row, and return its key where the table has one."""
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)  # noqa: S608 - our own names
    return cursor.lastrowid or 0


def _cited_from(row: sqlite3.Row) -> Cited:
    return Cited(
        row["number"],
        row["library"],
        row["article_id"],
        row["passage_id"],
        row["start"],
        row["end"],
        row["quote"],
        row["speaker"],
    )


def _written(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))
