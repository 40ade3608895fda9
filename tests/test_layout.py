"""Layouts: what each reply shows, that text from outside does nothing there, and that Discord takes every page."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import discord
import discord_schemas
import pytest
from conftest import SHARED_DATA, an_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_answers import FRESH, RAIN, a_worded_answer, an_answer, answer_of, cited, passage_of
from simulated_server import plain
from test_discord import ACTING

from bot.answer import Answer, Citation, Figure, Outcome, Statement
from bot.discord.layout import (
    ArticleList,
    CommandLine,
    Reply,
    Surroundings,
    Tone,
    Verb,
    answer_reply,
    article_reply,
    articles_page,
    changed_page,
    custom_id,
    gaps_reply,
    growing_page,
    help_reply,
    indexing_page,
    looking_page,
    more_reply,
    notice_page,
    page_view,
    passage_reply,
    query_token,
    report_reply,
    said_reply,
    settings_page,
    status_reply,
    template,
    timeline_reply,
    verification_reply,
)
from bot.discord.layout.articles import ARTICLES_A_PAGE
from bot.discord.layout.buttons import LOOKS
from bot.discord.layout.describing import NONE, day
from bot.discord.layout.paging import MOST_CHARACTERS, MOST_COMPONENTS, MOST_PAGES, REST, fits, one_page, paged
from bot.discord.layout.parts import Accent, Attachment, Button, Page, Row, Rule, Section, Text
from bot.discord.markdown import BREAK
from bot.discord.splitting import length
from bot.speaking.reported import Quote
from bot.verification.differences import Difference
from bot.verification.quotes import Match, Verdict, Verification
from index import Article, Freshness, IndexReport, Passage, SourceState, Span, Unread, Utterance, clean, clean_line

EMPTY = Freshness(0, 0, None, None, 0)
NAUGHTY = SHARED_DATA / "security" / "blns" / "blns.json"
ID = "aB3-_x9Zq1"
EVERY = frozenset(Verb)
FLOOD = "a" + "\u0301" * 4_000
HOSTILE = [
    "@everyone @here <@1> <@&1> <#1> <t:0> <t:0:R> <:a:1> <a:b:1> </ask:1>",
    "[a](https://evil.example) https://evil.example discord.gg/abc discord.com/invite/abc",
    "```\n# heading\n-# small\n> quote\n- list\n1. one\n||spoiler|| ~~struck~~ **bold** __under__ `code`",
    "\u202eright to left\u202c \u200b\u200d\u2060\ufeff مرحبا بالعالم שלום",
    "👩‍👩‍👧‍👦👍🏽🇨🇳" * 200,
    FLOOD,
    "x" * 6_000,
    "\\" * 2_000,
    "<" * 4_000,
    "",
    " ",
    "\ud800 lone",
    "../../etc/passwd\0.txt",
]


# --- what a page holds


def components(page: Page) -> Iterator[dict[str, Any]]:
    """Yield every component of the page as Discord is sent it, nested ones too."""

    def walk(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for one in given:
            yield one
            yield from walk(one.get("components", []))
            yield from walk([one["accessory"]] if "accessory" in one else [])

    return walk(page_view(page).to_components())


def text_of(page: Page) -> str:
    return "\n".join(one["content"] for one in components(page) if "content" in one)


def texts(reply: Reply) -> str:
    return "\n".join(map(text_of, reply.pages))


def ids(page: Page) -> list[str]:
    return [one["custom_id"] for one in components(page) if one.get("custom_id")]


def labels(page: Page) -> list[str]:
    return [one["label"] for one in components(page) if one.get("label")]


def files(reply: Reply) -> list[str]:
    """Return the names of the files that the last page shows, and check that no other page shows any."""
    named = [[one["file"]["url"] for one in components(page) if "file" in one] for page in reply.pages]
    assert not any(named[:-1])
    return [address.removeprefix("attachment://") for address in named[-1]]


def check(page: Page) -> None:
    """Assert that Discord takes a page, by its documented limits and, where it is at hand, its schema."""
    found = list(components(page))
    named = [one["custom_id"] for one in found if one.get("custom_id")]
    labelled = [one["label"] for one in found if one.get("label")]
    shown = [one["content"] for one in found if "content" in one]
    assert len(found) <= MOST_COMPONENTS
    assert sum(map(length, shown)) <= MOST_CHARACTERS
    assert shown
    assert all(text.strip() for text in shown)
    assert len(named) == len(set(named))
    assert all(1 <= length(one) <= 100 for one in named)
    assert all(1 <= length(one) <= 80 for one in labelled)
    if discord_schemas.available():
        assert [
            wrong for one in page_view(page).to_components() if (wrong := discord_schemas.wrong_container(one))
        ] == []


def check_all(reply: Reply) -> None:
    assert 1 <= len(reply.pages) <= MOST_PAGES
    assert files(reply) == ([reply.attached.name] if reply.attached else [])
    for page in reply.pages:
        check(page)


def assert_inert(text: str) -> None:
    """Assert that nothing in marked-up text acts but timestamps and links of our own."""
    ours = re.sub(r"<t:-?\d+:[DR]>|\[[^\[\]\n]*\]\(<https?://[^<>\s()]*>\)", "", text)
    bare = re.sub(r"\\([^\w\s]|_)", "", ours)
    assert not re.search(r"@(everyone|here|[!&]?\d)|://|discord\.(gg|com)/|<|\]\(|`|\|\||__", bare), bare


# --- answers


def test_the_statements_stand_with_their_marks_under_the_question() -> None:
    reply = answer_reply(answer_of(cited(an_article(RAIN), "Rain fell.", "Ships left.")))
    assert texts(reply).splitlines()[:3] == ["-# Question: rain?", "- Rain fell. [1]", "- Ships left. [2]"]


def test_what_the_question_was_taken_for_is_said_where_it_differs() -> None:
    one = cited(an_article(RAIN), "Rain fell.")
    assert "-# Understood as: rain in Peru?" in texts(answer_reply(answer_of(one, understood="rain in Peru?")))
    assert "Understood" not in texts(answer_reply(answer_of(one)))


def test_marked_words_are_bold() -> None:
    statement = Statement("Rain fell on 12 ships.", (1,), (Span(8, 16), Span(13, 21)))
    reply = answer_reply(answer_of(cited(an_article(RAIN), "Rain fell."), statements=(statement,)))
    assert "Rain fel**l on 12 ships**. [1]" in texts(reply)


def test_an_extractive_statement_is_shown_once() -> None:
    assert texts(answer_reply(answer_of(cited(an_article(RAIN), "Rain fell.")), ID, EVERY)).count("Rain fell.") == 1


def test_a_language_models_answer_is_a_bold_sentence_then_others_one_line_of_sources_and_what_was_left_out() -> None:
    (page,) = answer_reply(a_worded_answer(), ID, EVERY).pages
    assert text_of(page).split("\n")[1:5] == [
        "**It rained, and ships sailed.** [1][2]",
        "- The harbour shut. [3]",
        "-# Sources: [1]–[3] Rain · undated",
        "-# One statement is left out.",
    ]
    assert labels(page) == ["Follow up", "Show evidence", "👍", "👎"]


def test_its_evidence_is_each_statement_over_the_words_that_it_rests_on() -> None:
    shown = texts(more_reply(a_worded_answer(), ID, EVERY))
    parts = [shown.index(part) for part in (
        "**Evidence**", "It rained", "> Rain fell.", "> Ships left.", "The harbour shut.", "-# Nobody has judged",
        "> The harbour closed.")]  # fmt: skip
    assert parts == sorted(parts)
    assert shown.count("Nobody has judged") == 1


def test_a_language_models_answer_without_buttons_holds_its_quotes() -> None:
    assert "> Rain fell." in texts(answer_reply(a_worded_answer()))


def elaborate() -> Answer:
    quotes = ("Rain fell.", "The mayor said it would stop.", "Ships left.")
    made = cited(an_article(RAIN), *quotes)
    statements = [Statement(quote, (number,), (), number == 2) for number, quote in enumerate(quotes, 1)]
    return answer_of(made, statements=tuple(statements))


def test_elaborations_stand_behind_more() -> None:
    (page,) = answer_reply(elaborate(), ID, EVERY).pages
    assert "mayor" not in text_of(page)
    assert "1 further sentence behind More" in text_of(page)
    assert custom_id(Verb.MORE, ID) in ids(page)


def test_more_shows_the_whole_answer_in_its_order() -> None:
    shown = texts(more_reply(elaborate(), ID, EVERY))
    assert re.findall(r"^- .*", shown, re.MULTILINE) == [
        "- Rain fell. [1]",
        "- The mayor said it would stop. [2]",
        "- Ships left. [3]",
    ]


def test_without_a_more_button_elaborations_follow_the_points() -> None:
    shown = texts(answer_reply(elaborate()))
    assert shown.index("Ships left. [3]") < shown.index("The mayor said")


def test_without_elaborations_there_is_no_more_button() -> None:
    (page,) = answer_reply(answer_of(cited(an_article(RAIN), "Rain fell.")), ID, EVERY).pages
    assert labels(page) == ["Passage", "Follow up", "👍", "👎"]


@pytest.mark.parametrize("offered", [(), (Verb.UP,), (Verb.PASSAGE, Verb.FOLLOW_UP)])
def test_only_buttons_that_somebody_handles_are_shown(offered: tuple[Verb, ...]) -> None:
    (page,) = answer_reply(elaborate(), ID, offered).pages
    assert {one.split(":")[1] for one in ids(page)} == {verb.value for verb in offered}


def test_every_source_is_a_section_with_its_passage_button() -> None:
    fields = {"source": "The *Post*", "published": "2020-10-20", "url": "https://example.org/a_b"}
    article = an_article(RAIN, **fields)
    (page,) = answer_reply(answer_of(cited(article, "Rain fell.")), ID, EVERY).pages
    (section,) = [one for one in components(page) if one["type"] == 9]
    assert section["components"][0]["content"] == (
        f"**[1]** Rain · The \\*Post\\* · <t:{int(datetime(2020, 10, 20, 10, 30, tzinfo=UTC).timestamp())}:D>"
        " · [example.org](<https://example.org/a_b>)"
    )
    assert section["accessory"]["custom_id"] == f"nd:passage:{ID}:1"


def test_an_article_cited_in_several_passages_stands_once_with_a_button_for_each() -> None:
    article = an_article(RAIN)
    rain = cited(article, "Rain fell.", passage=passage_of(article, 0, 52))
    ships = cited(article, "Rain fell.", "Ships left.", passage=passage_of(article))
    both = (*rain, replace(ships[1], passage=passage_of(article, 54)))
    (page,) = answer_reply(answer_of(both), ID, EVERY).pages
    assert text_of(page).count("Rain · undated") == 1
    assert labels(page)[:2] == ["Passage [1]", "Passage [2]"]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (None, "undated"),
        ("2020-10-20T23:30:00+00:00", "<t:1603236600:D>"),
        ("2020-10-20T23:30:00", "<t:1603236600:D>"),
        ("2020-10-20", "<t:1603189800:D>"),
        ("about 1900", "about 1900"),
        ("0001-01-01", "<t:-62135559000:D>"),
    ],
)
def test_a_day_is_shown_in_the_readers_own_time(published: str | None, shown: str) -> None:
    article = Article("shared", "rain", "Rain", RAIN, published=published)
    assert f"Rain · {shown}" in texts(answer_reply(answer_of(cited(article, "Rain fell."))))


@pytest.mark.parametrize("hours", range(-10, 14))  # ahead of UTC: from Hawaii to Tonga
def test_a_day_without_a_time_is_that_day_wherever_people_live(hours: int) -> None:
    seconds = int(day("2020-10-14").removeprefix("<t:").removesuffix(":D>"))
    assert datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours))).date().isoformat() == "2020-10-14"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/a(b)", "[example.org](<https://www.example.org/a%28b%29>)"),
        ("https://example.org/@everyone", "[example.org](<https://example.org/%40everyone>)"),
        ("https://bücher.example/x", "[xn--bcher-kva.example](<https://bücher.example/x>)"),
        ("https://[broken/x", ""),
        ("https://example.org/" + "a" * 2_000, ""),
    ],
)
def test_a_link_shows_the_host_it_leads_to(url: str, shown: str) -> None:
    text = texts(answer_reply(answer_of(cited(an_article(RAIN, url=url), "Rain fell."))))
    assert shown in text
    assert ("](<" in text) == bool(shown)


def test_what_the_articles_do_not_say_looks_different_and_shows_what_is_closest() -> None:
    answer = answer_of((), outcome=Outcome.NOT_FOUND, closest=cited(an_article(RAIN), "Ships left."))
    (page,) = answer_reply(answer, ID, EVERY).pages
    assert "The articles do not say." in text_of(page)
    assert "> Ships left." in text_of(page)
    assert custom_id(Verb.TELL, ID) in ids(page)
    assert custom_id(Verb.PASSAGE, ID, 1) in ids(page)
    assert page.accent is Accent.NOT_FOUND


def test_what_is_answered_in_part_says_what_is_missing_and_looks_different() -> None:
    answer = answer_of(cited(an_article(RAIN), "Rain fell."), outcome=Outcome.PARTLY, missing=("Peru", "*cup*"))
    (page,) = answer_reply(answer).pages
    assert "**The articles answer only a part of this.** What is cited does not mention: Peru, \\*cup\\*." in text_of(
        page
    )
    assert page.accent is Accent.IN_PART


def test_closest_passages_of_a_part_answer_take_no_number_of_a_citation() -> None:
    made = cited(an_article(RAIN), "Rain fell.")
    (page,) = answer_reply(answer_of(made, outcome=Outcome.PARTLY, closest=made), ID, EVERY).pages
    check(page)


def test_figures_that_differ_stand_first_with_their_days() -> None:
    made = cited(an_article(RAIN, published="2022-06-01"), "Rain fell.", "Ships left.")
    answer = answer_of(made, differing=(Figure("12", 1), Figure("15 ships", 2)))
    assert "**The articles give different figures:** **12** [1] (<t:1654079400:D>), **15 ships** [2] (<t:" in texts(
        answer_reply(answer)
    )


def test_how_current_the_library_is_stands_in_small_print() -> None:
    shown = texts(answer_reply(answer_of(cited(an_article(RAIN), "Rain fell."))))
    assert shown.endswith("-# 2 articles · newest of <t:1603267200:D> · indexed <t:1767323045:R>")
    assert texts(answer_reply(answer_of((), outcome=Outcome.NOT_FOUND, freshness=EMPTY))).endswith(
        "-# 0 articles · undated · never indexed"
    )


def test_where_nothing_is_indexed_it_is_told_how_articles_come_in() -> None:
    for reply in (
        answer_reply(answer_of((), outcome=Outcome.NOT_FOUND, freshness=EMPTY)),
        verification_reply("Rain fell.", Verification(Verdict.ABSENT, ()), EMPTY),
        Reply((articles_page(ArticleList((), 0, 0)),)),
    ):
        assert NONE in texts(reply)


def test_closest_passages_of_one_article_name_it_once() -> None:
    closest = cited(an_article(RAIN), "Rain fell.", "Ships left.")
    (page,) = answer_reply(answer_of((), outcome=Outcome.NOT_FOUND, closest=closest), ID, EVERY).pages
    assert text_of(page).count("**Rain** · undated") == 1
    assert labels(page)[:2] == ["Passage", "Passage"]


@pytest.mark.parametrize(
    ("position", "shown"), [(0, "Looking …"), (1, "Looking …"), (2, "1 question before"), (9, "8 questions before")]
)
def test_who_waits_is_told_the_position(position: int, shown: str) -> None:
    page = looking_page("rain?", position)
    assert shown in text_of(page)
    assert page.accent is Accent.WORKING


def test_what_is_to_be_told_of_the_model_stands_above_the_answer() -> None:
    (page,) = answer_reply(an_answer(notice="The language model took too long."), ID, EVERY).pages
    assert "-# The language model took too long." in text_of(page)


@pytest.mark.parametrize("statements", [1, 3, 300])
def test_an_answer_that_grows_shows_what_it_has_as_far_as_there_is_room(statements: int) -> None:
    page = growing_page(an_answer(statements))
    assert "Ship number 1" in text_of(page)
    assert page.accent is Accent.WORKING


# --- the limits


def long_answer(statements: int, articles: int = 1) -> Answer:
    """Return an answer of many sentences, in turn from several articles."""
    made: list[Citation] = []
    for number in range(articles):
        sentences = [f"Ship {number}.{at} left the harbour in the rain of that day." for at in range(statements)]
        article = an_article(" ".join(sentences), id=f"rain-{number}", url=f"https://example.org/{number}")
        made += cited(article, *sentences)
    numbered = [
        type(one)(at, one.article, one.passage, one.quote, one.start, one.end) for at, one in enumerate(made, 1)
    ]
    said = [Statement(one.quote, (one.number,)) for one in numbered]
    return answer_of(tuple(numbered), statements=tuple(said))


def test_an_answer_too_long_for_a_message_goes_on_in_the_next() -> None:
    reply = answer_reply(long_answer(100), ID, EVERY)
    check_all(reply)
    assert len(reply.pages) > 1
    assert reply.attached is None
    assert [labels(page) for page in reply.pages[:-1]] == [[] for _ in reply.pages[:-1]]
    assert all(text_of(page).endswith("]") for page in reply.pages[:-1])


def test_many_sources_go_on_in_the_next_message_whole() -> None:
    reply = answer_reply(long_answer(1, articles=30), ID, EVERY)
    check_all(reply)
    sections = [one for page in reply.pages for one in components(page) if one["type"] == 9]
    assert [one["accessory"]["custom_id"] for one in sections] == [f"nd:passage:{ID}:{at}" for at in range(1, 31)]


def test_an_answer_beyond_all_measure_ends_in_a_file_with_the_whole() -> None:
    answer = long_answer(600)
    reply = answer_reply(answer, ID, EVERY)
    check_all(reply)
    assert len(reply.pages) == MOST_PAGES
    assert REST in text_of(reply.pages[-1])
    assert custom_id(Verb.FOLLOW_UP, ID) in ids(reply.pages[-1])
    assert reply.attached
    assert files(reply) == [reply.attached.name]
    assert all(statement.text in plain(reply.attached.text) for statement in answer.statements)


BUTTON = Button("Passage", "nd:passage:x:1")
BLOCK = st.one_of(
    ACTING.map(Text),
    st.integers(0, 9_000).map(lambda many: Text("It rained. " * (many // 11))),
    st.integers(0, 5_000).map(lambda many: Section("x" * many, BUTTON)),
    st.just(Rule()),
    st.integers(0, 5).map(lambda many: Row((BUTTON,) * many)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.lists(BLOCK, max_size=60), st.sampled_from([(), (Rule(), Text("end"), Row((BUTTON,)))]), st.booleans())
def test_no_page_is_over_the_limits(blocks: list[Any], closing: tuple[Any, ...], file: bool) -> None:
    reply = paged(blocks, closing, Accent.DONE, Attachment("a.md", "a") if file else None)
    assert len(reply.pages) <= MOST_PAGES
    for page in reply.pages:
        assert page.blocks
        assert fits(page.blocks)
        assert page.blocks[0] != Rule()
        assert page.blocks[-1] != Rule()
        assert sum(1 for _ in components(page)) <= MOST_COMPONENTS


def test_blocks_too_many_for_one_page_are_refused() -> None:
    with pytest.raises(ValueError, match="paged"):
        one_page([Text("x" * 3_000), Text("y" * 3_000)], Accent.DONE)


def test_a_view_leaves_nothing_behind_in_discord_py() -> None:
    view = page_view(looking_page("rain?"))
    assert view.is_finished()
    assert view.timeout is None
    assert isinstance(view, discord.ui.LayoutView)


# --- passages


SIX = "One came first. Two followed.\n\nThree was here. Four too. Five left. Six stayed."


def surroundings(text: str = SIX, start: int = 31, end: int = 56, **fields: str) -> Surroundings:
    article = an_article(text, **fields)
    before = Passage("b", article.id, 0, 0, start - 2, text[: start - 2])
    after = Passage("a", article.id, 2, end + 1, len(text), text[end + 1 :])
    quote = Span(text.index("Four"), text.index("Four") + 9)
    here = Passage("h", article.id, 1, start, end, text[start:end])
    return Surroundings(article, here, (quote,), before, after)


def test_a_passage_stands_in_its_surroundings_with_the_quote_in_bold() -> None:
    shown = texts(passage_reply(surroundings()))
    assert "> One came first. Two followed.\n> \n> Three was here. **Four too.** Five left. Six stayed." in shown
    assert shown.endswith("-# shared/rain\\#1") or shown.endswith("-# shared/rain#1")


def test_long_surroundings_are_shortened_at_sentences() -> None:
    text = "It rained on and on. " * 100 + "\n\n" + "Four too." + "\n\n" + "Then it was dry again. " * 100
    at = text.index("Four")
    shown = plain(texts(passage_reply(surroundings(text, at, at + 9))))
    assert re.search(r"^> … It rained", shown, re.MULTILINE)
    assert re.search(r"dry again\. …$", shown, re.MULTILINE)
    assert len(shown) < 1_200
    assert "**Four too.**" in shown


def test_words_that_an_article_holds_no_more_are_said_to_be_so() -> None:
    article = an_article("All new.", published="2024-01-01")
    changed, gone = changed_page("Rain fell.", "Rain", article), changed_page("Rain fell.", "Rain", None)
    assert "was changed" in text_of(changed)
    assert "not in the library any more" in text_of(gone)
    assert "“Rain fell.”" in text_of(gone)


# --- what people said, verdicts


def quotes(count: int = 2, text: str = RAIN) -> list[Quote]:
    said = Utterance("The mayor", "Mayor *Li*", "said", "indirect", (Span(0, min(len(text), 52)),))
    return [Quote(an_article(text, id=f"r{at}", published=f"202{at % 10}-01-01"), said) for at in range(count)]


def test_what_somebody_said_is_listed_by_article() -> None:
    shown = texts(said_reply("Li", "rain", quotes()))
    assert shown.startswith("### What Li said about rain\n**Rain** · <t:")
    assert "> Rain fell. The mayor said it would stop. It did not." in shown
    assert "-# Mayor \\*Li\\* (said, indirect)" in shown


def test_a_timeline_gives_the_day_first() -> None:
    shown = texts(timeline_reply("Li", "", quotes()))
    assert re.search(r"^\*\*<t:\d+:D>\*\* · Rain", shown, re.MULTILINE)


def test_nothing_said_is_no_error() -> None:
    reply = said_reply("Li", "rain", [])
    assert "no statement" in texts(reply)
    assert reply.pages[0].accent is Accent.NOT_FOUND


def test_more_than_can_be_read_goes_into_a_file() -> None:
    reply = said_reply("Li", "", quotes(40))
    check_all(reply)
    assert "40 statements; 25 more in the attached file" in texts(reply)
    assert reply.attached
    assert files(reply) == [reply.attached.name]
    assert reply.attached.text.count("## ") == 40


def difference(article: str, asked: str, harmless: bool = False, text: str = RAIN) -> Difference:
    start = text.index(article)
    op = "replace" if article and asked else "delete" if article else "insert"
    return Difference(op, article, asked, harmless, Span(start, start + len(article)), Span(0, len(asked)))


def verified(verdict: Verdict, *differences: Difference) -> Verification:
    return Verification(verdict, (Match(an_article(RAIN), 0, 40, differences),))


def test_words_that_differ_are_struck_and_bold() -> None:
    shown = texts(verification_reply("Snow fell", verified(Verdict.ALTERED, difference("Rain", "Snow")), FRESH))
    assert "### Altered: the articles say it otherwise." in shown
    assert "> ~~Snow~~ **Rain** fell. The mayor said it would stop." in shown


def test_differences_that_mean_nothing_are_only_listed() -> None:
    shown = texts(verification_reply("rain fell", verified(Verdict.NEAR, difference("Rain", "rain", True)), FRESH))
    assert "> Rain fell. The mayor" in shown
    assert "-# the meaning stays: article **Rain**, quote ~~rain~~" in shown


def test_a_speaker_outside_of_the_quote_is_listed() -> None:
    shown = texts(verification_reply("Rain", verified(Verdict.ALTERED, difference("Ships", "Boats")), FRESH))
    assert "-# otherwise in the article: article **Ships**, quote ~~Boats~~" in shown


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_words(verdict: Verdict) -> None:
    reply = verification_reply("rain", Verification(verdict, ()), FRESH)
    assert f"### {verdict.value.capitalize()}: " in texts(reply)


# --- libraries, servers, the bot


def many(count: int, title: str = "Rain") -> list[Article]:
    return [an_article(RAIN, id=f"r{at}", title=title) for at in range(count)]


def test_articles_are_listed_with_buttons_to_turn_the_page() -> None:
    page = articles_page(ArticleList(many(8), 1, 20, "rain"))
    assert "### 20 articles with “rain” in the title" in text_of(page)
    assert "-# page 2 of 3" in text_of(page)
    assert ids(page) == ["nd:articles:0:rain", "nd:articles:2:rain"]


@pytest.mark.parametrize(("number", "disabled"), [(0, [True, False]), (1, [False, False]), (2, [False, True])])
def test_there_is_no_page_before_the_first_or_after_the_last(number: int, disabled: list[bool]) -> None:
    page = articles_page(ArticleList(many(4), number, 2 * ARTICLES_A_PAGE + 4))
    assert [one["disabled"] for one in components(page) if one.get("custom_id")] == disabled


def test_one_page_of_articles_has_no_buttons() -> None:
    assert ids(articles_page(ArticleList(many(3), 0, 3))) == []
    assert ids(articles_page(ArticleList(many(8), 0, 30), turning=False)) == []


def test_a_page_of_the_longest_titles_fits() -> None:
    url = "https://example.org/" + "x" * 900
    worst = [an_article(RAIN, id="<" * 200, title="<" * 1_000, source="<" * 500, url=url, published="x" * 99)] * 8
    check(articles_page(ArticleList(worst, 999_998, 10**7, "<" * 500)))


@given(ACTING)
def test_the_words_searched_for_come_back_from_a_button(query: str) -> None:
    made = custom_id(Verb.ARTICLES, 3, query_token(query))
    read = template(Verb.ARTICLES).fullmatch(made)
    assert read
    assert read["page"] == "3"
    assert " ".join(query.split()).startswith(read["query"])
    assert query_token(read["query"]) == read["query"]


@pytest.mark.parametrize("verb", [verb for verb in LOOKS if verb is not Verb.PASSAGE])
def test_the_custom_id_of_an_answers_button_is_read_back(verb: Verb) -> None:
    read = template(verb).fullmatch(custom_id(verb, ID))
    assert read
    assert read["answer"] == ID


def test_the_custom_id_of_a_passage_is_read_back() -> None:
    read = template(Verb.PASSAGE).fullmatch(custom_id(Verb.PASSAGE, ID, 12))
    assert read
    assert (read["answer"], read["number"]) == (ID, "12")


def test_a_custom_id_that_discord_would_refuse_is_an_error() -> None:
    with pytest.raises(ValueError, match="100"):
        custom_id(Verb.MORE, "x" * 100)


def test_a_short_article_is_shown_whole_without_a_file() -> None:
    reply = article_reply(an_article(RAIN, author="Li"), [an_article(RAIN, id="copy")])
    assert "Ships left." in texts(reply)
    assert "by Li" in texts(reply)
    assert "also as copy" in texts(reply)
    assert reply.attached is None


def test_a_long_article_is_shown_to_the_end_of_a_sentence_and_attached() -> None:
    article = an_article("It rained all day long. " * 500)
    reply = article_reply(article)
    assert "all day long.\n-# The whole article is in the attached file." in texts(reply)
    assert reply.attached
    assert article.text.strip() in plain(reply.attached.text)


def test_the_status_shows_failed_sources_first() -> None:
    sources = [SourceState(f"s{at}", "2024-01-01T00:00:00+00:00", None) for at in range(20)]
    sources.append(SourceState("feed", None, "no *answer*"))
    shown = texts(status_reply(FRESH, sources, "stale"))
    assert "2 articles · 3 passages" in shown
    assert shown.index("- feed · never read · **failed**: no \\*answer\\*") < shown.index("- s0")
    assert "and 6 more" in shown
    assert "**stale**" in shown


def test_help_lists_the_commands_given() -> None:
    commands = [CommandLine("/ask", "Ask", ("question",)), CommandLine("/index add", "Add", (), for_managers=True)]
    shown = texts(help_reply(commands))
    assert "**/ask**: Ask\n-# question" in shown
    assert shown.index("For managers") < shown.index("**/index add**: Add")


@pytest.mark.parametrize(
    ("done", "total", "shown"), [(0, 0, "Reading …"), (5, 10, "50% · 5 of 10"), (10, 10, "100%"), (11, 10, "100%")]
)
def test_progress_is_shown_while_indexing(done: int, total: int, shown: str) -> None:
    assert shown in text_of(indexing_page("a_b.pdf", done, total))


@pytest.mark.parametrize(
    ("report", "accent"),
    [
        (IndexReport(added=2, passages=9, embedded=9), Accent.DONE),
        (IndexReport(added=1, failed=[Unread("a", "b")]), Accent.IN_PART),
        (IndexReport(failed=[Unread("a", "b")]), Accent.WRONG),
    ],
)
def test_the_report_of_an_indexing_shows_how_it_ended(report: IndexReport, accent: Accent) -> None:
    assert report_reply("feed", report).pages[0].accent is accent


def test_the_report_names_what_failed_and_why() -> None:
    failed = [Unread(f"f{at}.pdf", "is *empty*") for at in range(12)]
    shown = texts(report_reply("files", IndexReport(added=2, failed=failed)))
    assert "2 added" in shown
    assert "**12 not taken in**\n- f0.pdf: is \\*empty\\*" in shown
    assert "and 2 more" in shown


def gap(question: str = "who won?", count: int = 3) -> SimpleNamespace:
    return SimpleNamespace(id="g1", question=question, count=count, last=datetime(2024, 1, 1, tzinfo=UTC))


def test_gaps_are_listed_with_how_often_they_were_asked() -> None:
    assert "- **who won?** · 3 times, last <t:1704067200:R> · g1" in texts(gaps_reply([gap()]))
    assert "once" in texts(gaps_reply([gap(count=1)]))
    assert "found an answer" in texts(gaps_reply([]))


def choices(**fields: object) -> SimpleNamespace:
    usual = {"channels": (), "auto_channels": (), "forums": (), "roles": (), "language": "en", "private": False,
             "threads": False}  # fmt: skip
    return SimpleNamespace(**(usual | fields))


def test_settings_are_shown_in_words() -> None:
    shown = text_of(settings_page(choices(channels=(1, 2), roles=(3,), private=True)))
    assert "- Answers in: **<#1>, <#2>**" in shown
    assert "**<@&3>**" in shown
    assert "the asker only" in shown
    check(settings_page(choices(**dict.fromkeys(["channels", "auto_channels", "forums", "roles"], (10**19,) * 100))))


def test_a_notice_is_plain_text() -> None:
    page = notice_page("Ask *again*, @everyone", Tone.FAILED)
    assert text_of(page) == f"Ask \\*again\\*, @{BREAK}everyone"
    assert page.accent is Accent.WRONG


# --- anything from outside


def everything(text: str) -> Iterator[Reply]:
    """Yield every reply there is, with a text from outside wherever one can stand."""
    words = clean(text).strip() or "Rain fell."
    article = Article("shared", text[:190], text, words, "https://example.org/a", text, text, text or None, text)
    made = cited(article, words)
    answer = answer_of(
        made,
        question=clean_line(text),
        understood=text,
        missing=(text,),
        outcome=Outcome.PARTLY,
        differing=(Figure(text, 1),),
        closest=made,
        statements=(Statement(words, (1,), (Span(0, 5), Span(9, 11))), Statement(words, (1,), elaborates=True)),
    )
    for offered in (EVERY, ()):
        yield answer_reply(answer, ID, offered)
        yield more_reply(answer, ID, offered)
    yield answer_reply(answer_of((), outcome=Outcome.NOT_FOUND, closest=made, question=text), ID, EVERY)
    yield answer_reply(answer_of(made, answerer="generated"), ID, EVERY)
    half = len(words) // 2
    spoken = Utterance(text, text, text, "direct", (Span(0, len(words)),))
    passage = passage_of(article, half)
    yield passage_reply(Surroundings(article, passage, (Span(half, len(words)),), passage_of(article, 0, half)))
    yield said_reply(text, text, [Quote(article, spoken)] * 3)
    yield timeline_reply(text, text, [Quote(article, spoken)] * 3)
    changed = Difference("replace", words[:half], text, False, Span(0, half), Span(0, len(text)))
    kept = Difference("replace", words[half:], text, True, Span(half, len(words)), Span(0, len(text)))
    match = Match(article, 0, len(words), (changed, kept))
    yield verification_reply(text, Verification(Verdict.ALTERED, (match, match)), FRESH)
    yield article_reply(article, [article] * 9)
    yield status_reply(FRESH, [SourceState(text, text, text)] * 30, text)
    yield help_reply([CommandLine(text, text, (text,))] * 9)
    yield report_reply(text, IndexReport(failed=[Unread(text, text)] * 30))
    yield gaps_reply([gap(text)] * 30)
    pages = [articles_page(ArticleList([article] * 9, 1, 99, text)), indexing_page(text, 1, 2), looking_page(text, 3)]
    pages += [changed_page(text, text, article), changed_page(text, text, None), notice_page(text)]
    yield from (Reply((page,)) for page in pages)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_whatever_comes_from_outside_is_shown_within_the_limits_and_does_nothing(text: str) -> None:
    for reply in everything(text):
        check_all(reply)
        assert_inert(texts(reply))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ACTING)
def test_no_text_breaks_a_reply(text: str) -> None:
    for reply in everything(text):
        check_all(reply)
        assert_inert(texts(reply))


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the Big List of Naughty Strings is not shipped")
def test_naughty_strings_break_no_reply() -> None:
    for text in json.loads(NAUGHTY.read_text()):
        for reply in everything(text):
            check_all(reply)
            assert_inert(texts(reply))


@pytest.mark.skipif(not discord_schemas.available(), reason=discord_schemas.ABSENT)
def test_the_schema_that_pages_are_checked_against_refuses_what_is_wrong() -> None:
    (container,) = page_view(looking_page("rain?")).to_components()
    assert discord_schemas.wrong_container(container) is None
    container["components"][0]["content"] = ""
    assert "content" in (discord_schemas.wrong_container(container) or "")
