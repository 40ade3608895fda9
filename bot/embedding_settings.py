"""The settings of the embedding model: NEWSDESK_EMBEDDING__*."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from index import DEFAULT_MODEL, Endpoint, ModelError


class EmbeddingSettings(BaseModel):
    """Which model makes the vectors, and where it runs."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    model: str = Field(
        DEFAULT_MODEL,
        min_length=1,
        description="a sentence-transformers model: a folder, or a name on the hub; with URL, its name there",
    )
    precision: Literal["fp32", "int8"] = Field(
        "fp32", description="of the model's linear layers: int8 is a little less exact"
    )
    url: str = Field("", description="of an OpenAI-compatible endpoint, up to /v1; empty: the model runs in newsdesk")
    api_key: SecretStr = Field(SecretStr(""), description="that the endpoint wants, sent as a bearer token")

    @property
    def endpoint(self) -> Endpoint | None:
        """Return where the endpoint is; None if there is none."""
        return Endpoint.of(self.url, self.api_key.get_secret_value()) if self.url else None

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: str) -> str:
        if url.strip():
            _endpoint(url.strip())
        return url.strip()

    @field_validator("api_key")
    @classmethod
    def _check_key(cls, key: SecretStr) -> SecretStr:
        _endpoint("http://127.0.0.1", key.get_secret_value())
        return key

    @model_validator(mode="after")
    def _check_precision(self) -> Self:
        if self.url and self.precision != "fp32":
            wanted = "PRECISION is of a model that runs in newsdesk; unset it, or unset URL"
            raise PydanticCustomError("precision", "{wanted}", {"wanted": wanted})
        return self


def _endpoint(url: str, key: str = "") -> Endpoint:
    try:
        return Endpoint.of(url, key)
    except ModelError as error:
        raise PydanticCustomError("endpoint", "{reason}", {"reason": str(error)}) from error
