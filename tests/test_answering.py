"""What words deny or answer stands before them."""

import pytest

from bot.speaking.answering import denies_what_stands_before


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("“I never wrote that letter,” Moll told the Echo.", True),
        ("“That is a shameless lie,” said Kern.", True),
        ("Kern denied this.", True),
        ("Moll rejected the allegations.", True),
        ("“They’re all invented,” Moll said.", True),
        ("“It isn’t true,” she said.", True),
        ("“I didn’t do it,” he said.", True),
        ("“It is not easy,” Moll said.", False),
        ("“I never liked the sea,” Kern said.", False),
        ("“That is a fine ship,” he said.", False),
        ("Kern denied that he had sold the pier.", True),
    ],
)
def test_a_denial_points_back_to_what_it_denies(text: str, denies: bool) -> None:
    assert denies_what_stands_before(text) is denies
