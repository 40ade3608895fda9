"""What runs newsdesk for good names only what there is: the Dockerfile, compose.yaml, the units, and the README."""

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
from bot.leaving import LEAVE_WITHIN_S
from bot.settings import TOKEN, names

DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
COMPOSE = (ROOT / "compose.yaml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
UNITS = {file.name: file.read_text() for file in sorted((ROOT / "bot" / "units").iterdir())}
# What the README has people type for systemd, a line each.
TYPED = [
    line.removeprefix("$ ").partition(" #")[0].split()
    for block in re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
    if "systemctl" in block
    for line in block.splitlines()
]
SECRETS = (TOKEN, "NEWSDESK_MODEL__API_KEY")
OURS = [name for name in SERVICES if name != "postgres"]  # which is an image of its own


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name}\s+(.*)$", DOCKERFILE, re.M)


def unit(name: str) -> ConfigParser:
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(UNITS[name])
    return parsed


def typed(*words: str) -> int:
    """Return which line of the README's is the one that has all these words."""
    (place,) = [place for place, line in enumerate(TYPED) if set(words) <= set(line)]
    return place


@pytest.mark.parametrize(
    "command",
    [
        *map(json.loads, instructions("CMD")),
        *(SERVICES[name]["command"] for name in OURS if "entrypoint" not in SERVICES[name]),
        *(unit(name)["Service"]["ExecStart"].split()[1:] for name in UNITS),
    ],
)
def test_every_command_is_one_of_newsdesk(command: list[str]) -> None:
    verb, *arguments = command
    assert typer.main.get_command(application()).commands[verb].make_context(verb, arguments)


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE, *UNITS.values()])
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
    assert not any(secret in text for secret in SECRETS for text in (DOCKERFILE, *UNITS.values()))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_no_more_than_it_needs(service: str) -> None:
    settings = SERVICES[service]
    assert settings["read_only"]
    assert (settings["cap_drop"], settings["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert not {"ports", "privileged", "cap_add"} & set(settings)


@pytest.mark.parametrize("service", OURS)
def test_what_newsdesk_runs_as_and_writes_to_is_the_images_own(service: str) -> None:
    assert "user" not in SERVICES[service]
    assert SERVICES[service]["volumes"][0].partition(":")[2] in instructions("VOLUME")


def test_the_bot_has_the_time_to_leave() -> None:
    assert int(SERVICES["bot"]["stop_grace_period"].removesuffix("s")) > LEAVE_WITHIN_S
    assert unit("newsdesk-bot.service")["Service"].getint("TimeoutStopSec") > LEAVE_WITHIN_S


def test_one_service_builds_the_image_and_none_asks_a_registry_for_it() -> None:
    assert [name for name, service in SERVICES.items() if "build" in service] == ["bot"]
    assert {(SERVICES[name]["image"], SERVICES[name]["pull_policy"]) for name in OURS} == {("newsdesk", "never")}


def test_the_units_differ_in_what_they_run_alone() -> None:
    bot, watch = (text.splitlines() for text in UNITS.values())
    differing = [ours.partition("=")[0] for ours, other in zip(bot, watch, strict=True) if ours != other]
    assert differing == ["Description", "ExecStart"]


def test_forget_sees_what_a_unit_holds_open() -> None:
    # A process in a user namespace of its own shows nobody outside which files it has open.
    assert not any("PrivateUsers" in unit(name)["Service"] for name in UNITS)


def test_every_unit_is_installed_and_read_before_it_is_enabled() -> None:
    paths = [f"bot/units/{name}" for name in UNITS]
    enabled = typed("enable", "--now", *(name.removesuffix(".service") for name in UNITS))
    assert typed("install", *paths) < typed("daemon-reload") < enabled


def test_what_a_unit_reads_is_made_before_it_is_enabled() -> None:
    articles = unit("newsdesk-watch.service")["Service"]["ExecStart"].split()[-1]
    home = unit("newsdesk-bot.service")["Service"]["Environment"].partition("=")[2]
    assert max(typed("-d", articles), typed(".env", f"{home}/.env")) < typed("enable")
    assert typed("-d", home) < typed(".env", f"{home}/.env")


def test_no_way_of_installing_for_good_brings_cuda() -> None:
    assert "UV_TORCH_BACKEND=cpu" in DOCKERFILE
    assert {"--torch-backend", "cpu"} <= set(TYPED[typed("requirements.lock")])


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
