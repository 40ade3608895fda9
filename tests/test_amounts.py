"""The numbers of a text are read with their units, and those that cannot both be right are told from rounded ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.amounts import amounts


def found(text: str) -> list[tuple[str, float | None, str]]:
    return [(each.span.of(text), each.value, each.unit) for each in amounts(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It cost $1.5 million.", [("$1.5 million", 1.5e6, "dollar")]),
        ("It cost 1.65 billion dollars.", [("1.65 billion dollars", 1.65e9, "dollar")]),
        ("It cost £3bn.", [("£3bn", 3e9, "pound")]),
        ("It rose by 12.5 per cent.", [("12.5 per cent", 12.5, "percent")]),
        ("It rose by 35%.", [("35%", 35.0, "percent")]),
        ("About 1,200 people came.", [("1,200", 1200.0, "")]),
        ("Twelve people came.", [("Twelve", 12.0, "")]),
        ("Two hundred and fifty thousand came.", [("Two hundred and fifty thousand", 250_000.0, "")]),
        ("Twenty-five ships came.", [("Twenty-five", 25.0, "")]),
        ("A 12-year-old came.", [("12-year", 12.0, "year")]),
        ("It is 5 km long.", [("5 km", 5.0, "km")]),
        ("They won 20–18.", [("20–18", None, "")]),
        ("It takes 5 to 10 hours.", [("5 to 10 hours", None, "hour")]),
        ("It is 18.5 °C warm.", [("18.5 °C", 18.5, "degree")]),
        ("On March 14, 2021 it opened.", []),
        ("It opened in 1921.", []),
        ("It is named COVID-19 and F-16.", []),
        ("None came.", []),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, wanted: list[tuple[str, float | None, str]]) -> None:
    assert found(text) == wanted


def test_what_a_number_counts_stands_behind_it() -> None:
    (amount,) = amounts("There came 40 large sailing ships from the north.")
    assert amount.counted == ("larg", "sail", "ship")


def test_numbers_differ_though_they_may_both_be_right() -> None:
    (least,), (more,), (rounded,) = amounts("at least 12 people"), amounts("15 people"), amounts("$5.1m")
    assert least.differs(more)
    assert not rounded.differs(amounts("$5m")[0])
    assert amounts("3 miles")[0].differs(amounts("5 km")[0])


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("12 people", "15 people", True),
        ("12 people", "twelve people", False),
        ("39 percent", "40%", False),  # rounded
        ("3 miles", "5 km", False),  # nobody converts
        ("$5", "5 euros", False),
        ("$5 million", "$6m dollars", True),
        ("$5m", "$5.1 million", False),
        ("£3m", "£2,900,000", False),
        ("5 to 10 people", "20 people", False),
        ("312 votes", "321 votes", True),
        ("at least 12 people", "15 people", False),
        ("at least 17 people", "15 people", True),
        ("up to 5,000 people", "3,000 people", False),
        ("up to 3,000 people", "5,000 people", True),
        ("no more than 12 people", "15 people", True),
        ("about 4,000 tickets", "4,310 tickets", False),
        ("nearly 900 tonnes", "400 tonnes", True),
        ("200 or more people", "230 people", False),
        ("61 percent", "61.4 percent", False),
        ("31,000 homes", "38,000 homes", True),
    ],
)
def test_two_numbers_exclude_each_other(one: str, other: str, exclude: bool) -> None:
    assert amounts(one)[0].excludes(amounts(other)[0]) is exclude


@given(st.text(alphabet="0123456789.,-– $%abm tohundredmillion", max_size=200))
def test_an_amount_is_a_part_of_its_text(text: str) -> None:
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in amounts(text))
