"""A call ends at its deadline, whatever the model sends, and its failure is told as what it was."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.prompts import ChatPromptTemplate

from bot.errors import ModelFailure
from bot.generating.asking import Asked
from bot.generating.calling import THREAD, Caller
from bot.generating.notices import LATE

ASKED = Asked(ChatPromptTemplate.from_messages([("human", "{question}")]), {"question": "Who?"})


class Babbling(BaseChatModel):
    """A model that sends pieces without pause, all empty, and never ends."""

    @property
    def _llm_type(self) -> str:
        return "babbling"

    def _generate(self, *arguments: Any, **more: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(self, *arguments: Any, **more: Any) -> Iterator[ChatGenerationChunk]:
        while True:
            yield ChatGenerationChunk(message=AIMessageChunk(content=""))


def read_slowly(pieces: Iterator[object], until: float) -> None:
    while next(pieces) and time.monotonic() < until:
        time.sleep(0.002)  # the pieces come faster than they are read


def test_a_model_that_sends_without_pause_is_broken_off_at_the_deadline() -> None:
    deadline = time.monotonic() + 0.3
    pieces = Caller(Babbling()).stream(ASKED, deadline, None)
    with pytest.raises(ModelFailure, match=LATE):
        read_slowly(pieces, deadline + 1)


def test_a_call_that_was_broken_off_has_ended_when_its_caller_is_closed() -> None:
    before = set(threading.enumerate())
    caller = Caller(Babbling())
    pieces = caller.stream(ASKED, time.monotonic() + 60, None)
    next(pieces)
    assert [thread.name for thread in set(threading.enumerate()) - before] == [THREAD]
    caller.close()
    assert not set(threading.enumerate()) - before
