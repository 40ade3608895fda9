"""The settings of a ledger on a PostgreSQL server: NEWSDESK_LEDGER__*."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError

from index import LedgerAddress, LedgerError

Value = TypeVar("Value")


class LedgerSettings(BaseModel):
    """Where the ledger is, if not in the data directory."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: SecretStr = Field(
        SecretStr(""), description="of a PostgreSQL database, as postgresql://user@host:5432/database; empty: SQLite"
    )
    password: SecretStr = Field(SecretStr(""), description="of its user; it may stand in the address as well")

    @property
    def address(self) -> LedgerAddress | None:
        """Return where the database is; None if there is none."""
        url = self.url.get_secret_value().strip()
        return LedgerAddress.of(url, self.password.get_secret_value()) if url else None

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: SecretStr) -> SecretStr:
        return _taken(url, url.get_secret_value().strip())

    @field_validator("password")
    @classmethod
    def _check_password(cls, password: SecretStr) -> SecretStr:
        return _taken(password, "postgresql://127.0.0.1/any", password.get_secret_value())


def _taken(value: Value, url: str, password: str = "") -> Value:
    try:
        if url:
            LedgerAddress.of(url, password)
    except LedgerError as error:
        raise PydanticCustomError("ledger", "{reason}", {"reason": str(error)}) from error
    return value
