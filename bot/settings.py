"""The settings: environment variables NEWSDESK_* and a .env file; read when asked for, never at import."""

import difflib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.chroma_settings import ChromaSettings
from bot.discord_settings import DiscordSettings as DiscordSettings
from bot.discord_settings import is_loopback as is_loopback
from bot.embedding_settings import EmbeddingSettings
from bot.errors import SettingsProblem
from bot.ledger_settings import LedgerSettings
from bot.model_settings import ModelSettings
from index import FIRST_PASSAGES

PREFIX = "NEWSDESK_"
TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of the variable
# So like a setting's is a name in a .env that is mistyped, as NEWDESK_HOME; of other programs' none is.
NEAR = 0.75


class RerankerSettings(BaseModel):
    """Which model reorders the first passages that are found, if any does."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    model: str = Field("", description="a cross-encoder: a folder, or a name on the hub; empty: none")
    passages: int = Field(FIRST_PASSAGES, ge=2, le=100, description="how many of the first passages it reorders")


def _listed(value: object) -> object:
    """Part a list that is written with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class FetchSettings(BaseModel):
    """What may be fetched, and how often."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    private_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (), description="hosts of an intranet that may be fetched from: host or host:port, parted by commas"
    )
    every_minutes: float = Field(
        15.0, ge=1, description="how often newsdesk index --watch looks at pages and feeds again"
    )


class RecordsSettings(BaseModel):
    """How long is kept what people asked, in Discord and in chats, and what is known of servers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    retention_days: float = Field(
        30.0,
        gt=0,
        le=36_500,
        description="questions, answers and feedback, and what was typed in chats, are erased after so many days",
    )
    grace_days: float = Field(
        7.0, ge=0, le=36_500, description="the library of a server that removed the bot is erased after so many days"
    )


class LogSettings(BaseModel):
    """How the Discord bot's log is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["plain", "json"] = Field("plain", description="lines for people, or one JSON object a line")


class Settings(BaseSettings):
    """All settings there are."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )
    home: Path = Field(
        default_factory=lambda: _default_home(),
        description="the data directory; default: the platform's user data directory",
    )
    embedding: EmbeddingSettings = EmbeddingSettings()
    reranker: RerankerSettings = RerankerSettings()
    reader: str = Field(
        "trained",
        description="what says which sentences answer: trained (ships with newsdesk), off (the nearness of sentences "
        "alone), or a cross-encoder: a folder, or a name on the hub",
    )
    ledger: LedgerSettings = LedgerSettings()
    chroma: ChromaSettings = ChromaSettings()
    model: ModelSettings = ModelSettings()
    fetch: FetchSettings = FetchSettings()
    discord: DiscordSettings = DiscordSettings()
    log: LogSettings = LogSettings()
    records: RecordsSettings = RecordsSettings()
    stale_after_days: float = Field(7.0, gt=0, description="newsdesk status warns if nothing was indexed for so long")
    discord_token: SecretStr | None = Field(
        None, validation_alias=TOKEN, description="the bot's token, for newsdesk bot"
    )

    def at(self, home: Path) -> "Settings":
        """Return these settings for another data directory, of which no server knows anything."""
        return self.model_copy(update={"home": home, "ledger": LedgerSettings(), "chroma": ChromaSettings()})


def load_settings() -> Settings:
    """Return the settings from the environment and the .env files. Raise SettingsProblem if one is wrong or unknown."""
    _refuse_unknown(os.environ)
    try:
        for file in _env_files():
            _refuse_unknown(dotenv_values(file), NEAR)
        return Settings(_env_file=_env_files())
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        name = _shown_name(wrong["loc"])
        raise SettingsProblem(f"The setting {name} cannot be used: {wrong['msg']}. Correct it or unset it.") from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsProblem(f"A .env file cannot be read: {error}. Save it as UTF-8 text.") from error


def unreadable_file() -> Path | None:
    """Return the settings file of the data directory if it is there and cannot be read."""
    try:
        file = _env_files()[-1]
    except (UnicodeDecodeError, OSError):  # the checkout's is another matter
        return None
    try:
        dotenv_values(file)
    except (UnicodeDecodeError, OSError):
        return file
    return None


def names() -> list[str]:
    """Return the names of all settings, as environment variables."""
    return sorted([TOKEN, *_names(Settings, PREFIX)])


def checkout() -> Path | None:
    """Return the project's root if this is a checkout, else None."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "pyproject.toml").is_file() else None


def _default_home() -> Path:
    return user_data_path("newsdesk", appauthor=False)


def _names(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        nested = field.annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            yield from _names(nested, f"{prefix}{name.upper()}__")
        elif field.validation_alias is None:
            yield prefix + name.upper()


def _refuse_unknown(variables: Iterable[str], near: float = 1.0) -> None:
    """Raise SettingsProblem for a variable that begins like ours, or is so near to one, and is none.

    Others are other programs': Compose reads the same .env. pydantic-settings passes over all that it does not know.
    """
    known = names()
    for name in sorted(variables):
        if name.upper() not in known and (name.upper().startswith(PREFIX) or _likely(name, near)):
            raise SettingsProblem(_unknown(name))


def _unknown(name: str) -> str:
    likely = _likely(name, 0.6)
    hint = f"did you mean {likely[0]}?" if likely else "see .env.example for all of them."
    return f"There is no setting {name}; {hint}"


def _likely(name: str, near: float) -> list[str]:
    return difflib.get_close_matches(name.upper(), names(), 1, near)


def _env_files() -> list[Path]:
    """Return the .env files, the stronger last: the checkout's, the data directory's; never the working directory's."""
    root = checkout()
    files = [root / ".env"] if root else []
    named = {name: value for file in files for name, value in dotenv_values(file).items() if value}
    home = os.environ.get(f"{PREFIX}HOME") or named.get(f"{PREFIX}HOME")
    return [*files, (Path(home).expanduser() if home else _default_home()) / ".env"]


def _shown_name(location: tuple[int | str, ...]) -> str:
    parts = [str(part).upper() for part in location]
    plain = "__".join(parts)
    return plain if plain == TOKEN or plain.startswith(PREFIX) else PREFIX + plain
