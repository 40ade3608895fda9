"""Pages in a real browser: what it makes of them, that it asks nobody for anything, and that it runs nothing."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, QUIET, Browser, browser
from conftest import an_article
from made_answers import answer_of, cited

from bot.answer import Answer
from bot.pages import answer_page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian's package chromium)")

TEXT = (
    "Rain fell. <script>document.title = 'run'</script> is what the mayor wrote.\n\n"
    "<img src='http://127.0.0.1:9/seen.png' onerror=\"document.title = 'run'\"> was in the letter. Ships left. "
    + "The harbour was empty. " * 60
    + "The tide came in.\n\n</mark></article><h1>Owned</h1><style>*{display:none}</style> stood at the end."
)
QUOTES = (
    "Rain fell.",
    "<script>document.title = 'run'</script> is what the mayor wrote.",
    "Ships left. The harbour was empty.",
    "Ships left.",  # within the one before
    "The tide came in.",
)
WIDTHS = (320, 1_000)

# The words of the article before the first mark of a quote, without the marks that lead back to the answer.
BEFORE = """(number => {
    const mark = document.querySelector('mark.q' + number), range = document.createRange()
    range.setStart(mark.closest('article').querySelector('div'), 0)
    range.setEndBefore(mark)
    const words = range.cloneContents()
    words.querySelectorAll('sup').forEach(mark => mark.remove())
    return words.textContent
})(%d)"""
QUOTED = "[...document.querySelectorAll('mark.q%d')].map(mark => mark.textContent).join('')"
# Pairs of places that cover each other by more than a pixel: marks in their lines, blocks one below the other.
OVERLAPPING = """(() => {
    const boxes = each => [...each.getClientRects()]
    const marks = [...document.querySelectorAll('mark')].flatMap(boxes)
    const blocks = [...document.querySelectorAll('h1, h2, h3, p, li')].flatMap(boxes)
    const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    const pairs = all => all.flatMap((a, at) => all.slice(at + 1).filter(b => cover(a, b)))
    return pairs(marks).length + pairs(blocks).length
})()"""
# The contrast between marked words and what is behind them, by WCAG 2.
CONTRAST = """(() => {
    const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(channel)
        .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0)
    const style = getComputedStyle(document.querySelector('mark'))
    const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
})()"""
BACKGROUNDS = "['mark', 'body'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor)"
IN_SIGHT = """(name => {
    const box = document.getElementById(name).getBoundingClientRect()
    return location.hash === '#' + name && box.top >= 0 && box.bottom <= innerHeight
})(%r)"""


@pytest.fixture(scope="module")
def answer() -> Answer:
    return answer_of(cited(an_article(TEXT), *QUOTES))


@pytest.fixture(scope="module")
def page(answer: Answer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(answer_page(answer), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def shown(chromium: Browser, page: Path) -> Browser:
    chromium.open(page)
    return chromium


@pytest.mark.parametrize("number", range(1, len(QUOTES) + 1))
def test_each_quote_is_highlighted_where_its_offsets_say(shown: Browser, answer: Answer, number: int) -> None:
    citation = answer.citations[number - 1]
    assert shown.look(QUOTED % number) == citation.quote
    assert blanked(shown.look(BEFORE % number)) == blanked(TEXT[: citation.start])


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_and_nothing_is_wider_than_the_window(chromium: Browser, page: Path, width: int) -> None:
    chromium.open(page, width)
    assert chromium.look(OVERLAPPING) == 0
    assert chromium.look("document.documentElement.scrollWidth") <= width


def test_places_that_overlap_are_seen(shown: Browser) -> None:
    shown.look("document.querySelectorAll('p').forEach(each => each.style.marginBottom = '-20px')")
    assert shown.look(OVERLAPPING) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_highlighted_words_stand_out_and_can_be_read(shown: Browser, scheme: str) -> None:
    shown.tell("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    highlight, behind = shown.look(BACKGROUNDS)
    assert highlight != behind
    assert shown.look(CONTRAST) >= 4.5


def test_a_mark_leads_to_its_quote_and_the_quote_back(shown: Browser) -> None:
    for name in ("quote-5", "sentence-5"):
        shown.look(f"document.querySelector('a[href=\"#{name}\"]').click()")
        assert shown.look(IN_SIGHT % name)


def test_markup_in_a_text_is_shown_and_makes_nothing(shown: Browser) -> None:
    assert "<h1>Owned</h1><style>*{display:none}</style> stood at the end." in shown.look("document.body.innerText")
    assert shown.look("document.title") == "rain?"
    assert shown.look("document.querySelectorAll('script, img, article h1, iframe, object').length") == 0
    assert shown.look("document.querySelectorAll('style').length") == 1


def test_the_browser_asks_nobody_for_anything(shown: Browser) -> None:
    assert {url for url in asked(shown) if not url.startswith(("file://", "about:"))} == set()
    assert any(url.startswith("file://") for url in asked(shown))


def test_the_page_prints(page: Path, tmp_path: Path) -> None:
    printed = tmp_path / "page.pdf"
    options = [f"--user-data-dir={tmp_path / 'browser'}", f"--print-to-pdf={printed}", "--no-pdf-header-footer"]
    command = [str(CHROMIUM), *QUIET, *options, page.as_uri()]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert printed.read_bytes().startswith(b"%PDF")


def asked(shown: Browser) -> list[str]:
    """Return what was asked for, by the browser's own account."""
    sent: list[dict[str, Any]] = [one for one in shown.events if one.get("method") == "Network.requestWillBeSent"]
    return [one["params"]["request"]["url"] for one in sent]


def blanked(text: str) -> str:
    """Return a text without white space, of which a page has more and less."""
    return "".join(text.split())
