"""Meanwhile: go through what grows in threads, so that an event loop goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


def meanwhile(growing: Callable[[Asked], Iterator[Given]]) -> Callable[[Asked], AsyncIterator[Given]]:
    """Return an asynchronous generator that yields the same."""

    async def grow(asked: Asked) -> AsyncIterator[Given]:
        given = growing(asked)
        while (one := await asyncio.to_thread(next, given, None)) is not None:
            yield one

    return grow
