"""A source is named by its name as it is written."""

import pytest

from index.naming_sources import is_called, names_source, short_names, source_named


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        ("What did The Bay Times report?", "The Bay Times", True),
        ("What did the Bay Times report?", "The Bay Times", True),
        ("according to TechCrunch", "TechCrunch | Startup News", True),
        ("what time is it", "Time", False),
        ("What did Timely say?", "Time", False),
        ("anything", None, False),
        ("anything", "", False),
        ("a (b", "(b", True),
    ],
)
def test_a_text_names_a_source(text: str, source: str | None, named: bool) -> None:
    assert names_source(text, source) is named


def test_a_source_is_found_wherever_it_is_named() -> None:
    text = "What did the Bay Times and Wire report, and what Wire alone?"
    assert [span.of(text) for span in source_named(text, "Wire")] == ["Wire", "Wire"]
    assert [span.of(text) for span in source_named(text, "The Bay Times")] == ["Bay Times"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What do the Courier and the Herald say?", ["Courier", "Herald"]),
        ("The Courier's report", ["Courier"]),
        ("the Courier Building", []),
        ("the courier and a Courier", []),
        ("the BBC", []),
    ],
)
def test_a_capitalised_word_behind_the_may_be_a_short_name(text: str, names: list[str]) -> None:
    assert [span.of(text) for span in short_names(text)] == names


@pytest.mark.parametrize(
    ("source", "name", "called"),
    [
        ("Coast Courier", "Courier", True),
        ("The Coast Courier | Local News", "Courier", True),
        ("The Coast Courier | Local News", "News", False),
        ("Coast Courier", "Coast", False),
        ("The Courier", "Courier", False),  # that is its whole name
        (None, "Courier", False),
        ("", "", False),
    ],
)
def test_a_source_is_called_by_the_last_word_of_its_name(source: str | None, name: str, *, called: bool) -> None:
    assert is_called(source, name) is called
