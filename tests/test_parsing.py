"""Documents are read in a child process: none of them harms this one, or the next."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from parsing_pages import NEWS_PAGE
from test_parsing_docx import a_document, a_zip_bomb
from test_parsing_feed import an_rss
from test_parsing_pdf import LINES, a_bomb, a_pdf

from index.errors import ParseError
from index.kinds import Kind
from index.parsing import Parser
from index.parsing.limits import Limits, bare_environment

LIMITS = "Limits(memory_bytes=1024**3 // 4, cpu_s=1, wall_s=8.0)"
HOSTILE = f"""
import os, sys, time
from index.parsing.document import Parsed
from index.parsing.limits import Limits
from index.parsing.worker import serve

def obey(content, url, charset):
    exec(content.decode())
    return Parsed(text=f"{{content!r}} {{url}} {{charset}}")

answers = os.dup(1)
serve({{"html": obey, "pdf": lambda *_: {{}}}}, {LIMITS}, answers=answers)
"""


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as made:
        yield made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parser]:
    """A parser whose reader does whatever the document says."""
    script = tmp_path_factory.mktemp("worker") / "hostile.py"
    script.write_text(HOSTILE)
    with Parser(command=(sys.executable, "-P", str(script)), limits=Limits(cpu_s=1, wall_s=8.0)) as made:
        yield made


def rss_mib(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def child_of(parser: Parser) -> int:
    parser.parse(Kind.HTML, b"pass") if "hostile" in str(parser._command) else parser.entries(an_rss(""))
    return parser._child.pid


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def soon(done, within_s: float = 10.0) -> bool:
    deadline = time.monotonic() + within_s
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    return done()


@pytest.mark.parametrize(
    ("kind", "content"),
    [(Kind.HTML, NEWS_PAGE.encode()), (Kind.PDF, a_pdf(LINES)), (Kind.DOCX, a_document())],
)
def test_a_document_of_each_kind_is_read(parser: Parser, kind: Kind, content: bytes) -> None:
    assert "wall" in parser.parse(kind, content).text


def test_a_feed_is_read_with_its_link(parser: Parser) -> None:
    feed = an_rss("<item><link>/a</link></item>")
    assert parser.entries(feed, url="https://post.example/feed")[0].url == "https://post.example/a"


def test_a_refusal_says_why(parser: Parser) -> None:
    with pytest.raises(ParseError, match="no article text was found on the page"):
        parser.parse(Kind.HTML, b"<html></html>")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("while True: pass", "it took "),
        ("time.sleep(60)", "it took longer than 8 s"),
        ("bytearray(2 * 1024**3)", "it needs more than 0.25 GiB of memory"),
        ("kept = []\nwhile True: kept.append(bytearray(10**7))", "it needs more than 0.25 GiB of memory"),
        ("os.abort()", "its reader crashed on it (SIGABRT)"),
        ("os.kill(os.getpid(), 11)", "it is damaged"),
        ("import ctypes; ctypes.string_at(0)", "its reader crashed on it (SIGSEGV)"),
        ("os._exit(0)", "its reader answered with garbage"),
        ("os._exit(3)", "it is damaged"),
        ("sys.exit()", "it is damaged"),
        ("1 / 0", "it is damaged"),
        ("deeper = lambda again: again(again)\ndeeper(deeper)", "it is nested too deeply"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "it is damaged"),
        ("import subprocess; subprocess.run(['true'])", "it is damaged"),
        ("os.fork()", "it is damaged"),
        ("open(sys.argv[0], 'a').write('x' * 100_000)", "it is damaged"),
        ("[os.write(fd, b'garbage') for fd in range(3, 9)]", "it is damaged"),
        ("for fd in range(9):\n try: os.write(fd, b'{}' * 99)\n except OSError: pass\nos._exit(0)", "garbage"),
        ("for fd in range(9):\n try: os.close(fd)\n except OSError: pass\ntime.sleep(60)", "it "),
    ],
)
def test_whatever_a_reader_does_ends_as_a_refusal_and_the_next_document_is_read(
    hostile: Parser, deed: str, reason: str
) -> None:
    started = time.monotonic()
    with pytest.raises(ParseError, match=re.escape(reason)):
        hostile.parse(Kind.HTML, deed.encode())
    assert hostile.parse(Kind.HTML, b"pass", url="u", charset="c").text == "b'pass' u c"
    assert time.monotonic() - started < 25


def test_an_answer_of_another_form_is_a_refusal(hostile: Parser) -> None:
    with pytest.raises(ParseError, match="it is damaged"):
        hostile.parse(Kind.PDF, b"")


def test_too_long_a_text_is_refused(parser: Parser) -> None:
    with pytest.raises(ParseError, match="more than 5,000,000 characters"):
        parser.entries(an_rss(f"<item><title>{'a' * 5_000_001}</title></item>"))


def test_what_a_reader_prints_is_no_answer(hostile: Parser) -> None:
    assert hostile.parse(Kind.HTML, b"print('x')").text


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "nested": (Kind.HTML, b"<div>" * 200_000 + b"deep"),
    "large": (Kind.HTML, b"<html><body><article>" + b"<p>Rain fell on the harbour, and it rained on.</p>" * 400_000),
    "entities": (Kind.HTML, f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]><html><p>&e9;</p></html>'.encode()),
    "zip": (Kind.DOCX, a_zip_bomb()),
    "deflate": (Kind.PDF, a_bomb()),
    "feed": (Kind.FEED, an_rss("<item><title>&e9;</title></item>", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{ENTITIES}]>')),
    "deep feed": (Kind.FEED, b"<rss><channel>" + b"<item>" * 200_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_in_time_and_this_process_does_not_grow(parser: Parser, name: str) -> None:
    kind, content = BOMBS[name]
    before, started = rss_mib(os.getpid()), time.monotonic()
    with contextlib.suppress(ParseError):
        parser.entries(content) if kind is Kind.FEED else parser.parse(kind, content)
    assert time.monotonic() - started < 45
    assert rss_mib(os.getpid()) - before < 150
    assert "wall" in parser.parse(Kind.HTML, NEWS_PAGE.encode()).text


def test_a_child_that_was_killed_is_replaced(parser: Parser) -> None:
    os.kill(child_of(parser), signal.SIGKILL)
    time.sleep(0.2)
    assert parser.entries(an_rss("")) == ()


def test_a_child_that_cannot_be_started_is_a_refusal() -> None:
    with Parser(command=("/nowhere/python",)) as parser, pytest.raises(ParseError, match="its reader ended"):
        parser.entries(b"")


def test_a_child_that_answers_garbage_is_a_refusal() -> None:
    for script in (
        "print('garbage' * 9, flush=True); input()",
        "import os; os.write(1, b'\\0' * 7 + b'\\2[]'); input()",
    ):
        with Parser(command=(sys.executable, "-c", script)) as parser, pytest.raises(ParseError, match="garbage"):
            parser.entries(b"")


def test_closing_ends_the_child(hostile: Parser) -> None:
    child = child_of(hostile)
    hostile.close()
    assert not alive(child)


def test_closing_a_parser_that_never_read_is_no_error() -> None:
    Parser().close()


def test_secrets_of_the_environment_stay_here() -> None:
    given = {"DISCORD_TOKEN": "x", "NEWSDESK_HOME": "/h", "OPENAI_API_KEY": "x", "HOME": "/root", "PATH": "/bin"}
    assert bare_environment(given).keys() & given.keys() == {"PATH"}


def test_the_child_sees_no_secret(monkeypatch: pytest.MonkeyPatch, hostile: Parser) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    hostile.close()
    hostile.parse(Kind.HTML, b"assert not [name for name in os.environ if 'TOKEN' in name or 'NEWSDESK' in name]")
    assert b"secret" not in Path(f"/proc/{hostile._child.pid}/environ").read_bytes()


def test_the_child_is_small_and_has_one_thread(parser: Parser) -> None:
    status = Path(f"/proc/{child_of(parser)}/status").read_text()
    assert re.search(r"Threads:\s+1\n", status)
    assert int(re.search(r"VmSize:\s+(\d+)", status)[1]) < 300 * 1024


def test_the_child_knows_neither_torch_nor_chroma_nor_transformers(parser: Parser) -> None:
    maps = Path(f"/proc/{child_of(parser)}/maps").read_text()
    assert not [name for name in ("libtorch", "chromadb", "tokenizers", "libgomp") if name in maps]


def test_importing_the_parser_loads_no_reading_library() -> None:
    libraries = {"lxml", "trafilatura", "pypdf", "docx", "feedparser"}
    code = f"import sys, index.parsing; print(sorted({libraries} & {{*sys.modules}}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("deed", ["pass", "time.sleep(60)"])
def test_the_child_ends_with_its_parent_also_in_the_middle_of_a_document(tmp_path: Path, deed: str) -> None:
    worker, parent = tmp_path / "hostile.py", tmp_path / "parent.py"
    worker.write_text(HOSTILE.replace("wall_s=8.0", "wall_s=60.0"))
    parent.write_text(
        "import sys, time\nfrom index.kinds import Kind\nfrom index.parsing import Parser\n"
        f"parser = Parser(command=(sys.executable, '-P', {str(worker)!r}))\n"
        "parser.parse(Kind.HTML, b'pass')\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(parser._child.pid))\n"
        f"parser.parse(Kind.HTML, {deed.encode()!r})\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, parent]) as process:
        assert soon(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "", 20)
        group = int((tmp_path / "pid").read_text())
        time.sleep(0.5)
        process.kill()
    assert soon(lambda: not any(map(alive, _group(group))))


def _group(group: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == group:
                found.append(int(entry.name))
        except ProcessLookupError:
            continue
    return found


def test_the_request_is_json_that_names_kind_link_and_charset(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = f"import sys; head = sys.stdin.buffer.read(400); open({str(seen)!r}, 'wb').write(head)"
    with Parser(command=(sys.executable, "-c", script)) as parser, pytest.raises(ParseError):
        parser.parse(Kind.HTML, b"x" * 400, url="https://post.example/\ud800", charset="utf-8")
    length = int.from_bytes(seen.read_bytes()[:8], "big")
    request = json.loads(seen.read_bytes()[8 : 8 + length])
    assert request == {"kind": "html", "url": "https://post.example/\ud800", "charset": "utf-8"}
