"""Where articles are compared on one thing, the sentences on just that are looked at."""

import pytest
from asked_questions import ranked, sentence

from bot.extraction.aspects import on_aspect

HEADING = sentence("The bridge to the island should be built.", "a")
COST = sentence("It would cost 310 million euros.", "a")
DEAR = sentence("The cost of the bridge is too high.", "b")
DEAD = sentence("The fall killed 12 people at the bridge.", "b")
DAY = sentence("The opening of the bridge is on May 3.", "c")
ALL = (HEADING, COST, DEAR, DEAD, DAY)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Do the Herald and the Courier agree on the cost of the bridge?", [COST]),
        ("Do the articles differ about the cost of the bridge?", [COST]),
        ("Compare the cost of the bridge in both papers", [COST]),
        ("What do both papers say about the cost of the bridge?", [COST]),
        ("How do the papers differ on the number of people killed?", [DEAD]),
        ("Do the papers agree on the opening of the bridge?", [DAY]),
        ("Do the papers agree on the colour of the bridge?", [*ALL]),
        ("What do both papers say about the bridge?", [*ALL]),
    ],
)
def test_the_sentences_on_what_is_compared_are_left(question: str, kept: list[object]) -> None:
    assert [one.candidate for one in on_aspect(question, ranked(*ALL))] == kept


def test_a_sentence_without_a_figure_is_left_where_none_has_one() -> None:
    question = "Do both agree on the cost of the bridge?"
    assert [one.candidate for one in on_aspect(question, ranked(HEADING, DEAR))] == [DEAR]


def test_a_sentence_that_does_not_answer_is_no_aspect() -> None:
    judged = ranked(HEADING, COST, answers=False)
    assert on_aspect("Do both agree on the cost of the bridge?", judged) == judged
