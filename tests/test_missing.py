"""What of a question nothing cited holds is named: names, numbers, sources, and parts that are not answered."""

import pytest
from asked_questions import question, sentence

from bot.extraction.missing import is_answered, missing, parts
from bot.extraction.named_sources import mentions

CITED = sentence(
    "The pier was opened in 1921 by Ann Lee.", title="Elmstad", source="The Bay Times", published="2022-06-01"
)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Who opened the pier of Brand?", ("Brand",)),
        ("Who opened the pier of Elmstad?", ()),  # the title names it
        ("What opened in 1922?", ("1922",)),
        ("What opened, as The Bay Times wrote on June 1, 2022?", ()),  # source and date stand above it
        ("Who opened the pier and when was it closed?", ("when was it closed",)),
        ("Who opened the pier and when was it opened?", ()),
        ("Who opened the pier, and where is the station?", ("where is the station",)),
    ],
)
def test_what_nothing_cited_holds_is_missing(asked: str, wanted: tuple[str, ...]) -> None:
    assert missing(question(asked), [CITED]) == wanted


def test_a_named_source_without_a_citation_is_missing() -> None:
    asked = "How do The Bay Times and Wire differ on the pier?"
    named = mentions(asked, ["The Bay Times", "Wire"])
    assert missing(question(asked), [CITED], named) == ("Wire",)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Who opened it and when was it closed?", ("Who opened it", "when was it closed")),
        ("Who opened it, and in which year?", ("Who opened it", "in which year")),
        ("Who came and went?", ()),
        ("I came and who went?", ()),  # only one part asks
        ("Who and who and who and who and who?", ()),  # that many are no question
    ],
)
def test_a_question_has_parts(asked: str, wanted: tuple[str, ...]) -> None:
    assert parts(asked) == wanted


@pytest.mark.parametrize(
    ("part", "answered"),
    [
        ("when was the pier opened", True),
        ("how many opened the pier", True),  # 1921 is a number too
        ("when was the pier closed", False),
        ("why was the pier opened", True),  # nothing shows whether a reason is one
    ],
)
def test_a_part_is_answered_by_what_speaks_of_it_and_has_its_kind(part: str, answered: bool) -> None:
    assert is_answered(question(f"Who came and {part}?"), part, [CITED]) is answered
