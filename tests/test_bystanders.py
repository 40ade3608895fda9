"""People without a name whom a sentence brings up."""

import pytest

from index.utterances.bystanders import bystanders


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("A man in the crowd laughed.", ["A man"]),
        ("Then an angry old voter stood up.", ["an angry old voter"]),
        ("The teacher laughed.", ["The teacher"]),
        ("Another laughed.", ["Another"]),
        ("One of them laughed.", ["One of them"]),
        ("Her lawyer laughed.", ["Her lawyer"]),
        ("Jones’s lawyer laughed.", ["Jones’s lawyer"]),
        ("The lawyers laughed.", []),
        ("The lawyer, Bob Lee, laughed.", []),
        ("The lawyer’s car stood there.", []),
        ("Ann Jones, a lawyer, laughed.", []),
        ("She is now a lawyer.", []),
        ("A retired lawyer, she laughed.", []),
        ("The letter came.", []),
    ],
)
def test_one_person_without_a_name_is_found(words: str, people: list[str]) -> None:
    assert [each.person for each in bystanders(words)] == people


@pytest.mark.parametrize(
    ("words", "is_new", "opens", "is_spoken_to"),
    [
        ("A man laughed.", True, True, False),
        ("They booed the teacher.", False, False, False),
        ("She and the teacher argued.", False, True, False),
        ("She told the teacher so.", False, False, True),
        ("She spoke to a reporter.", True, False, True),
        ("In the hall, the teacher laughed.", False, True, False),
    ],
)
def test_it_is_told_whether_they_are_new_open_the_sentence_or_are_spoken_to(
    words: str, is_new: bool, opens: bool, is_spoken_to: bool
) -> None:
    (found,) = bystanders(words)
    assert (found.is_new, found.opens, found.is_spoken_to) == (is_new, opens, is_spoken_to)


@pytest.mark.parametrize(
    ("person", "pronoun", "fits"), [("A man", "she", False), ("A man", "he", True), ("A voter", "she", True)]
)
def test_a_pronoun_must_fit_the_person(person: str, pronoun: str, fits: bool) -> None:
    (found,) = bystanders(f"{person} laughed.")
    assert found.can_be(pronoun) == fits
