"""Small talk: what is taken for it, and what the reply shows where."""

from pathlib import Path

import pytest
from kept_answers import asked
from made_answers import an_answer

from bot.answer import Answer, Outcome, Remark
from bot.desk import Desk
from bot.discord.asking import is_gap
from bot.discord.languages import LANGUAGES, catalogue, speak
from bot.discord.layout import answer_reply
from bot.discord.layout.parts import Text
from bot.forms import answer_form
from bot.notices import NOT_FOUND
from bot.overview.small_talk import HELLO, HELP, WELCOME, small_talk_in
from bot.pages import answer_page
from bot.records import kept_of
from index import SHARED


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hi", HELLO),
        ("Hello there!", HELLO),
        ("good morning everyone", HELLO),
        ("thanks", WELCOME),
        ("Thank you so much for the help!", WELCOME),
        ("help", HELP),
        ("What can I ask?", HELP),
        ("thanks for the quick answer", WELCOME),
        ("thanks for that. who won the election?", None),
        ("ok thanks for that, and how old is she?", None),
        ("hi, who won the election", None),
        ("who helps the mayor", None),
        ("history", None),
        ("thanks" + " for a" * 5_000 + " . x", None),
        ("hi" + " there" * 5_000, None),
    ],
)
def test_greetings_thanks_and_calls_for_help_are_small_talk(typed: str, words: str | None) -> None:
    assert small_talk_in(typed) == words


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_the_replies_are_in_the_catalogues(language: str) -> None:
    assert {HELLO, WELCOME, HELP} <= catalogue(language).keys()


def greeted() -> Answer:
    remark = Remark(HELLO, ("what did Ann Lee say", "what is new about *Huawei*"))
    return an_answer(0, outcome=Outcome.NOT_FOUND, remark=remark)


def shown(answer: Answer) -> str:
    (page,) = answer_reply(answer).pages
    return "\n".join(block.content for block in page.blocks if isinstance(block, Text))


def test_in_discord_the_reply_stands_in_the_place_of_not_found() -> None:
    text = shown(greeted())
    assert "Hello!" in text
    assert "\\*Huawei\\*" in text
    assert NOT_FOUND not in text


def test_in_discord_the_reply_is_in_the_readers_language() -> None:
    speak("de")
    try:
        assert "Hallo!" in shown(greeted())
    finally:
        speak("en")


def test_on_a_page_the_reply_stands_in_the_place_of_not_found() -> None:
    page = answer_page(greeted())
    assert "Hello!" in page
    assert NOT_FOUND not in page


def test_in_json_the_reply_is_the_notice() -> None:
    assert answer_form(greeted())["notice"] == str(greeted().remark)


def test_small_talk_leaves_no_gap() -> None:
    assert not is_gap(greeted())
    assert is_gap(an_answer(0, outcome=Outcome.NOT_FOUND))


def test_small_talk_can_be_kept() -> None:
    assert kept_of(greeted(), asked()).statements == ()


def test_the_examples_are_made_from_the_newest_articles(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_text("Rain fell on the harbour of Elmstad. “It will stop in Elmstad,” said Ann Lee, the mayor.\n")
    desk.index(SHARED, [str(file)])
    answer = desk.ask("hi", (SHARED,))
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.remark == Remark(HELLO, ("what did Ann Lee say", "what is new about Elmstad"))


def test_an_overview_says_in_discord_how_many_more_there_are() -> None:
    text = shown(an_answer(1, more=7))
    assert "and 7 more" in text
    assert "**Weather**" in text or "· " in text
