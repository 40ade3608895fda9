"""Who is reported to have kept silent."""

import pytest

from index.utterances.silence import silences


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Harbour master Greta Moll declined to comment on the lease.", "Greta Moll"),
        ("Greta Moll left. Moll, the harbour master, would not comment.", "Greta Moll"),
        ("Ivo Kern said he was glad, but Greta Moll refused to discuss it.", "Greta Moll"),
        ("Asked about the lease, Moll offered no comment.", "Moll"),
        ("Moll, who left the port in May, could not be reached.", "Moll"),
        ("A spokesman for the Port Authority did not immediately respond.", "A spokesman for the Port Authority"),
    ],
)
def test_who_says_nothing_stands_before_the_verb(text: str, who: str) -> None:
    assert [made.speaker for made in silences(text)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Neither would comment.",
        "“I declined to comment,” she said.",
        "Ivo Kern said that Greta Moll declined to comment.",
    ],
)
def test_where_it_is_not_plain_who_is_silent_nobody_is(text: str) -> None:
    assert silences(text) == []
