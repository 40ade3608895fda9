"""The settings of the Discord bot: NEWSDESK_DISCORD__*."""

import re
from ipaddress import ip_address
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _on_loopback(scheme: str) -> AfterValidator:
    """Return the check of an address of this machine; it is kept without a slash at its end."""

    def check(address: str) -> str:
        try:
            parts = urlsplit(address)
            well_formed = parts.scheme == scheme and parts.port is not None
        except ValueError:
            well_formed = False
        if not well_formed or not is_loopback(parts.hostname):
            wanted = f"only an address of this machine is taken here, as {scheme}://127.0.0.1:8080"
            raise PydanticCustomError("loopback", "{wanted}", {"wanted": wanted})
        return address.rstrip("/")

    return AfterValidator(check)


def _shard_range(text: str) -> str:
    """Return a range of shards as it was written, if it is one."""
    found = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise PydanticCustomError("shards", "name a shard or a range of them, as 0-3")
    return text


class DiscordSettings(BaseModel):
    """How the Discord bot runs: how much at once, which shards, and where Discord is if a test plays it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_once: int = Field(2, ge=1, le=64, description="questions that are answered at a time; the others wait in turn")
    waiting: int = Field(500, ge=1, le=10_000, description="questions that may wait; more are refused")
    waiting_each: int = Field(20, ge=1, le=1_000, description="questions that may wait of one person")
    burst: int = Field(10, ge=1, le=1_000, description="questions of one person that are answered without a pause")
    per_minute: int = Field(60, ge=1, le=100_000, description="questions a minute of one person")
    server_per_minute: int = Field(600, ge=1, le=1_000_000, description="questions a minute of one server")
    message_content: bool = Field(
        False, description="read messages that do not mention the bot; needs the privileged intent of that name"
    )
    health_port: int | None = Field(
        None, ge=1, le=65_535, description="loopback port of /health and /metrics; empty: none"
    )
    shards: Annotated[str, AfterValidator(_shard_range)] | None = Field(
        None, description="which shards this process runs, as 0-3; empty: all"
    )
    shard_count: int | None = Field(
        None, ge=1, le=100_000, description="shards of all processes together; empty: as many as Discord proposes"
    )
    api_url: Annotated[str, _on_loopback("http")] | None = Field(
        None, description="for tests: what stands in for https://discord.com/api/v10; loopback addresses only"
    )
    gateway_url: Annotated[str, _on_loopback("ws")] | None = Field(
        None, description="for tests: what stands in for wss://gateway.discord.gg; loopback addresses only"
    )

    @property
    def shard_ids(self) -> list[int] | None:
        """Return the shards that this process runs; None for all."""
        if self.shards is None:
            return None
        first, _, last = self.shards.partition("-")
        return list(range(int(first), int(last or first) + 1))

    @model_validator(mode="after")
    def _check_shards(self) -> Self:
        if self.shard_ids and self.shard_ids[-1] >= (self.shard_count or 0):
            wanted = "the last of SHARDS must be below SHARD_COUNT, since shards are counted from 0"
            raise PydanticCustomError("shards", "{wanted}", {"wanted": wanted})
        return self
