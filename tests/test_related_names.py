"""A name answers if it stands to the question's words as the person, place or thing asked for would."""

import pytest
from asked_questions import question

from bot.extraction.related_names import persons, places, things


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("Who opened the harbour?", "The harbour was opened by Ann Lee.", ["Ann Lee"]),
        ("Who opened the harbour?", "Ann Lee opened the harbour with Bob Stone.", ["Ann Lee"]),
        ("Who opened the harbour?", "Ann Lee, a friend of Bob Stone, opened the harbour.", ["Ann Lee"]),
        ("Who opened the harbour?", "Ann Lee, who later opened the harbour, met Bob Stone.", ["Ann Lee"]),
        ("Who opened the harbour?", "In Elmstad the mayor opened the harbour.", []),
        ("Who opened the harbour?", "The mayor of Elmstad opened the harbour.", []),
        ("Who opened the harbour?", "It was opened by the Italian mayor.", []),
        ("Who was elected in May?", "Ann Lee was elected, said Bob Stone.", ["Ann Lee"]),
        ("Who was the mayor of Elmstad?", "Ann Lee was the mayor of Elmstad under Bob Stone.", ["Ann Lee"]),
        ("Who was the mayor of Elmstad?", "Ann Lee, the former mayor of Elmstad, met Bob Stone.", ["Ann Lee"]),
        ("Who was the mayor of Elmstad?", "The mayor was Ann Lee.", ["Ann Lee"]),
        ("Who will open the harbour?", "It will be opened, it opened by the mayor Ann Lee.", ["Ann Lee"]),
        ("Who will Ann Lee meet?", "Ann Lee will meet Bob Stone.", []),
        ("Who did Ann Lee meet?", "Ann Lee did meet Bob Stone.", []),  # as the object: not looked for
        ("Who?", "Ann Lee opened the harbour.", []),
    ],
)
def test_a_person_is_named_beside_what_is_asked(asked: str, text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in persons(question(asked), text)] == wanted


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("Where was Ann Lee born?", "Ann Lee was born in Elmstad and died in Brand.", ["Elmstad"]),
        ("Where was Ann Lee born?", "Ann Lee died in Brand.", []),
        ("Where did the ship move to?", "The ship did move from Elmstad to Brand.", ["Brand"]),
        ("Where did the ship come from?", "The ship did come from Elmstad to Brand.", ["Elmstad"]),
        ("Which city has a harbour?", "There is a harbour in Elmstad.", ["Elmstad"]),
        ("Which city has a harbour?", "There is a harbour in Elmstad, and one in Brand.", []),
    ],
)
def test_a_place_stands_behind_what_is_asked(asked: str, text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in places(question(asked), text)] == wanted


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("What prize did Ann Lee win?", "Ann Lee won the Turner Prize in London.", ["Turner Prize"]),
        ("Which battle did they lose?", "They lost the Battle of Brand in Elmstad.", ["Battle of Brand"]),
        ("What old tower is it modelled on?", "It is modelled on Magdalen Tower.", ["Magdalen Tower"]),
        ("What prize did Ann Lee win?", "Ann Lee won in London.", []),
        ("What did Ann Lee win?", "Ann Lee won the Turner Prize.", []),
    ],
)
def test_a_thing_says_of_what_sort_it_is(asked: str, text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in things(question(asked), text)] == wanted
