"""The index command in this process: what it does where no source is known."""

from pathlib import Path

import pytest
import typer
from conftest import an_article
from test_ledger import stored
from typer.testing import CliRunner, Result

from bot.commands.keeping import bring_back
from bot.commands.library import index_sources
from bot.errors import UsageProblem
from index import SHARED, Ledger, SentenceTransformerEmbeddings, backup
from index.indexing.rereading import NOTED

app = typer.Typer()
app.command()(index_sources)
restoring = typer.Typer()
restoring.command()(bring_back)


@pytest.fixture
def settled(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSDESK_HOME", str(home))
    return home


@pytest.fixture
def from_nowhere(settled: Path) -> Path:
    """A data directory with an article of no source, read by other rules than today's."""
    ledger, article = Ledger(settled), an_article("Ann Lee said that it rained.")
    with ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [])
        transaction.set_fact("fingerprint", SentenceTransformerEmbeddings().fingerprint)
        transaction.set_fact(NOTED, "another")
    ledger.close()
    return settled


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_what_is_stored_is_brought_up_to_date_though_no_source_is_known(from_nowhere: Path) -> None:
    result = ran()
    ledger = Ledger(from_nowhere)
    with ledger.reading() as snapshot:
        assert (result.exit_code, snapshot.speaking((SHARED,), ["lee"], "", 5)) == (0, [(SHARED, "rain")])
    ledger.close()


def test_it_is_told_that_no_source_is_known(from_nowhere: Path) -> None:
    assert "No source is known in 'shared'" in ran("--dry-run").output


def test_no_source_cannot_be_watched(from_nowhere: Path) -> None:
    assert isinstance(ran("--watch").exception, UsageProblem)


def test_an_empty_ledger_without_sources_is_refused(settled: Path) -> None:
    assert isinstance(ran().exception, UsageProblem)


def test_a_dry_run_makes_no_data_directory(settled: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    result = ran(str(tmp_path / "a.txt"), "--dry-run")
    assert (result.exit_code, "1 added" in result.output, settled.exists()) == (0, True, False)


def test_a_source_without_a_name_is_refused(settled: Path) -> None:
    assert isinstance(ran(" ").exception, UsageProblem)


def test_settings_that_cannot_be_read_are_set_aside_by_a_restore_and_told(from_nowhere: Path, tmp_path: Path) -> None:
    ledger = Ledger(from_nowhere)
    backup(ledger, tmp_path / "saved")
    ledger.close()
    (from_nowhere / ".env").write_bytes(b"NEWSDESK_LOG__FORMAT=\xff\xff")
    result = CliRunner().invoke(restoring, [str(tmp_path / "saved")])
    (aside,) = from_nowhere.glob(".env.damaged-*")
    assert (result.exit_code, str(aside) in result.output.replace("\n", "")) == (0, True)
    assert ran("--dry-run").exit_code == 0
