"""The records as the event loop reaches them: what is quick never waits for what is not."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.discord.memory import Memory
from bot.records import Records

PEOPLE = 5
WITHIN_S = 10.0


async def test_nothing_waits_for_people_to_be_forgotten(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, begun, erased = Memory(Records(home)), threading.Event(), threading.Event()
    forget = memory.records.forget

    def slowly(person: str) -> object:
        begun.set()
        erased.wait(WITHIN_S)
        return forget(person)

    monkeypatch.setattr(memory.records, "forget", slowly)
    forgetting = [asyncio.create_task(memory.forget(user_id)) for user_id in range(PEOPLE)]
    assert await asyncio.to_thread(begun.wait, WITHIN_S)
    async with asyncio.timeout(WITHIN_S / 2):
        assert await memory.language_in(7) == "auto"
        assert await memory.person(1)
    assert not any(task.done() for task in forgetting)
    erased.set()
    await asyncio.gather(*forgetting)
    memory.close()
    memory.records.close()
