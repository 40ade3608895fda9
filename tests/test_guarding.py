"""What reaches a terminal: no control characters of a text, links where they work, marks where nothing is bold."""

import io
from collections.abc import Mapping

import pytest
from conftest import an_article
from made_answers import RAIN, answer_of, cited
from rich.console import Console, RenderableType
from rich.text import Text

from bot.render import answer_view
from bot.render.guarding import Guarded, links_work

ESCAPES = "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07here\x1b]8;;\x07 \x9b2J \x1b]0;title\x07 \u202egnp \b\b"
URL = "https://news.example/rain?a=1;b=2"


def shown(view: RenderableType, *, colour: str | None = "standard", **options: object) -> str:
    out = io.StringIO()
    settings = {"file": out, "width": 80, "force_terminal": True, "color_system": colour, "legacy_windows": False}
    Console(**(settings | options), _environ={"TERM": "xterm"}).print(view)
    return out.getvalue()


def test_escape_sequences_of_a_text_are_shown_as_text() -> None:
    out = shown(Guarded(Text(ESCAPES)), colour=None)
    assert not set(out) & set("\x1b\x9b\x07\b\u202e")
    assert "http://evil.example" in out


def test_escape_sequences_of_an_article_that_was_never_cleaned_are_shown_as_text() -> None:
    article = an_article(f"Rain fell {ESCAPES} on Tuesday.", title=f"Rain{ESCAPES}")
    out = shown(Guarded(answer_view(answer_of(cited(article, article.text)))), colour=None)
    assert not set(out) & set("\x1b\x9b\x07\b\u202e")


def test_titles_and_addresses_are_links_where_links_work() -> None:
    view = answer_view(answer_of(cited(an_article(RAIN, url=URL), "Rain fell.")))
    assert f";{URL}\x1b\\" in shown(Guarded(view, links=True))
    assert "\x1b]8" not in shown(Guarded(view))


def test_an_address_stands_in_the_text_where_links_do_not_work() -> None:
    view = answer_view(answer_of(cited(an_article(RAIN, url=URL), "Rain fell.")))
    assert URL in shown(Guarded(view), colour=None)


@pytest.mark.parametrize(
    ("environment", "work"),
    [
        ({"TERM": "xterm"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4400"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_links_are_made_in_terminals_that_are_known_to_make_them(environment: Mapping[str, str], work: bool) -> None:
    assert links_work(environment) is work


def test_a_quote_is_bold_in_its_passage_or_stands_between_signs() -> None:
    view = answer_view(answer_of(cited(an_article(RAIN), "The mayor said it would stop.")))
    assert "\x1b[1mThe mayor said it would stop.\x1b[0m It did not." in shown(Guarded(view))
    assert "\x1b[1mThe mayor said it would stop.\x1b[0m It did not." in shown(Guarded(view), no_color=True)
    assert "Rain fell. >>The mayor said it would stop.<< It did not." in shown(Guarded(view), colour=None)


def test_the_further_lines_of_a_long_title_are_set_in_behind_its_number() -> None:
    article = an_article(RAIN, title="A title that goes on and on " * 6)
    lines = shown(Guarded(answer_view(answer_of(cited(article, "Rain fell.")))), colour=None).splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("[1] A title"))
    assert all(line.startswith("    ") for line in lines[first + 1 : first + 4])
