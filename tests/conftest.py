"""What many tests need: articles, a desk with made-up vectors, one with the real model, and the real command."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from hypothesis import settings
from kept_answers import START
from postgres import open_ledger, postgres, postgres_url  # noqa: F401 - fixtures
from warm_command import WarmCommand

from bot.desk import Desk
from bot.records import Records
from bot.settings import PREFIX, TOKEN, Settings
from index import Article

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "index" / "articles" / "korea-huawei-clean-network.txt"
SHARED_DATA = ROOT.parent / "shared"
ROOT_USER, NOBODY = 0, 65534  # of the system
WARM = WarmCommand()
NEWSDESK = Path(sys.executable).with_name("newsdesk")
LONG = ("bot_process", "kills", "served", "staying_up", "chat", "backups", "cli", "watching", "doctor", "asking")
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # Linux's file system in memory, and how much of it must be free


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


Run = Callable[..., Ran]

settings.register_profile("untimed", deadline=None)  # the machine may be busy, and no test is about time
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Keep what tests write in memory, where there is room: a disk takes milliseconds for each of thousands of commits.

    No test takes the power away, and what was written outlives a killed process in memory as well.
    """
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not item.path.stem.removeprefix("test_").startswith(LONG))


def bare_environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment without settings of the machine, and without the network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX) and name != TOKEN}
    return kept | {"NEWSDESK_HOME": str(home), "PYTHONPATH": f"{ROOT / 'tests' / 'offline'}:{ROOT}"} | more


def run_newsdesk(home: Path, *arguments: str, stdin: str = "", **environment: str) -> Ran:
    """Run the command without the seconds that its imports take."""
    return Ran(*WARM.run(arguments, bare_environment(home, **environment), stdin))


def run_installed(home: Path, *arguments: str, **environment: str) -> Ran:
    """Run the installed command, as a shell would."""
    given = bare_environment(home, **environment)
    done = subprocess.run([NEWSDESK, *arguments], env=given, cwd="/", capture_output=True, text=True, timeout=180)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def newsdesk(home: Path) -> Run:
    return lambda *arguments, **more: run_newsdesk(home, *arguments, **more)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A desk whose vectors and reader are made up: quick, and the same every time."""
    opened = Desk(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
    yield opened
    opened.close()


@pytest.fixture
def records(home: Path) -> Iterator[Records]:
    """Records in a new data directory, whose clock stands still."""
    opened = Records(home, clock=lambda: START)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """Records that all examples of a property fill."""
    opened = Records(tmp_path_factory.mktemp("lasting"), clock=lambda: START)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the shipped article, made by the real command with the real model."""
    made = tmp_path_factory.mktemp("shipped") / "home"
    ran = run_installed(made, "index", str(SHIPPED.parent), "--json")
    assert ran.code == 0, ran.err
    assert ran.json["added"] == 1
    return made


@pytest.fixture
def own_home(shipped_home: Path, home: Path) -> Path:
    """A copy of it: what a process that changes it, or is killed, leaves behind is for no other test."""
    return Path(shutil.copytree(shipped_home, home))


@pytest.fixture(scope="session")
def shipped_desk(shipped_home: Path) -> Iterator[Desk]:
    """A desk over the shipped article, with the real model and Chroma."""
    opened = Desk(Settings(home=shipped_home))
    opened.load()
    opened.follower.prepare()
    yield opened
    opened.close()


def open_the_way(path: Path) -> None:
    """Let every user reach a path: the folders above it that pytest made are for their owner only."""
    for folder in path.parents:
        if folder.stat().st_uid == os.getuid() and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o055)


@contextmanager
def become(user: int) -> Iterator[None]:
    """Be another user for the length of a block, which only root can."""
    before = os.geteuid()
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(before)


def an_article(text: str = "Rain fell on the harbour. The mayor said it would stop.", **fields: str) -> Article:
    return Article(**({"library": "shared", "id": "rain", "title": "Rain"} | fields), text=text)
