"""A source is named by its name as it is written."""

import pytest

from index.naming_sources import names_source, source_named


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
