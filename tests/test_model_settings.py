"""The language model's settings: a model that cannot be used, or paid without a budget, is refused at the start."""

import os
from pathlib import Path

import pytest
from conftest import Run
from pydantic import ValidationError

from bot.answerers import Answerer
from bot.errors import SettingsProblem
from bot.generating.models import TRACING, chat_model, refuse_unusable, switch_tracing_off
from bot.generating.wording import Wording
from bot.model_settings import ModelSettings


@pytest.mark.parametrize("name", ["gpt-5-mini", ":x", "openai:", "openai"])
def test_a_name_without_its_provider_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="provider:model"):
        ModelSettings(name=name)


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        ModelSettings(name="openai:m", base_url=address)


@pytest.mark.parametrize(
    ("settings", "paid"),
    [
        ({"name": "openai:gpt-5-mini"}, True),
        ({"name": "anthropic:claude"}, True),
        ({"name": "ollama:qwen3"}, False),
        ({"name": "openai:m", "base_url": "http://127.0.0.1:8000/v1"}, False),
        ({"name": "openai:m", "base_url": "http://localhost:8000/v1"}, False),
        ({"name": "openai:m", "base_url": "http://10.0.0.7:8000/v1"}, False),
        ({"name": "openai:m", "base_url": "https://api.example.org/v1"}, True),
        ({"name": "ollama:qwen3", "base_url": "https://ollama.example.org"}, True),
    ],
)
def test_what_runs_on_somebody_elses_machine_is_taken_to_be_paid(
    settings: dict[str, str], paid: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert ModelSettings(**settings).is_paid is paid


@pytest.mark.parametrize(
    ("address", "paid"),
    [("", False), ("0.0.0.0", False), (":11434", False), ("127.0.0.1:11434", False), ("https://ollama.example", True)],
)
def test_an_ollama_elsewhere_is_taken_to_be_paid(address: str, paid: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", address)
    assert ModelSettings(name="ollama:qwen3").is_paid is paid


def test_a_provider_that_is_not_known_is_refused_before_anybody_asks() -> None:
    with pytest.raises(SettingsProblem, match=r"langchain-nosuch.*NEWSDESK_MODEL__NAME"):
        refuse_unusable(ModelSettings(name="nosuch:m", tokens_per_day=1_000))


def test_a_paid_model_needs_a_budget_and_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr("bot.generating.models.find_spec", lambda name: object())
    with pytest.raises(SettingsProblem, match="TOKENS_PER_DAY"):
        refuse_unusable(ModelSettings(name="openai:m", api_key="k"))
    with pytest.raises(SettingsProblem, match="OPENAI_API_KEY"):
        refuse_unusable(ModelSettings(name="openai:m", tokens_per_day=1_000))
    refuse_unusable(ModelSettings(name="openai:m", tokens_per_day=1_000, api_key="k"))


def test_a_provider_whose_package_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.generating.models.find_spec", lambda name: None)
    with pytest.raises(SettingsProblem, match=r"langchain-ollama.*\[ollama\]"):
        refuse_unusable(ModelSettings(name="ollama:m"))


def test_what_makes_a_model_unusable_is_told_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai", reason="langchain-openai, of the extra openai, is not installed")
    monkeypatch.setenv("OPENAI_PROXY", "nonsense://proxy")
    settings = ModelSettings(name="openai:m", base_url="http://127.0.0.1:1/v1", api_key="sk-a-secret-key-98")
    with pytest.raises(SettingsProblem, match="proxy") as told:
        chat_model(settings)
    assert not any(given in str(told.value) for given in ("input", "98", "secret"))


def test_a_model_of_the_settings_is_the_usual_answerer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.generating.models.find_spec", lambda name: object())
    assert Wording(ModelSettings(name="ollama:m"), tmp_path).usual is Answerer.GENERATIVE
    assert Wording(ModelSettings(), tmp_path).usual is Answerer.EXTRACTIVE


def test_tracing_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TRACING:
        monkeypatch.setenv(name, "true")
    switch_tracing_off()
    assert [os.environ[name] for name in TRACING] == ["false"] * len(TRACING)


def test_the_command_line_refuses_a_paid_model_without_a_budget(newsdesk: Run) -> None:
    ran = newsdesk("status", NEWSDESK_MODEL__NAME="openai:gpt-5-mini")
    assert (ran.code, "NEWSDESK_MODEL__TOKENS_PER_DAY" in ran.err) == (2, True)


def test_asking_for_the_generative_answerer_without_a_model_says_what_to_set(newsdesk: Run) -> None:
    ran = newsdesk("ask", "where did rain fall", "--answerer", "generative")
    assert (ran.code, "NEWSDESK_MODEL__NAME" in ran.err) == (2, True)


@pytest.mark.parametrize(("name", "temperature"), [("openai:o3-mini", None), ("openai:gpt-4o", 0)])
def test_a_model_that_refuses_a_temperature_is_given_none(name: str, temperature: float | None) -> None:
    model = chat_model(ModelSettings(name=name, base_url="http://127.0.0.1:9/v1"))
    assert getattr(model, "temperature", "missing") == temperature


@pytest.mark.parametrize(
    ("settings", "judge"),
    [
        ({}, None),
        ({"name": "openai:m"}, "openai:m"),
        ({"name": "openai:m", "judge": "off"}, None),
        ({"name": "openai:m", "judge": "ollama:j"}, "ollama:j"),
        ({"judge": " ollama:j "}, "ollama:j"),
    ],
)
def test_the_same_model_judges_unless_another_or_none_is_named(settings: dict[str, str], judge: str | None) -> None:
    found = ModelSettings(**settings).of_judge
    assert (found.name if found else None) == judge


def test_a_judge_of_another_provider_gets_neither_address_nor_key() -> None:
    own = {"name": "openai:m", "base_url": "http://127.0.0.1:8000/v1", "api_key": "secret"}
    same, other = ModelSettings(**own, judge="openai:j").of_judge, ModelSettings(**own, judge="ollama:j").of_judge
    assert same
    assert other
    assert (same.base_url, bool(same.api_key)) == ("http://127.0.0.1:8000/v1", True)
    assert (other.base_url, other.api_key) == (None, None)


@pytest.mark.parametrize("judge", ["gpt-5-mini", "openai:", "none"])
def test_a_judge_without_its_provider_is_refused(judge: str) -> None:
    with pytest.raises(ValidationError, match="provider:model"):
        ModelSettings(name="openai:m", judge=judge)


def test_a_judge_that_may_cost_money_needs_a_budget_too(home: Path) -> None:
    with pytest.raises(SettingsProblem, match="NEWSDESK_MODEL__TOKENS_PER_DAY"):
        Wording(ModelSettings(name="openai:m", base_url="http://127.0.0.1:8000/v1", judge="anthropic:claude"), home)


def test_six_passages_are_given_by_default() -> None:
    assert ModelSettings().passages == 6
