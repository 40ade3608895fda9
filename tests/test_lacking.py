"""Where no sentence has what a question asks for, as can be seen, the words that ask are named."""

import pytest
from asked_questions import question

from bot.extraction.lacking import has_asked, lacking


@pytest.mark.parametrize(
    ("asked", "text", "wanted"),
    [
        ("How old is Ann Lee?", "Ann Lee resigned in 2017.", "how old"),
        ("How old is Ann Lee?", "Ann Lee, 58, resigned.", None),
        ("How old is the pier of Elmstad?", "The pier of Elmstad was built in 1921.", None),
        ("How old is the pier of Elmstad?", "The pier of Elmstad was closed.", "how old"),
        ("Who built the Gull?", "The Gull was built in 1987 in Brand.", "who"),
        ("Who built the Gull?", "The Gull was built in 1987 by Lee.", None),
        ("Who built the Gull?", "The yard of Brand built the Gull.", None),
        ("Who built the Gull?", "The Gull was a ferry.", None),  # how else it may say so cannot be seen
        ("How many ferries does Bay Line run?", "Bay Line runs ferries.", "how many ferries"),
        ("How many ferries does Bay Line run?", "Bay Line runs no ferries.", None),
        ("How many ferries does Bay Line run?", "Bay Line runs nine ferries.", None),
        ("How many sailors drowned or died off Brand?", "The yard of Brand employs 640 people.", "how many sailors"),
        ("How many sailors died off Brand?", "Nine sailors were killed off Brand.", None),
        ("How many people died off Brand?", "The toll of the wreck off Brand is nine.", None),
        ("How many people were arrested in Brand?", "Brand has 9,000 inhabitants.", "how many people"),
        ("How tall is the Gull?", "The Gull carries 90 cars.", "how tall"),
        ("How tall is the Gull?", "The Gull is 30 metres tall.", None),
        ("How high is the mast?", "The mast has nine floors.", None),
        ("When did Bay Line close?", "Bay Line did close.", "when"),
        ("When did Bay Line close?", "Bay Line did close after the war.", None),
        ("In which year did Bay Line close?", "Bay Line did close.", "in which year"),
        ("Which country is Bay Line from?", "Bay Line made 40 million euros.", "which country"),
        ("Which country is Bay Line from?", "Bay Line is from Norway.", None),
        ("Who was mayor when Bay Line closed?", "Ann Lee was mayor.", None),  # it does not ask when
        ("When did Bay Line not run?", "Bay Line did run.", None),
        ("Why did Bay Line close?", "Bay Line did close.", "why"),
        ("Why did Bay Line close?", "Bay Line did close after the war.", None),
        ("Why did Bay Line close?", "Bay Line did close to save money.", None),
        ("Did Bay Line close?", "Bay Line did close.", None),
    ],
)
def test_the_words_that_ask_for_what_nothing_has_are_named(asked: str, text: str, wanted: str | None) -> None:
    assert lacking(question(asked), [text]) == wanted


def test_one_sentence_that_has_it_is_enough() -> None:
    assert lacking(question("When did Bay Line close?"), ["Bay Line did close.", "It was in 1902."]) is None


def test_a_kind_that_cannot_be_seen_is_taken_for_held() -> None:
    assert has_asked(question("What is it?"), "What", "It is.")
