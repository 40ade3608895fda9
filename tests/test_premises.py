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
        ("How big is the budget that the council approved?", "The council did not approve the budget.", Denial()),
        (
            "Why did the Norrland Line know of cracks in the hull?",
            "The Norrland Line denied on Thursday that it had known of cracks in the hull.",
            Denial(),
        ),
        ("Why were the islanders never asked?", "It is not true that the islanders were never asked.", Denial()),
        ("When was the council warned?", "Omar Brandt denied that the council was warned.", Denial()),
        ("Who was arrested?", "The police have not arrested anyone.", Denial()),
        ("Who was arrested in Tarn?", "Nobody was arrested in Tarn.", Denial()),
        # another than is asked, or in part
        ("Who was arrested in Tarn?", "The police have not arrested anyone.", None),
        ("Who was arrested?", "The police have not arrested anyone else.", None),
        ("Who was arrested?", "The police have not arrested anyone from Tarn.", None),
        ("Why did nobody arrest Ann?", "The police have not arrested anyone.", None),
        ("Why was Omar Brandt warned?", "Omar Brandt denied that the council was warned.", None),
        ("Who warned the council?", "Omar Brandt denied that he had warned the council.", None),
        ("Why did Brandt deny that the council was warned?", "Brandt denied that the council was warned.", None),
        ("When was the council warned?", "Nobody denied that the council was warned.", None),
        ("When was the council warned?", "Brandt never denied that the council was warned.", None),
        ("When was the council warned?", "Brandt denied that the council was warned only once.", None),
        ("When was the council warned?", "Brandt denied that the council was not warned.", None),
        ("Why were the islanders asked?", "It is not true that the islanders were never asked.", None),
        # finding that what seems denied is so after all
        ("When did Jon Ask resign?", "Jon Ask did not resign on Monday, as the paper wrote, but on Tuesday.", None),
        ("Why was the school closed?", "The school was not closed because of the strike, but of a leak.", None),
        ("Who caught the thief?", "The thief was not caught by the police, but by a baker.", None),
        # something else in its place
        ("Who opened the largest pier?", "Ann Lee opened the smallest pier.", Denial("largest")),
        ("Who opened the northern pier?", "Ann Lee opened the southern pier.", Denial("northern")),
        ("Which port did the ship leave in 1921?", "The ship left port Brand in 1923.", None),  # leave, left
        ("Which pier was flooded in 1921?", "The pier was flooded in 1923.", Denial("1921")),
        ("Who paid for five ships?", "Ann Lee paid for six ships.", Denial("five")),
        ("What cost $8 million?", "It cost $9 million.", Denial("$8 million")),
        ("Who owns Brand Harbour?", "Ann Lee owns Elmstad Harbour.", Denial("Brand")),
        # another, and both can be so
        ("When was Ann Lee born?", "Ann Lee died in 1921.", Denial("born", plain=False)),
        ("Who was Ann Lee’s daughter?", "Ann Lee’s son was Bob.", Denial("daughter", plain=False)),
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
        ("Who was elected New York City’s mayor?", "Eric Adams was elected New York’s Black mayor.", None),
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
