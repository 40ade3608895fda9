"""Names are found, and nothing that only begins a sentence or dates it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generating.names import names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was opened by Ann Lee.", ["Ann Lee"]),
        ("The Battle of Hastings was lost by King Harold II.", ["Battle of Hastings", "King Harold II"]),
        ("Storms flooded the harbour.", []),
        ("Elmstad was flooded.", ["Elmstad"]),
        ("Ann's ship came on Monday, 14 March 2021.", ["Ann"]),
        ("It lies in the U.S. and near Coeur d'Alene.", ["U.S.", "Coeur d'Alene"]),
        ("It was described by Taqi al-Din.", ["Taqi al-Din"]),
        ("He said: Nobody came.", []),
        ("", []),
    ],
)
def test_a_name_is_a_run_of_capitalised_words(text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in names(text)] == wanted


@given(st.text(max_size=200))
def test_names_are_parts_of_their_text(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in names(text))
