"""What of a question nothing cited holds is named: names, numbers, sources, and parts that are not answered."""

import pytest
from asked_questions import question, sentence

from bot.extraction.missing import missing
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
        ("Who opened the pier, according to the New York Times?", ("New York Times",)),  # one name
        ("Did Ann Stone open the pier?", ("Stone",)),
        ("When was the pier closed?", ()),
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


def test_a_decade_is_not_its_first_year() -> None:
    decade = sentence("The pier was opened in the 1960s.")
    assert missing(question("What opened in 1960?"), [decade]) == ("1960",)
    assert missing(question("What opened in the 1960s?"), [decade]) == ()


def test_what_no_sentence_has_is_missing() -> None:
    assert missing(question("When was the pier opened?"), [sentence("The pier was opened.")]) == ("when",)


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("Which is the oldest pier?", "The biggest pier is in Brand.", ("oldest",)),
        ("Which is the oldest pier?", "The oldest pier is in Brand.", ()),
        ("Which is Brand's oldest pier?", "The biggest pier is in Brand.", ("oldest",)),
        ("Which pier did Ernest open?", "The pier of Ernest is in Brand.", ()),
    ],
)
def test_another_superlative_is_missing(asked: str, text: str, wanted: tuple[str, ...]) -> None:
    assert missing(question(asked), [sentence(text, title="Pier")]) == wanted
