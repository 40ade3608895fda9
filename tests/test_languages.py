"""The bot's own words in every language: the same keys and placeholders, in Discord's limits, for the right reader."""

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from conftest import ROOT
from made_answers import an_answer
from simulated_server import UnusualDesk, a_server, labels, text_of

from bot.discord.forms import follow_form, question_form, reason_form
from bot.discord.languages import AUTO, ENGLISH, LANGUAGES, catalogue, say, speak
from bot.discord.layout import report_reply, settings_page
from bot.discord.layout.answer import LOOKING, NOT_FOUND
from bot.discord.layout.buttons import LONGEST_LABEL, LOOKS
from bot.discord.logs import REDACTED, UNOFFERED
from bot.discord.outliving import DIRECTLY, HERE
from bot.discord.queueing import RESTARTING
from bot.discord.watching import NEWS
from bot.errors import UsageProblem
from bot.records import ServerSettings
from index import IndexReport, Unread

OTHERS = [code for code in LANGUAGES if code != ENGLISH]
LONGEST_TITLE, LONGEST_FIELD_LABEL, LONGEST_PLACEHOLDER = 45, 45, 100  # of forms
LONGEST_MENU = 150  # of the words in an empty menu
NOUNS = ("article", "passage", "question", "opinion", "reminder", "quote", "task", "source", "statement")
MADE = {f"{{:,}} {noun}{end}" for noun in (*NOUNS, "further sentence") for end in ("", "s")}
MADE |= {f"{{:,}} {what}" for what in ("added", "updated", "unchanged", "copies", "removed")}
# Their problems reach readers.
CORE = (
    "question.py",
    "guests.py",
    "verification/quotes.py",
    "speaking/reported.py",
    "searching.py",
    "overview/small_talk.py",
)
WORDS_AT = {"say": 0, "notice": 0, "notice_page": 0, "UsageProblem": 0, "_refuse": 1, "_send_away": 2}
# Why a source was not taken in.
REASONS = (
    "loading/reading.py",
    "loading/handed.py",
    "fetching/addresses.py",
    "fetching/fetcher.py",
    "fetching/wire.py",
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


def trees() -> Iterator[ast.Module]:
    for file in [*(ROOT / "bot" / "discord").rglob("*.py"), *(ROOT / "bot" / name for name in CORE)]:
        yield ast.parse(file.read_text())


def written() -> set[str]:
    """Return every text that stands in the code."""
    reasons = (ast.parse((ROOT / "index" / name).read_text()) for name in REASONS)
    nodes = (node for tree in (*trees(), *reasons) for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said() -> set[str]:
    """Return every text that the code says in so many words, or by the name of a constant."""
    everywhere = [(name, words) for tree in trees() for name, words in constants(tree).items()]
    texts = set()
    for tree in trees():
        own = constants(tree)
        for node in words_given(tree):
            if isinstance(node, ast.Name):
                texts |= {own[node.id]} if node.id in own else {words for name, words in everywhere if name == node.id}
            elif isinstance(node, ast.Constant):
                texts.add(node.value)
    return texts


def words_given(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what stands where words to be said are given, both halves of a choice."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        at = WORDS_AT.get(getattr(call.func, "id", getattr(call.func, "attr", "")), len(call.args))
        for given in call.args[at : at + 1]:
            yield from (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)


def constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts that a module gives a name."""
    named = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
    texts = {node.targets[0].id: node.value.value for node in named if isinstance(node.targets[0], ast.Name)}
    return {name: text for name, text in texts.items() if isinstance(text, str)}


def placeholders(words: str) -> list[tuple[str, str | None]]:
    return sorted((name, form) for _, name, form, _ in Formatter().parse(words) if name is not None)


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    found = {file.stem for file in Path(ROOT, "bot", "discord", "catalogues").glob("*.toml")}
    assert found == set(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_have_the_same_words(language: str) -> None:
    assert list(catalogue(language)) == list(catalogue(OTHERS[0]))


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_placeholders_of_the_english_words(language: str) -> None:
    different = [key for key, words in catalogue(language).items() if placeholders(key) != placeholders(words)]
    assert different == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_empty(language: str) -> None:
    assert all(words.strip() for words in catalogue(language).values())


def test_everything_in_the_catalogues_is_said_somewhere() -> None:
    assert set(catalogue("de")) - written() - MADE == set()


def test_what_is_said_by_the_name_of_a_constant_is_seen() -> None:
    assert {NEWS, RESTARTING, HERE, DIRECTLY} - said() == set()


def test_what_is_for_the_log_or_for_other_things_is_not_taken_for_said() -> None:
    assert said() & {UNOFFERED, REDACTED} == set()


def test_everything_said_is_in_the_catalogues() -> None:
    assert said() - set(catalogue("de")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_their_buttons(language: str) -> None:
    speak(language)
    assert [label for label, _ in LOOKS.values() if len(say(label)) > LONGEST_LABEL // 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_fit(language: str) -> None:
    speak(language)
    for form in (follow_form("a1"), reason_form("a1"), question_form("")):
        label = form.children[0]
        assert len(form.title) <= LONGEST_TITLE
        assert len(label.text) <= LONGEST_FIELD_LABEL
        assert len(label.component.placeholder or "") <= LONGEST_PLACEHOLDER


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_fit(language: str) -> None:
    speak(language)
    page = settings_page(ServerSettings(), changing=True)
    assert all(len(getattr(block, "placeholder", "")) <= LONGEST_MENU for block in page.blocks)


@pytest.mark.parametrize(
    ("wanted", "locales", "spoken"),
    [
        (AUTO, ("de", "ko"), "de"),
        (AUTO, ("es-419",), "es"),
        (AUTO, ("en-GB", "ko"), "en"),
        (AUTO, ("zh-CN",), "zh-CN"),
        (AUTO, ("zh-TW", "ko"), "ko"),  # those characters are not everybody's
        (AUTO, ("fi", ""), "en"),
        (AUTO, (), "en"),
        ("ko", ("de",), "ko"),
        ("tlh", ("de",), "de"),  # a language that the bot spoke once
    ],
)
def test_the_server_decides_on_the_language_and_else_the_reader(
    wanted: str, locales: tuple[str, ...], spoken: str
) -> None:
    speak(wanted, *locales)
    assert say(NOT_FOUND) == catalogue(spoken).get(NOT_FOUND, NOT_FOUND)


def test_words_without_a_translation_are_english() -> None:
    speak("de")
    assert say("Nobody ever said {}.", "this") == "Nobody ever said this."


def test_words_from_outside_are_put_in_as_they_are() -> None:
    speak("de")
    assert say("Question: {}", "what is {}?") == "Frage: what is {}?"


def test_a_problem_keeps_its_english_words_for_the_terminal() -> None:
    speak("de")
    assert str(UsageProblem("“{}” is no web address; give one that begins with https://", "x{}")).startswith("“x{}” is")


async def test_two_requests_at_once_speak_their_own_languages() -> None:
    async def one(language: str) -> str:
        speak(language)
        await asyncio.sleep(0.01)
        return await asyncio.to_thread(say, LOOKING)

    assert await asyncio.gather(*map(one, OTHERS)) == [catalogue(language)[LOOKING] for language in OTHERS]


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


@pytest.mark.parametrize("language", OTHERS)
async def test_an_answer_has_the_servers_language_around_the_articles_own_words(
    ready: UnusualDesk, language: str
) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, language=language)
        answered = await server.ask("harbour")
        words = catalogue(language)
        assert words["Question: {}"].format("harbour") in text_of(answered)
        assert "Ship number 1 left the harbour in the rain." in text_of(answered)
        assert words["Follow up"] in labels(answered.response)
        thanked = await server.alice.click(answered.response, label="👍")
        assert words["Thank you. What you think of the answer is kept, without your name."] in text_of(thanked)


async def test_a_mention_is_answered_in_the_servers_language(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, language="es")
        (said,) = await server.mention("harbour")
        assert "Pregunta: harbour" in said


async def test_a_form_and_what_is_wrong_with_it_are_in_the_servers_language(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        server.records.change(server.guild.id, language="de")
        answered = await server.ask("harbour", since="whenever")
        assert "nennt keinen Tag" in text_of(answered)


def test_why_a_file_was_not_taken_in_is_told_in_the_language_spoken() -> None:
    speak("de")
    report = IndexReport(failed=[Unread("x.txt", "the article is empty; put its text into it")])
    (page,) = report_reply("x.txt", report).pages
    assert "der Artikel ist leer; schreib seinen Text hinein" in str(page)
