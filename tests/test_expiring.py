"""What people asked goes when its time is over, and not before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kept_answers import kept

from bot.discord.expiring import Expiry
from bot.discord.memory import Memory
from bot.errors import RecordsError
from bot.records import Records


async def test_what_is_too_old_is_erased_and_the_rest_stays(records: Records) -> None:
    now = datetime.now(UTC)
    old = records.keep(kept(at=now - timedelta(days=31)))
    young = records.keep(kept(at=now - timedelta(days=29)))
    memory = Memory(records)
    await Expiry(memory, timedelta(days=30)).expire()
    memory.close()
    assert records.answer(old) is None
    assert records.answer(young)


async def test_records_out_of_order_are_tried_again_next_time(
    records: Records, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RecordsError("The records cannot be used.")

    monkeypatch.setattr(records, "expire", fail)
    memory = Memory(records)
    await Expiry(memory).expire()
    memory.close()
    assert "too old could not be erased" in caplog.text
