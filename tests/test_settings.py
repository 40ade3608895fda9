"""Settings come from the environment and two .env files, are all named, and are secret where they must be."""

from pathlib import Path

import pytest
from conftest import ROOT

from bot import settings
from bot.errors import SettingsProblem
from bot.settings import load_settings, names


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEWSDESK_HOME", str(tmp_path))
    monkeypatch.setattr(settings, "checkout", lambda: None)


def test_the_environment_sets_a_nested_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_EMBEDDING__MODEL", "some-model")
    assert load_settings().embedding.model == "some-model"


def test_the_data_directorys_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEWSDESK_EMBEDDING__MODEL=from-file\nDISCORD_TOKEN=abc\n")
    assert load_settings().embedding.model == "from-file"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("NEWSDESK_EMBEDDING__MODEL=from-file\n")
    monkeypatch.setenv("NEWSDESK_EMBEDDING__MODEL", "from-environment")
    assert load_settings().embedding.model == "from-environment"


def test_the_working_directorys_env_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".env").write_text("NEWSDESK_EMBEDDING__MODEL=planted\n")
    monkeypatch.chdir(elsewhere)
    assert load_settings().embedding.model != "planted"


def test_the_checkouts_file_can_name_the_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSDESK_HOME")
    monkeypatch.setattr(settings, "checkout", lambda: tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / ".env").write_text(f"NEWSDESK_HOME={tmp_path / 'home'}\nNEWSDESK_EMBEDDING__MODEL=of-the-checkout\n")
    (tmp_path / "home" / ".env").write_text("NEWSDESK_EMBEDDING__MODEL=of-the-home\n")
    assert load_settings().embedding.model == "of-the-home"


def test_an_unknown_variable_is_an_error_with_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_EMBEDING__MODEL", "x")
    with pytest.raises(SettingsProblem, match="did you mean NEWSDESK_EMBEDDING__MODEL"):
        load_settings()


@pytest.mark.parametrize(
    "name",
    [
        "NEWSDESK_NOTHING",
        "newsdesk_nothing",
        "NEWSDESK_EMBEDDING__NOTHING",
        "NEWSDESK_EMBEDDING",
        "NEWDESK_HOME",
        "DISCORD_TOKN",
    ],
)
def test_an_unknown_or_mistyped_name_in_a_file_is_an_error_that_shows_it_as_it_is_written(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / ".env").write_text(f"{name}=1")
    with pytest.raises(SettingsProblem, match=f"no setting {name};"):
        load_settings()


@pytest.mark.parametrize("name", ["COMPOSE_PROFILES", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HF_HOME", "TZ"])
def test_what_other_programs_read_in_the_same_file_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text(f"{name}=chroma\nNEWSDESK_EMBEDDING__MODEL=from-file\n")
    assert load_settings().embedding.model == "from-file"


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsProblem, match="UTF-8"):
        load_settings()


def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert load_settings().discord_token is None


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(load_settings())


def test_the_example_names_exactly_the_settings_there_are() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = [line.removeprefix("# ").partition("=")[0] for line in lines if "=" in line]
    assert sorted(named) == names()
