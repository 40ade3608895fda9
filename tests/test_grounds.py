"""Asked why, an article's reason stands behind what happened, also where another sentence gives it."""

from dataclasses import replace

import pytest
from asked_questions import hit, question, ranked

from bot.extraction.candidates import candidates
from bot.extraction.grounds import grounds
from bot.extraction.selection import selected


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ("The owner said the money was needed because fares fell.", True),  # right behind it
        ("Rain fell. The ferries were let go because fares fell.", True),
        ("Rain fell. Swans drowned because ice broke.", False),  # of something else
        ("Rain fell. Snow fell. Hail fell. The ferries went because fares fell.", False),  # too far behind
        ("The owner was sad.", False),
    ],
)
def test_a_reason_stands_behind_what_it_explains(behind: str, found: bool) -> None:
    sentences = candidates([hit(f"The town sold two ferries. {behind}")])
    given = grounds(question("Why did the town sell ferries?"), sentences[0], ranked(*sentences))
    assert given == ([sentences[-1]] if found else [])


def test_where_a_reason_is_found_what_gives_none_is_left_out() -> None:
    told = candidates([hit("The town sold two ferries. It said so because fares fell.")])
    other = candidates([hit("The town sold ferries in spring.", "other")])
    judged = ranked(told[0], *other, told[1])
    judged[-1] = replace(judged[-1], rank=judged[0].rank - 4)
    selection = selected(question("Why did the town sell ferries?"), judged)
    assert selection.chosen == (told[0], told[1])


def test_a_reason_that_nothing_gives_is_missing() -> None:
    (told,) = candidates([hit("The town sold two old ferries.")])
    assert selected(question("Why did the town sell ferries?"), ranked(told)).missing == ("why",)
