"""The structure of the project: its top level, its names, its lock."""

import re
import subprocess

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import index
from bot.cli import application

TOP = {"bot", "index", "prompts", "tests", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "LICENSE"}
DEPLOYMENT = {"Dockerfile", "compose.yaml"}
LOCKS = ("requirements.lock", "requirements-test.lock")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def requirements(lock: str) -> list[Requirement]:
    lines = (ROOT / lock).read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_nothing_else_stands_at_the_top_level() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP | DEPLOYMENT | set(LOCKS)


def test_the_makefile_tells_of_all_that_can_be_made() -> None:
    text = (ROOT / "Makefile").read_text()
    head = text.split("\n\n", 1)[0]
    made = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())
    assert made - set(re.findall(r"\bmake ([a-z0-9-]+)", head)) == {"bench-page"}  # a part of others


def test_every_public_name_of_index_is_there() -> None:
    assert all(hasattr(index, name) for name in index.__all__)


def test_the_commands_have_the_names_of_the_contract() -> None:
    names = {command.name for command in application().registered_commands}
    assert names == {
        "index",
        "ask",
        "chat",
        "search",
        "said",
        "verify",
        "articles",
        "show",
        "forget",
        "status",
        "bot",
    } | {
        "doctor",
        "backup",
        "restore",
        "migrate",
        "eval",
        "feedback",
        "gaps",
    }


def test_every_file_says_in_its_first_line_what_it_is() -> None:
    silent = [
        name
        for name in tracked()
        if name.endswith(".py")
        and not (ROOT / name).read_text().startswith('"""')
        and (ROOT / name).read_text().strip()
    ]
    assert silent == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_pins_everything_but_torch(lock: str) -> None:
    loose = {made.name for made in requirements(lock) if not str(made.specifier).startswith("==")}
    assert loose == {"torch"}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host_and_no_local_build(lock: str) -> None:
    assert not re.search(r"://|--|\+cpu|@ ", (ROOT / lock).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_serves_python_3_11_to_3_13(lock: str) -> None:
    for version in ("3.11", "3.12", "3.13"):
        environment = {"python_version": version, "python_full_version": f"{version}.0"}
        chosen = [made.name for made in requirements(lock) if not made.marker or made.marker.evaluate(environment)]
        assert len(chosen) == len(set(chosen)), version
        assert {"chromadb", "discord-py", "numpy", "sentence-transformers", "langchain"} <= set(chosen)


def test_the_lock_is_within_the_bounds_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    declared = text.partition("dependencies = [")[2].partition("]")[0]
    locked = {made.name: str(made.specifier).removeprefix("==") for made in requirements("requirements.lock")}
    for line in re.findall(r'"([^"]+)"', declared):
        wanted = Requirement(line)
        found = locked[canonicalize_name(wanted.name)]
        if wanted.name != "torch":
            assert wanted.specifier.contains(Version(found)), line
