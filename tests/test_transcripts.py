"""Interviews that are printed line by line."""

import pytest
from reported_speech import words_of

from index.utterances import utterances

INTERVIEW = """The harbour master was asked on Friday.

Q: Will the pier be mended?
Greta Moll: It will. We have the timber.
Q: When?
Moll: In autumn.

Then Moll went back to work."""


def test_a_line_behind_a_question_is_the_answer_of_whom_it_names() -> None:
    words = words_of(INTERVIEW, "Greta Moll")
    assert words == "Greta Moll: It will. | We have the timber. | Moll: In autumn."


def test_the_questions_of_one_who_is_named_are_no_answers() -> None:
    text = "Ivo Kern: Will the pier be mended?\nGreta Moll: It will.\nIvo Kern: Truly?\nGreta Moll: Truly."
    assert [said.speaker for said in utterances(text)] == ["Greta Moll", "Greta Moll"]


@pytest.mark.parametrize(
    "text",
    [
        "Greta Moll: harbour master of Lund.\nIvo Kern: pilot.",
        "Greta Moll: 52 percent.\nIvo Kern: 44 percent.",
        "Who will win? The paper went around.\n\nGreta Moll: 52 percent.",
        "Q: Who built the pier?\nAnswer: Greta Moll did.",
        "Q: Where is it?\nLund: It is a town.",
        "Greta Moll: Will it hold?\nGreta Moll: It will.",
    ],
)
def test_a_name_before_a_colon_alone_is_nobody_who_answers(text: str) -> None:
    assert utterances(text) == []
