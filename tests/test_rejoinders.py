"""What an article reports and takes back is never shown alone."""

import pytest
from asked_questions import hit, question, ranked

from bot.extraction.candidates import candidates
from bot.extraction.rejoinders import Rejoinder, rejoinder
from bot.extraction.selection import selected


def taken_back(text: str, asked: str = "How many ships sank?") -> Rejoinder | None:
    found = candidates([hit(text)])
    return rejoinder(question(asked), found[0], ranked(*found))


@pytest.mark.parametrize(
    ("report", "reply", "denies"),
    [
        ("A post claims that nine ships sank.", "The post is false.", True),
        ("A letter said that nine ships sank.", "This was untrue.", True),
        ('"Nine ships sank," the pilot said.', "The harbour office denied this on Monday.", True),
        ("The pilot said nine ships sank.", "Lee rejected the accusation.", True),
        ("The film is said to show nine ships.", "Experts said the film was a clumsy forgery.", True),
        ("The pilot told a paper that nine ships sank.", "He later retracted his statement.", False),
        ("The pilot told a paper that nine ships sank.", "The paper apologised for the report.", False),
    ],
)
def test_a_report_is_taken_back_by_the_sentence_behind_it(report: str, reply: str, denies: bool) -> None:
    found = taken_back(f"{report} {reply} Rain fell.")
    assert found is not None
    assert (found.candidate.text, found.denies) == (reply, denies)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nine ships sank. This was untrue.", "nothing is reported as said"),
        ("The pilot said nine ships sank. He did not deny it.", "the denial is denied"),
        ("The pilot said nine ships sank. It was false that he slept.", "another claim"),
        ("The pilot said nine ships sank. Lee said the pier was fake.", "of something else"),
        ("The pilot said nine ships sank. Lee said ten did. The claim is false.", "of what was said in between"),
        ("The pilot said nine ships sank. Rain fell. Snow fell. Hail fell. The claim is false.", "too far behind"),
        ("The pilot said nine ships sank. The port rejected the bid.", "no claim"),
    ],
)
def test_nothing_else_takes_a_report_back(text: str, why: str) -> None:
    assert taken_back(text) is None, why


def test_a_turn_of_what_was_announced_belongs_to_a_question_for_yes_or_no() -> None:
    text = "The owner said the ferry would not sail. Rain fell. On Friday, however, the ferry did sail."
    found = taken_back(text, "Will the ferry sail?")
    assert found is not None
    assert (found.candidate.text, found.denies) == ("On Friday, however, the ferry did sail.", False)
    assert taken_back(text, "How long did the ferry sail?") is None


def test_the_rejoinder_stands_right_behind_the_report_within_the_words_of_an_answer() -> None:
    long = f"Nine ships sank {'far ' * 50}out."
    found = candidates([hit(f"A post said nine ships sank. The claim is false. {long}")])
    post, false, _ = found
    selection = selected(question("How many ships sank?"), ranked(post, found[2], false))
    assert selection.chosen == (post, false)
    assert [each.candidate for each in selection.rejoinders] == [false]
