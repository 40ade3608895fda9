"""A quote is exact when only its typography differs, and never when a word does."""

import json

import pytest
from conftest import SHARED_DATA, an_article
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from bot.errors import UsageProblem
from bot.quotes import Verdict, occurrences, verify

TEXT = "“We’ll win — it’s a monopoly network,” she said. It cost 10² dollars. Café life… goes on in the non-U.S. zone."
ITEMS = SHARED_DATA / "eval" / "verify_quote"


def found(text: str, quote: str) -> list[str]:
    return [span.of(text) for span in occurrences(text, quote)]


@pytest.mark.parametrize(
    "quote",
    [
        "it’s a monopoly network",
        "it's a monopoly network",
        "it's  a\nmonopoly\u00a0network",
        "We'll win - it's",
        "We'll win—it's",
        "\"We'll win -- it's a monopoly network,\" she said.",
        "Cafe\u0301 life... goes on",
        "non‑U.S. zone",
        "mono\u00adpoly network",
    ],
)
def test_a_quote_that_differs_in_typography_only_is_found(quote: str) -> None:
    assert len(found(TEXT, quote)) == 1


@pytest.mark.parametrize(
    "quote",
    [
        "it is a monopoly network",
        "it’s not a monopoly network",
        "a monopoly networks",
        "onopoly network",
        "It cost 102 dollars",
        "It cost 10 dollars",
        "cafe life",
        "It’s A Monopoly Network",
    ],
)
def test_a_quote_that_differs_in_a_word_is_not_found(quote: str) -> None:
    assert found(TEXT, quote) == []


def test_every_place_where_a_quote_stands_is_found() -> None:
    assert found("No, no. A no is a no.", "no") == ["no", "no", "no"]


@given(st.text(min_size=1), st.data())
def test_any_run_of_whole_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    for span in occurrences(text, quote):
        assert 0 <= span.start < span.end <= len(text)


def test_a_quote_over_two_passages_is_exact(desk: Desk) -> None:
    sentences = [f"The harbour number {number} is closed on Sundays in winter." for number in range(60)]
    put(desk, "long", " ".join(sentences))
    with desk.ledger.reading() as snapshot:
        assert verify(snapshot, "shared", " ".join(sentences[5:40])).verdict is Verdict.EXACT


def test_the_match_names_the_article_and_its_own_words(desk: Desk) -> None:
    put(desk, "rain", an_article().text)
    with desk.ledger.reading() as snapshot:
        (match,) = verify(snapshot, "shared", "rain  fell").matches or verify(snapshot, "shared", "Rain  fell").matches
    assert (match.article.id, match.text) == ("rain", "Rain fell")


@pytest.mark.parametrize("quote", ["", " ", "“”", "..."])
def test_an_empty_quote_is_refused(desk: Desk, quote: str) -> None:
    with desk.ledger.reading() as snapshot, pytest.raises(UsageProblem):
        verify(snapshot, "shared", quote)


def test_a_quote_of_ten_megabytes_is_refused(desk: Desk) -> None:
    with desk.ledger.reading() as snapshot, pytest.raises(UsageProblem):
        verify(snapshot, "shared", "a " * 5_000_000)


@pytest.mark.skipif(not ITEMS.is_dir(), reason="the quotes to verify lie beside the project and are not there")
def test_of_the_measured_quotes_every_exact_one_is_accepted_and_no_other(desk: Desk) -> None:
    desk.index("shared", [ITEMS / "corpus.jsonl"])
    items = [json.loads(line) for line in (ITEMS / "items.jsonl").read_text().splitlines()]
    with desk.ledger.reading() as snapshot:
        wrong = [
            (item["id"], item["label"], item["change"])
            for item in items
            if (verify(snapshot, "shared", item["quote"]).verdict is Verdict.EXACT) != (item["label"] == "exact")
        ]
    assert wrong == []


def put(desk: Desk, name: str, text: str) -> None:
    file = desk.ledger.home / f"{name}.jsonl"
    file.write_text(json.dumps({"id": name, "title": name, "text": text}))
    desk.index("shared", [file])
