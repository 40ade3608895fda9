"""Of a passage, the sentence with what is asked for comes before the one with most words of the question."""

import pytest
from asked_questions import hit, question

from bot.extraction.candidates import candidates
from bot.extraction.fitting import NEAR_WHERE_IT_FITS, fits, fitting_first
from bot.extraction.judging import Judged


def first(asked: str, *sentences: str, apart: float = 1.0) -> str:
    """Return the first of the sentences of one passage, of which only the first answers as it is judged."""
    found = candidates([hit(" ".join(sentences))])
    ranked = [Judged(one, -apart * at, at == 0) for at, one in enumerate(found)]
    ordered = fitting_first(question(asked), ranked)
    assert ordered[0].answers
    assert {one.candidate.text for one in ordered} == {*sentences}
    return ordered[0].candidate.text


@pytest.mark.parametrize(
    ("asked", "best", "other", "moves"),
    [
        ("How old is Ann Lee?", "Mayor Ann Lee resigned.", "Lee, 58, was mayor.", True),
        ("How old is Ann Lee?", "Mayor Ann Lee resigned.", "Stone, 58, was mayor.", False),
        ("How old is Ann Lee?", "Ann Lee, 58, resigned.", "Lee, 50, was mayor.", False),
        ("Who will replace Ann Lee?", "Ann Lee resigned.", "She will be replaced by Bob Stone.", True),
        ("Who will replace Ann Lee?", "Ann Lee resigned.", "She will be missed by Bob Stone.", False),
        ("How many ferries does Bay Line run?", "Bay Line was founded in 1902.", "It runs nine ferries.", True),
        ("How many ferries does Bay Line run?", "Bay Line was founded in 1902.", "It employs nine people.", False),
        ("How much damage did Storm Eva do?", "Storm Eva hit 310 homes.", "Damage of 4 million euros is feared.", True),
        (
            "How much damage did Storm Eva do?",
            "Storm Eva did damage of 4 euros.",
            "Damage of 5 euros is feared.",
            False,
        ),
        (  # it counts ferries, be it that it also denies something
            "How many ferries does the harbour own?",
            "It has nine ferries, and it is not going to sell.",
            "The harbour had 900 guests, the mayor said.",
            False,
        ),
        ("Did the thieves take the Vermeer?", "Thieves took six jars.", "They left the Vermeer.", True),
        ("Did Ann Lee leave the club?", "She left the club.", "Ann Lee likes tea.", False),
        ("What year did Ann Lee die?", "Ann Lee died in 1943.", "It was the year 1903.", False),  # "year" is the kind
        ("When was the Bay Line founded?", "The Bay Line is old.", "The Sea Line was founded in 1902.", False),
        ("When was the Bay Line founded?", "The Bay Line is old.", "It was founded in 1902.", True),
    ],
)
def test_a_sentence_that_fits_comes_before_one_that_does_not(asked: str, best: str, other: str, *, moves: bool) -> None:
    assert first(asked, best, other) == (other if moves else best)


def test_a_sentence_far_behind_stays_there() -> None:
    best, other = "Bay Line was founded in 1902.", "It runs nine ferries."
    assert first("How many ferries does Bay Line run?", best, other, apart=NEAR_WHERE_IT_FITS + 0.1) == best


def test_a_sentence_of_a_passage_that_does_not_answer_stays_where_it_is() -> None:
    (best,), (other,) = (candidates([hit(text, text)]) for text in ("Bay Line is old.", "It runs nine ferries."))
    ranked = [Judged(best, 0.0, True), Judged(other, -1.0, False)]
    assert fitting_first(question("How many ferries does Bay Line run?"), ranked) == ranked


@pytest.mark.parametrize(
    ("asked", "text", "fitting"),
    [
        ("How old is Ann Lee?", "Lee, 58, resigned.", True),
        ("How old is Ann Lee?", "Lee led 58 people.", False),
        ("How many ferries run?", "Nine ferries run.", True),
        ("How many ferries run?", "Ferries run.", False),
    ],
)
def test_a_sentence_fits_with_what_is_asked_for(asked: str, text: str, *, fitting: bool) -> None:
    assert fits(question(asked), text) is fitting
