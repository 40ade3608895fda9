"""With the ledger in a file and the vectors on a Chroma server, whoever is killed, nothing that was stored is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from conftest import ROOT
from fake_embeddings import FakeEmbeddings
from patience import wait_until

from bot.desk import Desk, opened
from bot.settings import Settings

pytestmark = pytest.mark.enable_socket
INDEXING = """
import json, sys
from pathlib import Path
from fake_embeddings import FakeEmbeddings
from bot.desk import opened
from bot.settings import Settings

home, url, folder = sys.argv[1:]
with opened(Settings(home=Path(home), chroma={"url": url}), FakeEmbeddings()) as desk:
    for number in range(10_000):
        name = f"n{number}"
        file = Path(folder, f"{name}.txt")
        file.write_text(f"{name}\\n\\n" + " ".join(f"Ship {at} of {name} left the harbour." for at in range(60)))
        assert desk.index("shared", [file]).added == 1
        print(json.dumps(name), flush=True)
        desk.follower.prepare(probing=False)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with running(tmp_path / "chroma") as made:
        yield made


def stored_before_a_kill(home: Path, server: ChromaServer, folder: Path, least: int) -> list[str]:
    """Index in another process and kill it, and the server, once so many articles are stored; return their names."""
    command = [sys.executable, "-c", INDEXING, str(home), server.url, str(folder)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as indexer:
        assert indexer.stdout is not None
        names = [json.loads(indexer.stdout.readline()) for _ in range(least)]
        server.kill()
        indexer.kill()
        return names + [json.loads(line) for line in indexer.stdout if line.endswith("\n")]


def test_what_was_stored_is_found_after_the_indexer_and_the_server_were_killed(
    home: Path, server: ChromaServer, tmp_path: Path
) -> None:
    names = stored_before_a_kill(home, server, tmp_path, 4)
    with opened(Settings(home=home, chroma={"url": server.url}), FakeEmbeddings()) as desk:
        assert found(desk, names) == set(names)  # at once, while the server is away
        server.start()
        wait_until(desk.follower.prepare)
        assert desk.follower.collections == {"shared"}
        assert not desk.follower.behind
        assert found(desk, names) == set(names)


def found(desk: Desk, names: list[str]) -> set[str]:
    hits = [desk.search(f"Ship 7 of {name} left the harbour.", ("shared",), 3).hits for name in names]
    return {hit.article.id for several in hits for hit in several}
