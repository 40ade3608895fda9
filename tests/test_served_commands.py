"""The commands with a Chroma server, as a user runs them: the same answers, whatever becomes of the server."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from conftest import SHIPPED, Ran, bare_environment, run_newsdesk

from index import Ledger
from index.condition import FOLDER, GENERATION, LEDGER_MARK
from index.vectors import ServedVectors

pytestmark = [pytest.mark.model, pytest.mark.enable_socket]

QUESTION = "what did Zhao Lijian say about the clean network"


class Served:
    """A data directory with the shipped article whose vectors are on a server."""

    def __init__(self, home: Path, server: ChromaServer) -> None:
        self.home = home
        self.server = server

    def run(self, *arguments: str, **environment: str) -> Ran:
        return run_newsdesk(self.home, *arguments, **self.server.settings, **environment)

    def answer(self) -> dict:
        ran = self.run("ask", QUESTION, "--json")
        assert ran.code == 0, ran.err
        return settled(ran)

    def facts(self) -> dict[str, str | None]:
        ledger = Ledger(self.home)
        try:
            with ledger.reading() as snapshot:
                return {name: snapshot.fact(name) for name in (LEDGER_MARK, GENERATION)}
        finally:
            ledger.close()

    def passages(self) -> int:
        """Return how many passages the server holds of it, in whatever collections."""
        facts = self.facts()
        chroma = ServedVectors(self.server.address, str(facts[LEDGER_MARK]), str(facts[GENERATION]))
        try:
            models = [model for model in chroma._models() if str(facts[LEDGER_MARK]) in model.name]
            return sum(chroma._collection(model).count() for model in models)
        finally:
            chroma.close()

    def chroma_check(self) -> tuple[int, dict]:
        ran = self.run("doctor", "--json")
        return ran.code, next(check for check in ran.json["checks"] if check["name"] == "Chroma")


def settled(ran: Ran) -> dict:
    """Return what was answered, without how long it took and when it was indexed."""
    return {name: value for name, value in ran.json.items() if name not in ("timings_ms", "freshness")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, server: ChromaServer) -> Served:
    made = Served(tmp_path_factory.mktemp("served") / "home", server)
    ran = made.run("index", str(SHIPPED.parent), "--json")
    assert (ran.code, ran.json["added"]) == (0, 1), ran.err
    return made


@pytest.fixture(scope="module")
def expected(shipped_home: Path) -> dict:
    """What Chroma in a folder has answered."""
    return settled(run_newsdesk(shipped_home, "ask", QUESTION, "--json"))


def test_answers_are_those_of_chroma_in_a_folder(served: Served, expected: dict) -> None:
    assert served.passages() == served.run("status", "--json").json["passages"]
    assert not (served.home / FOLDER).exists()
    assert served.answer() == expected


def test_hits_are_those_of_chroma_in_a_folder(served: Served, shipped_home: Path) -> None:
    hits = [
        [(hit["passage_id"], hit["dense_rank"], round(hit["score"], 4)) for hit in ran.json["hits"]]
        for ran in (
            served.run("search", "clean network", "--json"),
            run_newsdesk(shipped_home, "search", "clean network", "--json"),
        )
    ]
    assert hits[0] == hits[1]


def test_doctor_and_status_find_a_server_that_is_well_well(served: Served) -> None:
    code, check = served.chroma_check()
    assert (code, check["ok"]) == (0, True)
    assert check["detail"] == f"the server at {served.server.url} holds what the ledger holds"
    assert "Chroma" not in served.run("status").err


def test_beside_a_server_that_is_down_answers_are_the_same_and_it_is_told(served: Served, expected: dict) -> None:
    served.server.stop()
    try:
        assert served.answer() == expected
        code, check = served.chroma_check()
        assert (code, check["ok"]) == (1, False)
        assert f"{served.server.url} does not answer" in check["detail"]
        assert check["remedy"] == "Start it, or correct NEWSDESK_CHROMA__URL."
        status = served.run("status")
        assert status.code == 0
        assert f"{served.server.url} does not answer: it takes no connections. Start it" in status.err
    finally:
        served.server.start()


def test_what_is_indexed_while_a_server_is_down_is_found_then_and_after(server: ChromaServer, tmp_path: Path) -> None:
    served = Served(tmp_path / "home", server)
    (tmp_path / "fog.txt").write_text("Fog in Vigo\n\nFog closed the harbour of Vigo on Friday, the pilots said.")
    server.kill()
    try:
        ran = served.run("index", str(tmp_path / "fog.txt"))
        assert ran.code == 0
        assert "The articles are safe; the exact search answers until the next newsdesk index." in ran.err
        assert "Fog closed" in served.run("ask", "what closed the harbour of Vigo").out
    finally:
        server.start()
    assert "is not up to date" in served.run("status").err
    assert served.run("index", "--json").json["embedded"] == 0
    assert served.passages() == 1
    assert "Fog closed" in served.run("ask", "what closed the harbour of Vigo").out


def test_a_server_that_was_emptied_is_filled_again_and_nothing_is_embedded(served: Served, expected: dict) -> None:
    before = served.passages()
    served.server.empty()
    code, check = served.chroma_check()
    assert (code, check["remedy"]) == (1, "Have it mended: newsdesk index")
    assert served.run("index", "--json").json["embedded"] == 0
    assert served.passages() == before
    assert served.answer() == expected


def test_status_loads_no_chroma_to_tell_of_a_server(served: Served) -> None:
    code = (
        "import sys; from bot.cli import main\n"
        "sys.argv = ['newsdesk', 'status']\n"
        "try: main()\n"
        "finally: assert not {'chromadb', 'httpx', 'torch'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=bare_environment(served.home, **served.server.settings),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("url", "reason"), [("http://8.8.8.8:8000", "is not in a private network"), ("chroma:8000", "begins with https://")]
)
@pytest.mark.parametrize("command", ["ask", "status", "doctor"])
def test_an_address_that_cannot_be_used_ends_a_command_at_its_start(
    served: Served, command: str, url: str, reason: str
) -> None:
    arguments = [command, QUESTION] if command == "ask" else [command]
    ran = run_newsdesk(served.home, *arguments, NEWSDESK_CHROMA__URL=url)
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert "NEWSDESK_CHROMA__URL" in ran.err
    assert reason in ran.err


def test_forgetting_erases_on_the_server_too_and_says_if_it_cannot(server: ChromaServer, tmp_path: Path) -> None:
    served = Served(tmp_path / "home", server)
    articles = [{"id": name, "title": name, "text": f"The {name} was seen in Vigo."} for name in ("heron", "osprey")]
    (tmp_path / "birds.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    assert served.run("index", str(tmp_path / "birds.jsonl")).code == 0
    assert served.passages() == 2
    generation = served.facts()[GENERATION]
    server.stop()
    try:
        ran = served.run("forget", "heron")
        assert ran.code == 1
        assert "The articles are removed, but the Chroma server still holds vectors of them." in ran.err
        assert "Then run newsdesk forget again." in ran.err
        assert "heron" not in served.run("articles").out
    finally:
        server.start()
    ran = served.run("forget", "heron")
    assert ran.code == 0, ran.err
    assert "proven now" in ran.err
    assert served.passages() == 1
    assert served.facts()[GENERATION] == generation
