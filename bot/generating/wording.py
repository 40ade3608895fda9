"""Wording: who words answers by the settings, and who checks them, each made when it is needed."""

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answerers import Answerer
from bot.generating.models import chat_model, refuse_unusable
from bot.model_settings import ModelSettings
from bot.records import Budget

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.generating.checker import Checker
    from bot.generating.prompts import Prompts
    from bot.generating.purse import Purse
    from bot.generating.writer import Writer
    from bot.support import Weighing


class Wording:
    """The language model of the settings, if they name one, with what may be spent of a data directory's budget.

    Raise SettingsProblem if a model that is named cannot be used; nothing large is loaded for that. `model` and `judge`
    stand in for those of the settings; who gives a model and no judge has it judge itself. `support` stands in for the
    support model that ships.
    """

    def __init__(
        self,
        settings: ModelSettings,
        home: Path,
        model: "BaseChatModel | None" = None,
        judge: "BaseChatModel | None" = None,
        support: "Weighing | None" = None,
    ) -> None:
        self.usual = Answerer.GENERATIVE if settings.name or model else Answerer.EXTRACTIVE
        self.passages = settings.passages
        self.deadline_s = settings.deadline_s
        self.traced = settings.tracing
        self._settings = settings
        self._home = home
        self._model = model
        self._judge = judge or (model if settings.judge == "" else None)
        self._support = support
        self._lock = threading.Lock()
        self._writer: Writer | None = None
        self._checker: Checker | None = None
        for each in (settings if settings.name else None, settings.of_judge):
            if each:
                refuse_unusable(each)
        if self.usual is Answerer.GENERATIVE or self._judge or settings.of_judge:
            self._prompts  # noqa: B018 - so that what is wrong with them is told at once

    def writer(self) -> "Writer":
        """Return the writer, made at the first call (seconds). Raise SettingsProblem if there is no usable model."""
        from bot.generating.calling import Caller
        from bot.generating.writer import Writer

        with self._lock:
            if self._writer is None:
                model = self._model or chat_model(self._settings)  # first: it says if none is named
                caller = Caller(model, self._settings.output)
                checker = self._made_checker()
                self._writer = Writer(caller, self._prompts, self._purse, checker, self.deadline_s)
            return self._writer

    def checker(self) -> "Checker":
        """Return what checks statements, made at the first call. Raise SettingsProblem as `writer` does."""
        with self._lock:
            return self._made_checker()

    def close(self) -> None:
        """End the calls that are still under way, and close the records, if the budget is kept there."""
        for opened in (self._writer, self._checker):
            if opened:
                opened.close()

    def _made_checker(self) -> "Checker":
        from bot.generating.calling import Caller
        from bot.generating.checker import Checker
        from bot.support import SupportModel

        if self._checker is None:
            settings = self._settings.of_judge
            judge = self._judge or (chat_model(settings) if settings else None)
            caller = Caller(judge, self._settings.output) if judge else None
            self._checker = Checker(self._prompts, self._purse, caller, self._support or SupportModel())
        return self._checker

    @cached_property
    def _purse(self) -> "Purse":
        from bot.generating.purse import Purse

        budget = Budget(self._settings.tokens_per_day, self._settings.tokens_per_day_of_library)
        return Purse(self._home, budget, self._settings.max_tokens)

    @cached_property
    def _prompts(self) -> "Prompts":
        from bot.generating.prompts import load_prompts

        return load_prompts(self._settings.prompts)
