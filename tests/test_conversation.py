"""What a conversation named: aliases joined, relatives kept apart."""

import pytest

from bot.dialogue.conversation import exchange, subjects


def names(*pairs: tuple[str, str]) -> list[str]:
    return [subject.name for subject in subjects([exchange(*pair) for pair in pairs])]


def test_a_surname_counts_with_the_full_name() -> None:
    assert names(("What did Angela Merkel say?", "No."), ("Did Merkel resign?", "No.")) == ["Angela Merkel"]


def test_a_man_and_a_woman_of_one_name_are_two() -> None:
    assert len(names(("Did Donald Trump vote?", ""), ("Did Melania Trump vote?", ""))) == 2


def test_the_one_asked_about_last_comes_first() -> None:
    assert names(("Did Merkel resign?", ""), ("Did Macron resign?", ""))[0] == "Macron"


def test_of_two_in_one_question_the_one_who_acts_comes_first() -> None:
    assert names(("Did Merkel meet with Macron?", "")) == ["Merkel", "Macron"]


def test_the_answer_to_who_can_be_talked_about_next() -> None:
    (subject,) = subjects([exchange("Who won?", "The sprinter Kerley, easily.")])
    assert subject.led


def test_a_name_typed_in_lower_case_is_known_from_the_answer() -> None:
    (subject,) = subjects([exchange("how rich is shanahan", "Nicole Shanahan has a billion.")])
    assert (subject.name, subject.asked_at) == ("Nicole Shanahan", 0)


def test_who_is_asked_about_is_known_without_an_answer_that_names_her() -> None:
    assert names(("who is nicole shanahan", "A lawyer.")) == ["Nicole Shanahan"]


@pytest.mark.parametrize("question", ["how old was edith vantongeren", "who is edith park", "Who is Edith Park?"])
def test_a_person_is_known_from_the_question_alone(question: str) -> None:
    (subject,) = subjects([exchange(question, "She was 97.")])
    assert (subject.name.split()[0], subject.kind) == ("Edith", "person")


def test_an_unsure_name_of_an_answer_makes_no_name_of_the_question() -> None:
    past = [exchange("what did he say about nurses", "“Nurses earn too much for what they do,” he said.")]
    assert subjects(past) == []
