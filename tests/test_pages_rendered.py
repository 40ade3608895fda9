"""Pages in a real browser: what it makes of them, that it asks nobody for anything, and that it runs nothing."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import an_article
from lxml import html
from made_answers import answer_of, cited
from test_pages import quotes_of

from bot.pages import answer_page

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed (Debian's package chromium)")

QUIET = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-extensions""".split()
TEXT = (
    "Rain fell. <script>document.title = 'run'</script> is what the mayor wrote.\n\n"
    "<img src='http://127.0.0.1:9/seen.png' onerror=\"document.title = 'run'\"> was in the letter. Ships left."
)
QUOTES = ("Rain fell.", "<script>document.title = 'run'</script> is what the mayor wrote.", "Ships left.")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(answer_page(answer_of(cited(an_article(TEXT), *QUOTES))), encoding="utf-8")
    return path


def browse(page: Path, *options: str) -> str:
    command = [str(BROWSER), *QUIET, f"--user-data-dir={page.parent / 'browser'}", *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_the_browser_shows_each_quote_as_it_stands_in_the_article(page: Path) -> None:
    shown: Any = html.document_fromstring(browse(page, "--dump-dom"))
    assert quotes_of(shown) == dict(enumerate(QUOTES, 1))
    assert shown.findtext(".//title") == "rain?"


def test_the_browser_asks_nobody_for_anything(page: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    browse(page, "--dump-dom", f"--log-net-log={log}")
    asked = {
        event["params"]["url"]
        for event in json.loads(log.read_text(encoding="utf-8"))["events"]
        if "url" in event.get("params", {})
    }
    assert not {url for url in asked if url.startswith("http://127.0.0.1")}


def test_the_page_prints(page: Path, tmp_path: Path) -> None:
    printed = tmp_path / "page.pdf"
    browse(page, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert printed.read_bytes().startswith(b"%PDF")
