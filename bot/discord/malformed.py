"""Malformed events: what discord.py cannot read is logged and passed over, where it would end the bot."""

import logging
from collections.abc import Callable
from typing import Any

Hear = Callable[[Any], None]

_log = logging.getLogger(__name__)


def passing_over(event: str, hear: Hear) -> Hear:
    """Return what hears an event and survives one that it cannot read."""

    def survive(data: Any) -> None:
        try:
            hear(data)
        except Exception:  # noqa: BLE001 - whatever discord.py meets in an event, the next ones are heard
            _log.exception("An event of Discord's could not be read and is passed over: %s", event)

    return survive
