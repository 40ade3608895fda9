"""The words that answer are marked, where it is plain which ones do; else nothing is."""

import pytest
from asked_questions import question
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.marking import LONGEST_SENTENCE, are_at_odds, joined, marked
from index import Span


def marks(asked: str, text: str) -> list[str]:
    return [span.of(text) for span in marked(question(asked), text)]


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("When did the harbour open?", "The harbour opened on 14 March 1921.", ["14 March 1921"]),
        ("When did the harbour open?", "First planned in 1850 by the town, the harbour opened in 1921.", ["1921"]),
        ("When did the harbour open?", "In 1850 the harbour in 1921 was there.", []),  # either could be meant
        ("When did the harbour open after 1921?", "The harbour opened in 1921.", []),  # the question's own
        ("When was the plague?", "The plague lasted from 1347 to 1351.", ["1347 to 1351"]),
        ("In what era did it open?", "It opened in 1921.", []),
        ("How many ships came?", "In 1921 there came 40 ships with 900 sailors.", ["40"]),
        ("How many ships came?", "They sailed 40 km.", []),
        ("How much did the pier cost?", "The pier cost $9 million and is 40 km long.", ["$9 million"]),
        ("How long is the pier?", "The pier cost $9 million and is 40 km long.", ["40 km"]),
        ("What percentage voted?", "Of 900 people 40% voted.", ["40%"]),
        ("How many tonnes leaked?", "There leaked 400 tonnes.", ["400 tonnes"]),
        ("How high was the turnout?", "Turnout was 48 percent on an island 40 km long.", ["48 percent"]),
        ("How many goals fell?", "They won 20–18.", []),
        ("What was the score?", "They won 20–18.", ["20–18"]),
        ("How many came?", "No one came.", []),
        ("How much did the pier cost?", "The pier cost $5m.", ["$5m"]),
        ("Who was mayor when the pier opened?", "Eva Ros was mayor when the pier opened on June 5, 2016.", []),
        ("Was the mayor there when the pier opened?", "The mayor saw the pier open on June 5, 2016.", []),
        ("When did the mill burn?", "The mill burned and 1800 people fled.", []),
        ("Where was Nils Berg born?", "Nils Berg was not born in Oldwick, but in Tarn.", []),
        ("How cold was it?", "It was -5 degrees.", []),
        ("Why did it open?", "It opened in 1921 because of Ann Lee.", []),
    ],
)
def test_what_is_asked_for_is_marked(asked: str, text: str, wanted: list[str]) -> None:
    assert marks(asked, text) == wanted


def test_a_text_that_is_very_long_is_not_marked() -> None:
    text = "The harbour opened in 1921."
    assert marks("When did the harbour open?", text)
    assert not marks("When did the harbour open?", text + " and on" * LONGEST_SENTENCE)


def test_neighbours_are_joined() -> None:
    text = "Ann, Bob and the Lees met 1921 to 1925, said Eve"
    spans = [
        Span(text.index(word), text.index(word) + len(word)) for word in ("Ann", "Bob", "Lees", "1921", "1925", "Eve")
    ]
    assert [span.of(text) for span in joined(text, spans)] == ["Ann, Bob and the Lees", "1921 to 1925", "Eve"]


@given(st.text(max_size=300), st.sampled_from(["When did it open?", "Who came?", "How many came?", "Where is it?"]))
def test_a_mark_is_a_part_of_its_text(text: str, asked: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in marked(question(asked), text))


@pytest.mark.parametrize(
    ("asked", "texts", "at_odds"),
    [
        ("How many died?", ["At least 12 people died.", "Fifteen people died."], True),
        ("How many died?", ["At least 12 people died.", "Twelve people died."], False),
        ("How much did the pier cost?", ["The pier cost $5m.", "The pier cost $5.1 million."], False),
        ("How long is the pier?", ["The pier is 3 km long.", "The pier is 5 miles long."], True),
        ("When did the pier open?", ["The pier opened in 1921.", "The pier, not the harbour, opened in 1923."], True),
        ("When did the pier open?", ["The pier opened in 1921.", "The pier opened in May 1921."], False),
        ("Who opened the pier?", ["Ann opened the pier.", "Bob opened the pier."], False),
    ],
)
def test_different_figures_are_at_odds(asked: str, texts: list[str], at_odds: bool) -> None:
    assert are_at_odds(question(asked), texts) is at_odds
