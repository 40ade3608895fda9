"""Forgeries, films and claims under check: nobody has really said their words."""

import pytest
from reported_speech import speakers

from index.utterances.frames import disowns, is_labelled


@pytest.mark.parametrize(
    "text",
    [
        "In a deepfake video shared this week, Ann Jones said so.",
        "In a video that turned out to be fake, Ann Jones said so.",
        "Ann Jones said in a doctored clip that all is lost.",
        "A made-up quote, “All is lost,” Ann Jones said, was shared by thousands.",
        "In the film, Ann Jones says aliens rule.",
        "In the opening scene of the play, Ann Jones tells the king to go.",
        "Ann Jones, portraying the queen, said so.",
        "Ann Jones said so, according to a viral post.",
        "Imagine Ann Jones said so.",
        "Not according to Ann Jones: all is well.",
        "All is well, but not according to Ann Jones.",
        "CLAIM: Ann Jones said so.",
        "Claim: It is bad, Ann Jones said. She said it was late.",
        "Photo: Ann Jones says all is well.",
        "“All is lost,” Ann Jones said. The quote is fabricated.",
    ],
)
def test_nobody_says_what_is_acted_forged_denied_or_only_claimed(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In the documentary, Ann Jones says the king must go.",
        "Speaking at the film festival, Ann Jones said so.",
        "On the set of the movie, Ann Jones said so.",
        "In a statement about the fake video, Ann Jones said so.",
        "The letter is a fake, Ann Jones said.",
        "Ann Jones said the video is a fake.",
        "All is well, according to Ann Jones.",
        "Ann Jones said so, according to a court report.",
    ],
)
def test_a_statement_about_a_film_or_forgery_is_one(text: str) -> None:
    assert speakers(text) == ["Ann Jones"]


@pytest.mark.parametrize(
    ("paragraph", "labelled"),
    [
        ("CLAIM: It is so.", True),
        ("The claim: it is so.", True),
        ("MYTH 2: It is so.", True),
        ("It is so: bad.", False),
    ],
)
def test_a_label_marks_a_paragraph(paragraph: str, labelled: bool) -> None:
    assert is_labelled(paragraph) == labelled


@pytest.mark.parametrize(
    ("sentence", "disowned"),
    [
        ("THE FACTS: The quote is fabricated.", True),
        ("That video was a hoax.", True),
        ("The quote is a good one.", False),
        ("The budget is bogus.", False),
    ],
)
def test_a_sentence_can_disown_the_words_before_it(sentence: str, disowned: bool) -> None:
    assert disowns(sentence) == disowned
