"""Pages: quotes marked where their offsets say, linked both ways, and nothing of a text read as markup."""

import re
from typing import Any

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from made_answers import RAIN, a_worded_answer, answer_of, cited, passage_of

from bot.answer import Outcome, Statement
from bot.browsing import WholeArticle
from bot.pages import answer_page, article_page
from bot.pages.highlighting import Highlight, paragraphs
from index import Span

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mark></article></main><h1>Owned</h1>",
    "{{ 7 * 7 }} {% include 'base.html' %}",
    "<!-- --><style>*{display:none}</style>",
    "&lt;b&gt; &amp;amp;",
]


def read(page: str) -> Any:
    return html.document_fromstring(page)


def quotes_of(page: Any) -> dict[int, str]:
    """Return the words that are marked for each citation, as they stand in the page."""
    found: dict[int, str] = {}
    for mark in page.iter("mark"):
        for name in mark.get("class").split():
            if number := re.fullmatch(r"q(\d+)", name):
                at = int(number[1])
                found[at] = found.get(at, "") + mark.text_content()
    return found


def test_each_quote_is_marked_where_its_offsets_say() -> None:
    citations = cited(an_article(RAIN), "Rain fell.", "Ships left.")
    assert quotes_of(read(answer_page(answer_of(citations)))) == {1: "Rain fell.", 2: "Ships left."}


def test_quotes_that_overlap_are_marked_in_pieces_and_not_in_one_another() -> None:
    article = an_article(RAIN)
    citations = cited(article, "Rain fell. The mayor said it would stop.", "The mayor said it would stop. It did not.")
    page = read(answer_page(answer_of(citations)))
    assert quotes_of(page) == {1: citations[0].quote, 2: citations[1].quote}
    assert not page.xpath("//mark//mark")


def test_a_language_models_statements_stand_beside_their_quotes() -> None:
    page = read(answer_page(a_worded_answer()))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.iter("td")] for row in page.xpath("//details//tbody/tr")
    ]
    assert rows == [
        ["It rained, and ships sailed.", "Rain fell. [1] Ships left. [2]"],
        ["The harbour shut. Nobody has judged whether the quote bears this out.", "The harbour closed. [3]"],
    ]
    assert page.xpath("//li/strong")[0].text_content() == "It rained, and ships sailed."
    assert "One statement is left out." in page.text_content()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_language_model_writes_is_no_markup(text: str) -> None:
    statements = (Statement(text, (1,)),)
    page = read(answer_page(a_worded_answer(statements=statements, notice=text)))
    assert not page.xpath("//script | //img | //h1[text()='Owned']")
    assert text.split()[0] in page.xpath("//details")[0].text_content()


def test_sentences_and_quotes_are_linked_both_ways() -> None:
    page = read(answer_page(answer_of(cited(an_article(RAIN), "Rain fell.", "Ships left."))))
    links = {link.get("href") for link in page.iter("a")}
    assert {"#quote-1", "#quote-2", "#sentence-1", "#sentence-2"} <= links
    named = page.xpath("//@id")
    assert len(named) == len(set(named))
    assert {link[1:] for link in links if link.startswith("#")} <= set(named)


def test_quotes_that_begin_at_one_place_both_have_a_target() -> None:
    citations = cited(an_article(RAIN), "Rain fell.", "Rain fell. The mayor said it would stop.")
    named = read(answer_page(answer_of(citations))).xpath("//@id")
    assert {"quote-1", "quote-2"} <= set(named)


def test_an_article_is_shown_whole() -> None:
    page = read(answer_page(answer_of(cited(an_article(RAIN), "Rain fell."))))
    for mark in page.xpath("//sup"):
        mark.drop_tree()
    shown = [" ".join(paragraph.text_content().split()) for paragraph in page.xpath("//article/div/p")]
    assert shown == ["Rain fell. The mayor said it would stop. It did not.", "The harbour closed. Ships left."]


def test_no_text_is_read_as_markup() -> None:
    text = " ".join(f"{words} is what somebody wrote." for words in HOSTILE)
    article = an_article(text, title=HOSTILE[0], source=HOSTILE[1], author=HOSTILE[2], language='"><b>')
    answer = answer_of(cited(article, text), question=HOSTILE[0], understood=HOSTILE[1], missing=(HOSTILE[2],))
    for page in (answer_page(answer), article_page(WholeArticle(article, (passage_of(article),), (article,)))):
        tags = {element.tag for element in read(page).iter() if isinstance(element.tag, str)}
        assert not tags & {"script", "img", "b"}
        assert len(read(page).xpath("//style")) == 1
        assert len(read(page).xpath("//h1")) == 1
        assert [words for words in HOSTILE if words not in read(page).text_content()] == []


def test_a_page_loads_nothing() -> None:
    article = an_article(RAIN, url="https://example.org/rain?a=1&b=%22")
    page = answer_page(answer_of(cited(article, "Rain fell.")))
    assert not read(page).xpath("//@src | //link | //script | //form | //iframe | //object | //base")
    assert not re.search(r"url\(|@import", page)
    [policy] = read(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_no_answer_shows_what_comes_closest_as_no_answer() -> None:
    closest = cited(an_article(RAIN), "Ships left.")
    page = read(answer_page(answer_of((), outcome=Outcome.NOT_FOUND, statements=(), closest=closest)))
    assert "The articles do not say." in page.text_content()
    assert "not an answer" in page.text_content()
    assert quotes_of(page) == {1: "Ships left."}


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NOT_FOUND])
def test_what_is_to_be_told_of_the_model_stands_on_the_page(outcome: Outcome) -> None:
    answer = answer_of(cited(an_article(RAIN), "Rain fell."), outcome=outcome, notice="The model took <too> long.")
    assert read(answer_page(answer)).findtext(".//p[@role='note']") == "The model took <too> long."


def test_words_that_answer_are_in_bold() -> None:
    citations = cited(an_article(RAIN), "Rain fell.")
    answer = answer_of(citations, statements=(Statement("Rain fell.", (1,), marked=(Span(0, 4),)),))
    assert [bold.text for bold in read(answer_page(answer)).iter("strong")] == ["Rain"]


def test_a_passage_of_an_article_is_marked() -> None:
    article = an_article(RAIN)
    passage = passage_of(article, 0, len("Rain fell."))
    assert quotes_of(read(article_page(WholeArticle(article, (passage,), ()), passage))) == {1: "Rain fell."}


@given(
    st.text(alphabet="ab \n\u00a0\u2029.<&", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_pieces_hold_each_highlight_and_all_the_text(text: str, borders: list[tuple[int, int]]) -> None:
    ends = [sorted(min(border, len(text)) for border in pair) for pair in borders]
    spans = [Span(start, end) for start, end in ends if text[start:end].strip()]
    made = paragraphs(text, [Highlight(number, span) for number, span in enumerate(spans)])
    shown = "".join(piece.text for pieces in made for piece in pieces)
    assert "".join(shown.split()) == "".join(text.split())
    pieces = [piece for paragraph in made for piece in paragraph]
    for number, span in enumerate(spans):
        held = "".join(piece.text for piece in pieces if number in piece.numbers)
        assert "".join(held.split()) == "".join(span.of(text).split())
        assert sum(number in piece.begins for piece in pieces) == 1
        assert sum(number in piece.ends for piece in pieces) == 1
