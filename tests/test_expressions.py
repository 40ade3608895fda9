"""A query's words keep names and numbers whole in the word index."""

import json

import pytest
from conftest import ROOT

from bot.desk import Desk
from index import SHARED
from index.ledger.expressions import any_of, in_order, is_cut, wanted, wanted_words
from index.ledger.tokens import TOKENIZER, tokens_of
from index.vocabulary import terms

TEXTS = {
    "thousand": "The fee is 1,200 euros for each boat.",
    "hundred": "The fee is 200 euros for each car.",
    "plain": "The town has 1200 boats.",
    "decimal": "Turnover was 3.5 million.",
    "whole": "Turnover was 35 million, and 3 of 5 knew it.",
    "virus": "COVID-19 spread in Wuhan.",
    "room": "In room 19 lay covid patients, and 19 more in room 20.",
    "million": "The bridge cost 1,200,000 euros.",
}


@pytest.fixture
def library(desk: Desk) -> Desk:
    file = desk.ledger.home / "numbers.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": "T", "text": text}) for name, text in TEXTS.items()))
    desk.index(SHARED, [str(file)])
    return desk


def ranked(desk: Desk, query: str) -> list[str]:
    with desk.ledger.reading() as snapshot:
        found = snapshot.ranked_by_words((SHARED,), query, 10)
        return [article.id for _, article in (snapshot.located([key])[key] for key in found)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("200", {"hundred"}),
        ("1200", {"thousand", "plain"}),
        ("1,200", {"thousand", "plain"}),
        ("1,200,000", {"million"}),
        ("3.5", {"decimal"}),
        ("35", {"whole"}),
        ("200 boats", {"hundred", "plain"}),
    ],
)
def test_a_number_is_found_where_it_stands_whole(library: Desk, query: str, found: set[str]) -> None:
    expected = found | ({"thousand"} if "boats" in query else set())
    assert set(ranked(library, query)) == expected


def test_a_passage_that_only_cuts_a_number_counts_for_its_other_words(library: Desk) -> None:
    with library.ledger.reading() as snapshot:
        scores = snapshot.ranked_by_words((SHARED,), "200 boats fee", 10)
        without = snapshot.ranked_by_words((SHARED,), "boats fee", 10)
    assert set(scores.values()) & set(without.values())


def test_a_name_with_a_mark_inside_comes_before_its_parts(library: Desk) -> None:
    assert ranked(library, "COVID-19") == ["virus", "room"]


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("Ann’s boats", '"Ann" OR "Ann’s" OR "boats"'),
        ("it’s", '"it’s"'),
        ("non-violent", '"non" OR "violent" OR "non-violent"'),
        ("U.S. tax", '"tax" OR "U.S"'),
        ("1200", '"1200" OR "1,200"'),
        ("007", '"007"'),
        ("?", ""),
    ],
)
def test_words_become_an_expression(query: str, expression: str) -> None:
    assert any_of(wanted_words(query)) == expression


def test_a_phrase_is_looked_for_with_and_without_commas_in_numbers() -> None:
    assert in_order("1,200 Euros") == '"1200 euros" OR "1,200 euros"'
    assert in_order("…") == ""


@pytest.mark.parametrize(
    ("number", "text", "cut"),
    [
        ("200", "1,200 euros", True),
        ("200", "1,200 and 200", False),
        ("5", "3.5 percent", True),
        ("5", "5 percent", False),
        ("5", "no number", False),
        ("3.5", "3-5 years", True),
    ],
)
def test_a_number_inside_another_is_cut(number: str, text: str, cut: bool) -> None:
    assert is_cut(wanted(number), text) is cut


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("1,200 of 3.5", ["1200", "of", "3.5"]),
        ("on 14.11.2026", ["on", "14", "11", "2026"]),
        ("1,2 and 3", ["1", "2", "and", "3"]),
        ("1,200.50.", ["1200.50"]),
        ("2.0.1", ["2", "0", "1"]),
    ],
)
def test_a_number_is_one_word(text: str, stems: list[str]) -> None:
    assert [term.stem for term in terms(text)] == stems


@pytest.mark.parametrize(
    ("form", "tokens"),
    [
        ("US", ("us",)),
        ("Mayor’s", ("mayor", "s")),
        ("COVID-19", ("covid", "19")),
        ("1,200", ("1", "200")),
        ("Élections", ("elect",)),
        ("technology", ("technolog",)),
        ("possibly", ("possibl",)),
        ("snake_case", ("snake", "case")),
        ("Straße", ("straß",)),
        ("", ()),
    ],
)
def test_a_form_has_the_tokens_of_the_word_index(form: str, tokens: tuple[str, ...]) -> None:
    assert tokens_of(form) == tokens


def test_words_are_cut_as_the_ledger_cuts_them() -> None:
    assert f'tokenize = "{TOKENIZER}"' in (ROOT / "index" / "ledger" / "schema.sql").read_text()
