"""A claim is denied where a sentence says as a whole that it is not so."""

import pytest
from asked_questions import question

from bot.extraction.denials import claim_denied, none_at_all


@pytest.mark.parametrize(
    ("asked", "text", "denied"),
    [
        ("Why did the Line know of cracks?", "The Line denied on Friday that it had known of cracks.", True),
        ("When did the mayor warn the council?", "It is untrue that the mayor warned the council.", True),
        ("Why did the mayor warn the council?", "She rejected claims that the mayor warned the council.", True),
        ("Why did the mayor warn the council?", "It is not denied that the mayor warned the council.", False),
        ("Why did the mayor warn the council?", "She denied that the mayor warned the council in anger only.", False),
        ("Why did the mayor warn the council?", "She denied that the mayor warned the police.", False),
        ("Is it true that the mayor warned the council?", "She denied that the mayor warned the council.", False),
    ],
)
def test_a_claim_is_denied_as_a_whole(asked: str, text: str, denied: bool) -> None:
    assert claim_denied(question(asked), text) is denied


@pytest.mark.parametrize(
    ("asked", "text", "title", "nobody"),
    [
        ("Who was arrested over the Astrid?", "The police have not arrested anyone.", "The Astrid", True),
        ("Who was arrested over the Astrid?", "Nobody was arrested.", "The Astrid", True),
        ("Who was arrested over the Astrid?", "Nobody was arrested.", "News", False),
        ("Who was arrested over the Astrid?", "Nobody was arrested so far.", "The Astrid", False),
        ("Who was hurt on the Astrid?", "Nobody was arrested.", "The Astrid", False),
        ("When was the Astrid lost?", "Nobody was lost.", "The Astrid", False),
    ],
)
def test_nobody_is_who_is_asked_for(asked: str, text: str, title: str, nobody: bool) -> None:
    assert none_at_all(question(asked), text, title) is nobody
