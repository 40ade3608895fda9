"""The settings of a Chroma server: NEWSDESK_CHROMA__*."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError

from index import ServerAddress, VectorsError

Value = TypeVar("Value")


class ChromaSettings(BaseModel):
    """Where Chroma holds the vectors, if not in the data directory."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str = Field("", description="of a Chroma server, as http://127.0.0.1:8000; empty: a folder of our own")
    token: SecretStr = Field(SecretStr(""), description="that a proxy before the server wants, sent as a bearer token")

    @property
    def address(self) -> ServerAddress | None:
        """Return where the server is; None if there is none."""
        return ServerAddress.of(self.url, self.token.get_secret_value()) if self.url else None

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: str) -> str:
        return _taken(url.strip(), url.strip())

    @field_validator("token")
    @classmethod
    def _check_token(cls, token: SecretStr) -> SecretStr:
        return _taken(token, "http://127.0.0.1", token.get_secret_value())


def _taken(value: Value, url: str, token: str = "") -> Value:
    try:
        if url:
            ServerAddress.of(url, token)
    except VectorsError as error:
        raise PydanticCustomError("server", "{reason}", {"reason": str(error)}) from error
    return value
