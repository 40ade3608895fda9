"""The settings of the language model: NEWSDESK_MODEL__*."""

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

OFF = "off"


def _with_provider(name: str) -> str:
    """Return a model's name, stripped, if it is empty or names its provider too."""
    provider, colon, model = name.strip().partition(":")
    if name.strip() and not (colon and provider and model):
        raise PydanticCustomError("model", "write provider:model, as openai:gpt-5-mini or ollama:qwen3")
    return name.strip()


def _judge(name: str) -> str:
    return name.strip() if name.strip() == OFF else _with_provider(name)


def _web_address(address: str) -> str:
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise PydanticCustomError("address", "write an address as http://127.0.0.1:8000/v1")
    return address.rstrip("/")


class ModelSettings(BaseModel):
    """Which language model words answers, if any does, and how much it may take and cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, AfterValidator(_with_provider)] = Field("", description="provider:model; empty: none")
    base_url: Annotated[str, AfterValidator(_web_address)] | None = Field(
        None, description="where the provider's API is; empty: its own address"
    )
    api_key: SecretStr | None = Field(None, description="the key; empty: the provider's own variable")
    judge: Annotated[str, AfterValidator(_judge)] = Field(
        "", description="provider:model that judges statements; empty: the same model; off: none"
    )
    timeout_s: float = Field(20.0, gt=0, le=600, description="how long the model may be silent")
    deadline_s: float = Field(60.0, gt=0, le=600, description="how long one answer may take altogether")
    max_tokens: int = Field(1_000, ge=16, le=100_000, description="of one answer")
    output: Literal["auto", "tool", "text"] = Field(
        "auto", description="how statements are asked for: by a tool, as text with numbers, or whatever the model can"
    )
    passages: int = Field(6, ge=1, le=40, description="how many passages the model is given")
    prompts: Path | None = Field(None, description="a folder of your own prompts; empty: those of newsdesk")
    tokens_per_day: int | None = Field(None, ge=1, description="of all questions of a day (UTC), in and out")
    tokens_per_day_of_library: int | None = Field(None, ge=1, description="of the questions to one library")
    tracing: bool = Field(False, description="let LangChain send questions and answers to a tracing service")

    @property
    def of_judge(self) -> "ModelSettings | None":
        """Return the settings of what judges statements, None if nothing does.

        A judge of another provider has that one's own address, and the key of its own variable.
        """
        judge = self.name if not self.judge else "" if self.judge == OFF else self.judge
        if not judge:
            return None
        own = self.model_copy(update={"name": judge})
        if self.name and own.provider == self.provider:
            return own
        return own.model_copy(update={"base_url": None, "api_key": None}) if self.name else own

    @property
    def provider(self) -> str:
        """Return who serves the model, written as LangChain writes it."""
        return self.name.partition(":")[0].replace("-", "_").lower()

    @property
    def is_paid(self) -> bool:
        """Say whether somebody else's machine answers, which then is taken to cost money."""
        address = self.base_url
        if address is None:
            if self.provider != "ollama":
                return True
            address = os.environ.get("OLLAMA_HOST") or "localhost"  # where its client looks
        host = urlsplit(address if "//" in address else f"//{address}").hostname or "localhost"
        try:
            return not (host == "localhost" or ip_address(host).is_private)
        except ValueError:
            return True
