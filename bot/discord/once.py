"""Events that Discord sends twice, as it does around a resumed connection: each is heard once."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

REMEMBERED = 10_000  # ids; Discord replays what was missed within minutes

Hear = Callable[[dict[str, Any]], None]


def once(hear: Hear, remembered: int = REMEMBERED) -> Hear:
    """Return what hears an event only if none with its id came before."""
    heard: OrderedDict[str, None] = OrderedDict()

    def hear_once(event: dict[str, Any]) -> None:
        if event["id"] in heard:
            return
        heard[event["id"]] = None
        if len(heard) > remembered:
            heard.popitem(last=False)
        hear(event)

    return hear_once
