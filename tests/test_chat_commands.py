"""The commands of a chat and its questions, without a terminal."""

import re
from pathlib import Path

import pytest
from rich.console import Console
from talking import ARTICLES, talk_over

from bot.chat.conversing import Chat
from bot.chat.history import History
from bot.chat.keeping import DEEDS
from bot.chat.looking import LOOK_UPS
from bot.chat.replying import help_view, respond
from bot.chat.talk import Talk
from bot.chat.verbs import VERBS, is_command, parsed
from bot.desk import Desk
from bot.errors import UsageProblem
from bot.libraries import DEFAULT
from bot.records import Records
from index import SHARED

ASKED = "Who said that the bridge cost $4.2 million?"


@pytest.fixture
def talk(desk: Desk, tmp_path: Path) -> Talk:
    return talk_over(desk, tmp_path / "articles")


@pytest.fixture
def reply(talk: Talk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "200")

    def replied(typed: str) -> str:
        respond(talk, typed)
        return capsys.readouterr().out

    return replied


def test_every_command_that_is_listed_is_carried_out() -> None:
    assert {verb.name for verb in VERBS} == {*LOOK_UPS, *DEEDS, "/help", "/quit"}


@pytest.mark.parametrize(
    ("typed", "command"),
    [("/open 1", True), ("/nonsense", True), ("/", True), ("/etc/hosts says what?", False), ("either/or", False)],
)
def test_a_command_begins_with_a_slash_and_a_path_is_none(typed: str, command: bool) -> None:
    assert is_command(typed) is command


@pytest.mark.parametrize(
    ("typed", "likely"), [("/opne 1", "/open"), ("/source", None), ("/timelin", "/timeline"), ("/xyzzy", "/help")]
)
def test_a_mistyped_command_is_answered_with_the_likely_one(typed: str, likely: str | None) -> None:
    if likely is None:
        assert parsed(typed)[0].name == typed
        return
    with pytest.raises(UsageProblem, match=likely):
        parsed(typed)


def test_the_default_library_is_that_of_the_index() -> None:
    assert DEFAULT == SHARED


def test_an_answer_is_numbered_and_its_passage_opened_with_the_quote_marked(reply, talk: Talk) -> None:
    assert "[1]" in reply(ASKED)
    opened = reply("/open 1")
    assert opened.startswith("[1] Bridge opens late · The Post · 2020-11-02")
    assert f">>{talk.last.cited[0].quote}<<" in opened
    assert re.search(r"shared/bridge, passage 0, characters \d+ to \d+", opened)


def test_the_closest_passages_of_no_answer_are_opened_too(reply) -> None:
    assert "Closest passages" in reply("What is the price of Zanzibar's share?")
    assert reply("/open [1]").startswith("[1] ")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/open", "Name a number"),
        ("/open 1", "Nothing was answered yet"),
        ("/open nothing like it", "No article has"),
        ("/open e", "2 articles have this"),
        ("/sources", "Nothing was answered yet"),
        ("/feedback good", "Nothing was answered yet"),
        ("/feedback fine", "Say good or bad"),
        ("/said", "name somebody"),
        ("/verify", "empty"),
        ("/since soon", "names no day"),
        ("/library a/b", "cannot be a library's name"),
        ("/export", "Name a file"),
        ("/nonsense", "There is no command /nonsense"),
        ("?!", "The question is empty"),
        ("why " * 2_000, "at most 6,000 are taken"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(reply, typed: str, says: str) -> None:
    assert says in reply(typed)


def test_a_number_that_the_answer_does_not_have_is_refused_with_those_it_has(reply) -> None:
    reply(ASKED)
    assert "no passage 99; it has 1 to" in reply("/open 99")


def test_a_passage_whose_article_has_changed_is_not_shown_as_if_it_had_not(reply, desk: Desk, tmp_path: Path) -> None:
    reply(ASKED)
    (tmp_path / "articles" / "bridge.md").write_text("Nothing of that.\n")
    desk.index("shared", [tmp_path / "articles" / "bridge.md"])
    assert "does not hold these words any more" in reply("/open 1")


@pytest.mark.parametrize("typed", ["/open Bridge opens late", "/open bridge", "/open opens"])
def test_an_article_is_opened_by_title_id_or_words_of_its_title(reply, typed: str) -> None:
    assert ARTICLES["bridge"][3] in reply(typed)


def test_sources_are_listed_once_each(reply) -> None:
    reply(ASKED)
    assert reply("/sources").count("Bridge opens late") == 1


def test_what_somebody_said_is_listed_and_about_a_topic(reply) -> None:
    assert "The harbour stays closed" in reply("/said Ann Lee")
    assert "The harbour stays closed" in reply("/said Ann Lee about closed for a week")
    assert "Nothing found" in reply("/said Ann Lee --about elephants")
    assert "2020-11-02" in reply("/timeline Bob Stone")


def test_a_quote_is_verified(reply) -> None:
    assert reply("/verify Ships left.").startswith("exact")


def test_limits_are_set_told_heeded_and_lifted(reply, talk: Talk) -> None:
    assert "since 2020-11-01" in reply("/since 2020-11")
    assert "Nothing found" in reply("/said Ann Lee")
    assert "No day is in or after" in reply("/until 2020-10-31")
    assert "source The Post" in reply("/source The Post")
    reply("/since")
    assert "Answers come from all articles." in reply("/source")
    assert talk.limits.told == ""


def test_commands_are_listed_whole_where_there_is_little_room(reply, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert "…" not in reply("/help")


@pytest.mark.parametrize("typed", ["/open no such title", "/verify"])
def test_what_a_chat_advises_can_be_done_in_it(reply, typed: str) -> None:
    assert "newsdesk" not in reply(typed)


def test_days_that_are_the_wrong_way_round_are_refused_without_options(reply) -> None:
    reply("/since 2023")
    assert reply("/until 2019").strip().endswith("swap the two.")


@pytest.mark.parametrize("limit", ["/since 2020-10-15", "/until 2020-10-13", "/source The Post"])
@pytest.mark.parametrize("looked_up", ["/said Ann Lee", "/timeline Ann Lee"])
def test_what_somebody_said_is_limited_as_the_answers_are(reply, limit: str, looked_up: str) -> None:
    assert "closed for a week" in reply(looked_up)
    reply(limit)
    assert reply(looked_up).strip() == "Nothing found."


def test_another_library_begins_anew_and_is_filled(reply, talk: Talk, tmp_path: Path) -> None:
    reply(ASKED)
    reply("/since 2020-11")
    assert "has no articles yet" in reply("/library sports")
    assert (talk.limits.told, talk.request("and then?", None).history) == ("", ())
    assert "no articles yet" in reply("Who won?")
    (tmp_path / "a match.txt").write_text("The Reds won the match.")
    assert "1 added" in reply(f"/index '{tmp_path}/a match.txt'")
    assert reply("/library").splitlines()[:2] == ["  shared  2 articles", "* sports  1 article"]


def test_indexing_says_what_fails_and_what_to_name(reply, tmp_path: Path) -> None:
    assert f"Not taken in: {tmp_path}/none.txt" in reply(f"/index {tmp_path}/none.txt")
    assert "2 unchanged" in reply("/index")
    reply("/library empty")
    assert "No source is known yet" in reply("/index")


def test_feedback_is_kept_for_who_runs_newsdesk_and_the_last_word_counts(reply, talk: Talk) -> None:
    reply(ASKED)
    reply("/feedback good")
    assert "Kept" in reply("/feedback bad the date is wrong")
    records = Records(talk.desk.ledger.home)
    ((verdict),) = records.feedback_of("shared")
    records.close()
    assert (verdict.up, verdict.reason, verdict.question) == (False, "the date is wrong", ASKED)


def test_a_conversation_is_exported_once_with_its_citations(reply, tmp_path: Path) -> None:
    reply(ASKED)
    file = tmp_path / "talk.md"
    assert "1 answer" in reply(f"/export {file}")
    text = file.read_text()
    assert f"## {ASKED}" in text
    assert "\\[1\\] *Bridge opens late* · The Post · 2020-11-02" in text
    assert "is there already" in reply(f"/export {file}")
    assert "cannot be written" in reply(f"/export {tmp_path}/none/talk.md")


def test_help_names_every_command_and_key(reply) -> None:
    told = reply("/help")
    assert all(verb.name in told for verb in VERBS)
    assert "Ctrl-C" in told


def test_a_follow_up_shows_how_it_was_understood(reply) -> None:
    reply("What did Ann Lee say about the harbour?")
    assert "Understood as: " in reply("What did she say about the ships?")


def test_what_is_typed_cannot_drive_the_terminal(reply) -> None:
    assert "\x1b" not in reply("/open \x1b]0;title\x07 \x1b[2J")


def test_a_file_that_cannot_be_written_keeps_nobody_from_asking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = Chat("shared", remembering=True)
    (tmp_path / "file").write_text("")
    chat._history = lambda: History(tmp_path / "file")
    chat._keep("a")
    chat._keep("b")
    assert capsys.readouterr().err.count("cannot be kept") == 1


def test_help_fits_a_narrow_terminal() -> None:
    with (console := Console(width=60)).capture() as shown:
        console.print(help_view())
    assert max(map(len, shown.get().splitlines())) <= 60
