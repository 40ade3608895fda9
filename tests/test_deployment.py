"""What runs newsdesk for good names only what there is: the Dockerfile, compose.yaml, and the README's unit."""

import asyncio
import json
import os
import re
import sys
from configparser import ConfigParser
from fnmatch import fnmatch
from typing import Any

import pytest
import typer
import yaml
from conftest import ROOT
from test_health import ILL, WELL, free_port

from bot.cli import application
from bot.discord.health import Health, endpoint
from bot.discord.metrics import Metrics
from bot.discord.running import LEAVE_WITHIN_S
from bot.settings import TOKEN, names

DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
COMPOSE = (ROOT / "compose.yaml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
UNIT = re.search(r"```ini\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]
SECRETS = (TOKEN, "NEWSDESK_MODEL__API_KEY")


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name}\s+(.*)$", DOCKERFILE, re.M)


def unit() -> ConfigParser:
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(UNIT)
    return parsed


@pytest.mark.parametrize(
    "command",
    [
        *map(json.loads, instructions("CMD")),
        *(service["command"] for service in SERVICES.values() if "entrypoint" not in service),
        unit()["Service"]["ExecStart"].split()[1:],
    ],
)
def test_every_command_is_one_of_newsdesk(command: list[str]) -> None:
    verb, *arguments = command
    assert typer.main.get_command(application()).commands[verb].make_context(verb, arguments)


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE, UNIT])
def test_every_setting_is_one_of_newsdesk(text: str) -> None:
    assert set(re.findall(r"NEWSDESK_\w+", text)) <= set(names())


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE])
def test_no_host_is_named(text: str) -> None:
    assert not re.search(r"\w\.(com|org|net|io|dev|ai)\b", text)
    assert not re.search(r"^ *(FROM|image:) \S*/", text, re.M)


def test_what_is_copied_into_the_image_is_there_and_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    through = {line[1:] for line in ignored if line.startswith("!")}
    copied = {name for line in instructions("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert copied == through
    assert all((ROOT / name).exists() for name in copied)


def test_nothing_else_is_let_through() -> None:
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith(("#", "!"))]
    assert any(fnmatch(".env", line) for line in ignored)


def test_no_secret_is_written_down() -> None:
    given = [given for service in SERVICES.values() for given in service.get("environment", {}).items()]
    assert [name for name, value in given if name in SECRETS and value] == []
    assert not any(secret in DOCKERFILE + UNIT for secret in SECRETS)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_no_more_than_it_needs(service: str) -> None:
    settings = SERVICES[service]
    assert settings["read_only"]
    assert (settings["cap_drop"], settings["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert settings["volumes"][0].partition(":")[2] in instructions("VOLUME")
    assert not {"ports", "privileged", "user", "cap_add"} & set(settings)


def test_the_bot_has_the_time_to_leave() -> None:
    assert int(SERVICES["bot"]["stop_grace_period"].removesuffix("s")) > LEAVE_WITHIN_S
    assert unit()["Service"].getint("TimeoutStopSec") > LEAVE_WITHIN_S


@pytest.mark.enable_socket
@pytest.mark.parametrize(("health", "code"), [(WELL, 0), (ILL, 1)])
async def test_the_health_check_tells_how_the_bot_is(health: Health, code: int) -> None:
    port = free_port()
    async with endpoint(port, lambda: health, Metrics()):
        assert await health_check(port) == code


@pytest.mark.enable_socket
async def test_the_health_check_tells_of_a_bot_that_is_not_there() -> None:
    assert await health_check(free_port()) == 1


async def health_check(port: int) -> int:
    """Run what the image runs to check its health, and return the exit code."""
    (line,) = instructions("HEALTHCHECK")
    python, *arguments = json.loads(line.partition("CMD ")[2])
    assert python == "python"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        env=os.environ | {"NEWSDESK_DISCORD__HEALTH_PORT": str(port)},
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await asyncio.wait_for(process.wait(), 30)
