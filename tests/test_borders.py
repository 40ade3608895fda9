"""No quote begins or ends inside a word, a number or an amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.borders import cut_off, unit_marks


@pytest.mark.parametrize(
    "text",
    [
        "harb|ours",
        "1,|200 euros",
        "1|,200 euros",
        "1 |200 euros",
        "2.|5 percent",
        "by .|5 percent",
        "to -|5 degrees",
        "to –|5 degrees",
        "only $|5",
        "only € |5",
        "only US|$5",
        "only USD |5",
        "only 5| €",
        "only 5|%",
        "only 5 |percent",
        "5 percentage| points",
        "5 |million",
        "five |million",
        "a |million",
        "at 5 |pm",
        "at 5| a.m.",
        "-12|°C",
        "-12 °|C",
        "5|-6 years",
        "5-|6 years",
        "5 to |6 years",
        "10%|-15% less",
        "3 |km",
        'a 6|" pipe',
        "non-|violent",
        "un|-American",
        "does|n't",
        "the mayor|’s car",
        "50 km|/h",
        "the U.|S. navy",
        "Louis |XIV",
        "World War| II",
        "about ±|5",
    ],
)
def test_what_belongs_together_is_cut_off(text: str) -> None:
    at = text.index("|")
    cut = cut_off(text.replace("|", ""), at)
    assert cut is not None
    assert cut.start < at < cut.end


@pytest.mark.parametrize(
    "text",
    [
        "the |harbour",
        "in 2020| people left",
        "Sales fell by 10 percent| to 50 percent",
        "We win—|it is a monopoly",
        "on Friday|, 12 people",
        "on 3 May| 2021",
        "fell - |so they say",
        "“We lost 12|” he said",
        "On Monday |I left",
        "sail at 5|.",
        "12 |people died",
    ],
)
def test_between_words_and_amounts_a_quote_may_begin_or_end(text: str) -> None:
    assert cut_off(text.replace("|", ""), text.index("|")) is None


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a 6\" pipe of 7' there", "″′"),
        ("a 6'' pipe", "″"),
        ("6′ 2″ tall", "′″"),
        ('the "war of 1812" ended', ""),
        ("“We lost 12” he said", ""),
        ('"He laid a 6" pipe," she said', "″"),
        ("the '90s and 1990's", ""),
    ],
)
def test_marks_behind_digits_are_told_from_quotation_marks(text: str, marks: str) -> None:
    assert "".join(unit_marks(text).values()) == marks


@given(st.text(alphabet="a1 .,-$%\"'’”“", max_size=30), st.integers(0, 30))
def test_what_is_cut_off_stands_around_the_place(text: str, at: int) -> None:
    cut = cut_off(text, min(at, len(text)))
    assert cut is None or 0 <= cut.start < min(at, len(text)) < cut.end <= len(text)
