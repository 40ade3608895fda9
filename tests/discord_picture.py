"""Picture what /ask answers about the shipped article: the components that Discord gets, drawn as Discord draws them.

`make picture` writes tests/pictures/discord.png for the README; it needs Chromium, and needs no Discord.
"""

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from string import Template

from bot.answer import Answer
from bot.desk import opened
from bot.discord.asking import OFFERED
from bot.discord.layout import answer_reply, page_view
from bot.settings import Settings
from index import SHARED

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "index" / "articles"
PICTURE = HERE / "pictures" / "discord.png"
QUESTION = "what did Zhao Lijian say about the clean network"
WIDTH = 680  # of the page, in pixels before they are scaled
SCALE = 1.5
CONTAINER, ROW, BUTTON, SECTION, TEXT, RULE = 17, 1, 2, 9, 10, 14  # Discord's types of components
MARKDOWN = (  # what the layout uses of it
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\[([^\]\\]+)\]\(&lt;[^)]*&gt;\)"), r"\1"),
    (re.compile(r"&lt;t:\d+:R&gt;"), "a minute ago"),
    (re.compile(r"\\([\\*_~|`\[\]<>#.+-])"), r"\1"),
)


def picture(chromium: str) -> None:
    """Ask, and draw the answer."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(page_of(answer_in(Path(folder, "home"))), encoding="utf-8")
        shot = Path(folder, "shot.png")
        height = re.search(r'data-height="(\d+)"', _browsed(chromium, page, 1, "--dump-dom"))
        _browsed(chromium, page, int(height[1]), f"--screenshot={shot}")
        PICTURE.write_bytes(shot.read_bytes())
    print(f"{PICTURE.relative_to(HERE.parent)}: {PICTURE.stat().st_size:,} bytes")


def answer_in(home: Path) -> Answer:
    """Return the answer to the question, from a data directory made for it."""
    with opened(Settings(home=home)) as desk:
        desk.index(SHARED, [ARTICLES])
        return desk.ask(QUESTION, (SHARED,))


def page_of(answer: Answer) -> str:
    """Return the web page that shows an answer."""
    (page,) = answer_reply(answer, "picture", OFFERED).pages
    drawn = "".join(map(drawn_as, page_view(page).to_components()))
    return Template((HERE / "discord_page.html").read_text(encoding="utf-8")).substitute(components=drawn)


def drawn_as(component: dict) -> str:
    """Return a component as HTML. Raise KeyError for one of a kind that no answer has."""
    within = "".join(map(drawn_as, component.get("components", [])))
    kind = component["type"]
    if kind == CONTAINER:
        return f'<div class="container" style="border-left-color: #{component["accent_color"]:06x}">{within}</div>'
    if kind == SECTION:
        return f'<div class="section"><div>{within}</div>{drawn_as(component["accessory"])}</div>'
    if kind == BUTTON:
        return f'<span class="button style-{component["style"]}">{html.escape(component["label"])}</span>'
    return {ROW: f'<div class="row">{within}</div>', RULE: "<hr>", TEXT: text_as(component.get("content", ""))}[kind]


def text_as(content: str) -> str:
    """Return Discord's Markdown as HTML, as much of it as answers use."""
    lines = "".join(map(_line, content.split("\n")))
    return f"<div>{re.sub('(?:<li>.*?</li>)+', lambda items: f'<ul>{items[0]}</ul>', lines)}</div>"


def _line(line: str) -> str:
    marked = html.escape(line, quote=False)
    for pattern, replacement in MARKDOWN:
        marked = pattern.sub(replacement, marked)
    for start, tag in (("- ", "li"), ("-# ", "small"), ("### ", "h3"), ("&gt; ", "blockquote")):
        if marked.startswith(start):
            return f"<{tag}>{marked.removeprefix(start)}</{tag}>"
    return f"<div>{marked}</div>"


def _browsed(chromium: str, page: Path, height: int, wanted: str) -> str:
    """Open a page in a window of that height, and return what Chromium prints."""
    window = (f"--window-size={WIDTH},{height}", f"--force-device-scale-factor={SCALE}", "--hide-scrollbars")
    command = [chromium, "--headless", "--no-sandbox", f"--user-data-dir={page.parent}/profile", *window]
    return subprocess.run([*command, wanted, page.as_uri()], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    picture(sys.argv[1])
