"""What a question takes for granted is denied only where a sentence plainly says otherwise."""

import pytest
from asked_questions import question

from bot.extraction.premises import LONGEST_QUESTION, LONGEST_SENTENCE, Denial, denial


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        # denied
        ("When did the mayor open the harbour?", "The mayor did not open the harbour.", Denial()),
        ("When did the mayor open the harbour?", "The mayor didn’t open the harbour.", Denial()),
        ("When did the mayor open the harbour?", "The mayor has never formally opened the harbour.", Denial()),
        ("Who did not open the harbour?", "Ann Lee did open the harbour.", Denial()),
        ("When was the museum opened?", "The museum was not opened until 1931.", None),
        ("Where was Nils Berg born?", "Nils Berg was not born in Oldwick, but in Tarn.", None),
        ("Why did the dam burst?", "The dam would not have burst if the gates had been open.", None),
        ("Who designed the library?", "The library was not designed by Ann alone.", None),
        # something else in its place
        ("Who opened the largest pier?", "Ann Lee opened the smallest pier.", Denial("largest")),
        ("Who opened the northern pier?", "Ann Lee opened the southern pier.", Denial("northern")),
        ("Which port did the ship leave in 1921?", "The ship left port Brand in 1923.", None),  # leave, left
        ("Which pier was flooded in 1921?", "The pier was flooded in 1923.", Denial("1921")),
        ("Who paid for five ships?", "Ann Lee paid for six ships.", Denial("five")),
        ("What cost $8 million?", "It cost $9 million.", Denial("$8 million")),
        ("Who owns Brand Harbour?", "Ann Lee owns Elmstad Harbour.", Denial("Brand")),
        # not plain
        ("When did the mayor open the harbour?", "The mayor opened the harbour in May.", None),
        ("When did the mayor open the harbour?", "The mayor did not only open the harbour.", None),
        ("When did the mayor open the harbour?", "The mayor did not open the fair.", None),
        ("When did the mayor open the harbour?", "The mayor opened the harbour, which was not new.", None),
        ("Why did the mayor not open the harbour?", "The mayor did not open the harbour.", None),
        ("Did the mayor open the harbour?", "The mayor did not open the harbour.", None),  # nothing taken for granted
        ("Rain fell. Has the mayor opened the harbour?", "The mayor has not opened the harbour.", None),
        ("Who opened the largest pier?", "Ann Lee opened the smallest and the largest pier.", None),
        ("Who opened the largest pier?", "Ann Lee opened it with the smallest crowd.", None),
        ("When was the pier flooded, in 1921?", "The pier was flooded in 1923.", None),  # the year is asked for
        ("Which pier was flooded in 1921?", "The pier was flooded since 1923.", None),
        ("Who paid for five ships?", "Ann Lee paid for six sheds.", None),
        ("Who owns Sheeshank Harbour?", "Ann Lee owns Sheepshanks Harbour.", None),  # spelled otherwise
        ("Who owns UN Harbour?", "Ann Lee owns Nations Harbour.", None),
        ("Who owns Brand Harbour?", "Ann Lee owns the Elmstad Town Hall.", None),
    ],
)
def test_a_premise_is_denied_where_that_is_plain(asked: str, text: str, wanted: Denial | None) -> None:
    assert denial(question(asked), text, "") == wanted


def test_a_name_that_stands_around_the_sentence_is_not_replaced() -> None:
    asked = question("Who owns Brand Harbour?")
    assert denial(asked, "Ann Lee owns Elmstad Harbour.", "Brand lies there.") is None


def test_what_is_very_long_is_not_looked_at() -> None:
    text = "The mayor did not open the harbour."
    asked = "When did the mayor open the harbour?"
    assert denial(question(asked), text, "") == Denial()
    assert denial(question(asked), text + " " * LONGEST_SENTENCE, "") is None
    assert denial(question("So " * LONGEST_QUESTION + asked), text, "") is None
