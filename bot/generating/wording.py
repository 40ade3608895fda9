"""Wording: who words answers by the settings, and the writer of the generative answerer, made when it is needed."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answerers import Answerer
from bot.generating.models import chat_model, refuse_unusable
from bot.model_settings import ModelSettings
from bot.records import Budget

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.generating.writer import Writer


class Wording:
    """The language model of the settings, if they name one, with what it may spend of a data directory's budget.

    Raise SettingsProblem if the model that is named cannot be used; nothing large is loaded for that. `model` stands in
    for the one of the settings.
    """

    def __init__(self, settings: ModelSettings, home: Path, model: "BaseChatModel | None" = None) -> None:
        self.usual = Answerer.GENERATIVE if settings.name or model else Answerer.EXTRACTIVE
        self.passages = settings.passages
        self.traced = settings.tracing
        self._settings = settings
        self._home = home
        self._model = model
        self._lock = threading.Lock()
        self._writer: Writer | None = None
        if settings.name:
            refuse_unusable(settings)
        if self.usual is Answerer.GENERATIVE:
            from bot.generating.prompts import load_prompts

            self._prompts = load_prompts(settings.prompts)

    def writer(self) -> "Writer":
        """Return the writer, made at the first call (seconds). Raise SettingsProblem if there is no usable model."""
        from bot.generating.calling import Caller
        from bot.generating.purse import Purse
        from bot.generating.writer import Writer

        with self._lock:
            if self._writer is None:
                model = self._model or chat_model(self._settings)  # first: it says if none is named
                settings = self._settings
                budget = Budget(settings.tokens_per_day, settings.tokens_per_day_of_library)
                purse = Purse(self._home, budget, settings.max_tokens)
                self._writer = Writer(Caller(model, settings.output), self._prompts, purse, settings.deadline_s)
            return self._writer

    def close(self) -> None:
        """End the calls that are still under way, and close the records, if the budget is kept there."""
        if self._writer:
            self._writer.close()
