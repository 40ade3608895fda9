"""The library's commands as a user runs them: pages and feeds, rehearsal, backup, erasure, examination."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SHIPPED, Run, bare_environment, run_installed, run_newsdesk
from loopback_web import answer, loopback_web
from test_cli import failed, with_fake_vectors

TEXT = "Zyxwvutsrq fell on the harbour of the town in the morning, and many people came out to look at it."
PAGE = f"<html><head><title>Rain</title></head><body><article><h1>Rain</h1><p>{TEXT}</p></article></body></html>"


@pytest.fixture
def kept(shipped_home: Path, home: Path) -> Path:
    """A data directory of one's own with the shipped article in it."""
    shutil.copytree(shipped_home, home)
    return home


@pytest.mark.model
@pytest.mark.enable_socket
def test_a_feed_is_taken_in_and_its_article_found_by_its_url(home: Path) -> None:
    with loopback_web({"/rain": answer(PAGE.encode())}) as web:
        item = f"<item><title>Rain</title><link>{web.url('/rain')}</link></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
        web.pages["/feed.xml"] = answer(feed.encode(), content_type="application/rss+xml")
        allowed = {"LOOPBACK_PORT": str(web.port), "NEWSDESK_FETCH__PRIVATE_HOSTS": web.name}
        ran = run_newsdesk(home, "index", web.url("/feed.xml"), "--json", **allowed)
        assert (ran.code, ran.json["added"]) == (0, 1), ran
        assert TEXT in run_newsdesk(home, "show", web.url("/rain"), "--json").json["text"]


def test_a_page_inside_is_refused_with_a_reason_that_names_no_address(newsdesk: Run) -> None:
    ran = newsdesk("index", "http://127.0.0.1/", LOOPBACK_PORT="80")
    failed(ran, 1, "not public", "NEWSDESK_FETCH__PRIVATE_HOSTS")


def test_a_private_host_that_cannot_be_read_is_a_wrong_setting(newsdesk: Run) -> None:
    failed(newsdesk("status", NEWSDESK_FETCH__PRIVATE_HOSTS="a b"), 2, "NEWSDESK_FETCH__PRIVATE_HOSTS")


def test_a_dry_run_tells_and_writes_nothing(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    before = {file: file.read_bytes() for file in kept.rglob("*.sqlite")}
    ran = run_newsdesk(kept, "index", str(tmp_path / "a.txt"), "--dry-run")
    assert (ran.code, "1 added" in ran.out, "Nothing was taken in" in ran.out) == (0, True, True)
    assert len(run_newsdesk(kept, "articles", "--json").json["articles"]) == 1
    assert {file: file.read_bytes() for file in kept.rglob("*.sqlite")} == before


def test_watching_a_rehearsal_makes_no_sense(newsdesk: Run) -> None:
    failed(newsdesk("index", ".", "--watch", "--dry-run"), 2, "--dry-run")


def test_a_backup_brings_back_what_was_forgotten(kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    made = run_newsdesk(kept, "backup", str(file), "--json")
    assert (made.code, made.json["articles"], file.stat().st_mode & 0o777) == (0, 1, 0o600)
    assert run_newsdesk(kept, "forget", SHIPPED.stem).code == 0
    assert run_newsdesk(kept, "articles", "--json").json["articles"] == []
    assert run_newsdesk(kept, "restore", str(file), "--json").json["articles"] == 1
    assert len(run_newsdesk(kept, "articles", "--json").json["articles"]) == 1


def test_a_backup_is_not_written_over_unless_it_is_asked_for(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "backup.sqlite").write_text("mine")
    failed(run_newsdesk(kept, "backup", str(tmp_path / "backup.sqlite")), 1, "--force")
    assert run_newsdesk(kept, "backup", str(tmp_path / "backup.sqlite"), "--force").code == 0


def test_a_file_that_is_no_backup_is_refused(kept: Path) -> None:
    failed(run_newsdesk(kept, "restore", str(SHIPPED)), 1, "not a newsdesk backup")


def test_nothing_of_a_forgotten_article_and_its_copy_is_left(home: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT)
    with_fake_vectors(home, tmp_path / "a.txt")
    with_fake_vectors(home, tmp_path / "b.txt")
    ran = run_newsdesk(home, "forget", "b", "--json")
    assert (ran.code, ran.json) == (0, {"forgotten": ["b"], "missing": []})
    assert not any(b"yxwvutsrq" in file.read_bytes().lower() for file in home.rglob("*") if file.is_file())


def test_forget_names_the_process_that_keeps_the_text_readable(kept: Path) -> None:
    script = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('BEGIN'); connection.execute('SELECT * FROM articles').fetchone()\n"
        "print('reading', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(kept / "newsdesk.sqlite")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        ran = run_newsdesk(kept, "forget", SHIPPED.stem)
        reader.communicate("")
    failed(ran, 1, str(reader.pid), "run the command again")
    again = run_newsdesk(kept, "forget", SHIPPED.stem)
    assert (again.code, "proven now" in again.err) == (0, True)


def test_the_name_of_a_source_ends_its_refreshing(kept: Path) -> None:
    source = str(SHIPPED.parent)
    ran = run_newsdesk(kept, "forget", source)
    assert (ran.code, "not refreshed" in ran.err) == (0, True)
    status = run_newsdesk(kept, "status", "--json").json
    assert (status["sources"], status["articles"]) == ([], 1)


def test_doctor_finds_a_sound_library_sound(kept: Path) -> None:
    ran = run_newsdesk(kept, "doctor", "--json")
    assert (ran.code, [check for check in ran.json["checks"] if not check["ok"]]) == (0, [])
    assert all(set(check) == {"name", "ok", "detail", "remedy"} for check in ran.json["checks"])


def test_doctor_exits_1_and_says_what_to_do(kept: Path) -> None:
    kept.chmod(0o755)
    environment = bare_environment(kept)
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "doctor"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "FAIL" in done.stdout, "chmod" in done.stdout) == (1, True, True)


def test_status_warns_of_a_library_that_was_not_indexed_for_long(kept: Path) -> None:
    ran = run_newsdesk(kept, "status", NEWSDESK_STALE_AFTER_DAYS="0.0000001")
    assert (ran.code, "out of date" in ran.err) == (0, True)
    assert run_newsdesk(kept, "status").err == ""


def test_a_forgotten_file_does_not_come_back_by_itself(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "zyxwvutsrq-secret.txt").write_text(TEXT)
    assert run_newsdesk(kept, "index", str(tmp_path / "zyxwvutsrq-secret.txt")).code == 0
    assert run_newsdesk(kept, "forget", "zyxwvutsrq-secret").code == 0
    assert not any(b"yxwvutsrq" in file.read_bytes().lower() for file in kept.rglob("*") if file.is_file())


def test_forgetting_one_record_leaves_its_file_a_source(kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": f"k{number}", "title": "T", "text": f"Record {number}. {TEXT}"}) for number in (1, 2)]
    file.write_text("\n".join(lines))
    assert run_newsdesk(kept, "index", str(file)).code == 0
    assert run_newsdesk(kept, "forget", "k1").code == 0
    assert str(file) in [each["source"] for each in run_newsdesk(kept, "status", "--json").json["sources"]]


@pytest.mark.parametrize("command", ["index", "forget"])
def test_an_empty_name_is_a_wrong_use(newsdesk: Run, command: str) -> None:
    assert newsdesk(command, "").code == 2


def test_an_answer_is_given_where_the_terminal_is_no_utf_8(kept: Path) -> None:
    ran = run_installed(kept, "show", SHIPPED.stem, PYTHONIOENCODING="ascii")
    assert (ran.code, "Huawei" in ran.out) == (0, True)
