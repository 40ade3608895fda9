"""What is shown of statements with recorded verdicts on them, and with judges that err, and without."""

from pathlib import Path

import pytest
from conftest import SHARED_DATA
from replaying import JUDGES, LEAST, checker_with, recorded, shares

from bot.evaluation.sets import read_set

STATEMENTS = SHARED_DATA / "eval" / "support_dev"
pytestmark = pytest.mark.skipif(
    not STATEMENTS.is_dir(), reason="the statements are not shipped; put them into ../shared/eval"
)


@pytest.mark.parametrize("judge", JUDGES)
def test_true_statements_are_shown_and_false_ones_are_not(judge: str, home: Path) -> None:
    items = read_set(STATEMENTS).claimed
    said = JUDGES[judge]
    with checker_with(said and said(items), items, home) as (checker, _):
        found = shares(items, checker)
    assert found.reach(LEAST[judge]), found


def test_the_recorded_verdicts_are_of_these_statements_and_of_words_that_stand_in_their_evidence() -> None:
    items = read_set(STATEMENTS).claimed
    said = recorded(items)
    supported = [item for item in items if said(item)[0] == "supported"]
    assert all(any(map(str.isalnum, said(item)[1])) for item in supported)
