"""Golden questions: each condition holds or does not, and only what held before can get worse."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHIPPED

from bot.desk import Desk
from bot.errors import UsageProblem
from bot.evaluation.examining import Examiner
from bot.evaluation.golden import Golden, asked, broken, read_golden, worse
from bot.evaluation.results import Cited, Kind, Reply, Result

SHIPPED_GOLDEN = ROOT / "tests" / "golden.jsonl"
REPLY = Reply("answered", ("Rain fell in May.",), (Cited("rain", "Rain fell in May.", "Ann Lee"),))


def a_golden(**fields: Any) -> Golden:
    return Golden(**({"id": "g", "question": "When did it rain?"} | fields))


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "golden.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


@pytest.mark.parametrize(
    ("fields", "not_held"),
    [
        ({"outcome": "answered"}, ()),
        ({"outcome": "not_found"}, ("outcome not_found",)),
        ({"contains": ("may", "rain fell")}, ()),
        ({"contains": ("may", "June", "snow")}, ("contains 'June'", "contains 'snow'")),
        ({"lacks": ("snow",)}, ()),
        ({"lacks": ("rain",)}, ("lacks 'rain'",)),
        ({"speaker": "Lee"}, ()),
        ({"speaker": "Park"}, ("speaker 'Park'",)),
        ({"article": "rain"}, ()),
        ({"article": "sun"}, ("article 'sun'",)),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, fields: dict[str, Any], not_held: tuple[str, ...]) -> None:
    (golden,) = read_golden(written(tmp_path, {"id": "g", "question": "When?", **fields}))
    assert broken(golden, REPLY) == not_held


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "g", "question": "When?", "contain": ["May"]}, "contain"),
        ({"id": "g", "question": "When?"}, "nothing must hold"),
        ({"id": "g", "question": "When?", "outcome": "maybe"}, "outcome"),
    ],
)
def test_a_condition_that_would_always_hold_is_refused(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        read_golden(written(tmp_path, row))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="no golden question"):
        read_golden(written(tmp_path))


def a_result(reply: Reply, kind: Kind = "golden") -> Result:
    return Result("g", kind, "When did it rain?", reply)


def test_only_what_held_before_can_get_worse() -> None:
    golden = a_golden(contains=("May", "snow"), lacks=("wind",))
    (found,) = worse([golden], [a_result(REPLY)], [a_result(Reply("answered", ("Rain fell.",)))])
    assert found.broken == ("contains 'May'",)


def test_what_never_held_is_not_worse() -> None:
    assert worse([a_golden(contains=("snow",))], [a_result(REPLY)], [a_result(REPLY)]) == ()


def test_all_must_hold_of_a_question_that_was_not_asked_before() -> None:
    (found,) = worse([a_golden(contains=("May", "snow"))], [], [a_result(REPLY)])
    assert found.broken == ("contains 'snow'",)


def test_another_question_under_the_same_id_was_not_asked_before() -> None:
    other = Result("g", "question", "When did it snow?", REPLY)
    (found,) = worse([a_golden(contains=("snow",))], [other], [a_result(REPLY)])
    assert (found.broken, found.asked_before) == (("contains 'snow'",), False)


def test_an_id_that_two_golden_questions_bear_is_refused(tmp_path: Path) -> None:
    row = {"id": "g", "question": "When?", "contains": ["May"]}
    with pytest.raises(UsageProblem, match="more than once"):
        read_golden(written(tmp_path, row, row | {"contains": ["June"]}))


def test_the_reply_to_the_same_question_of_a_set_counts_as_before() -> None:
    golden = a_golden(contains=("snow",))
    assert worse([golden], [a_result(REPLY, "question")], [a_result(REPLY)]) == ()


def test_golden_questions_are_asked_and_never_scored(desk: Desk) -> None:
    (result,) = asked(Examiner(desk, "shared"), [a_golden(outcome="not_found")])
    assert (result.kind, result.reply.outcome, result.measures) == ("golden", "not_found", {})


@pytest.mark.model
def test_all_holds_of_the_golden_questions_about_the_shipped_article(shipped_desk: Desk) -> None:
    golden = read_golden(SHIPPED_GOLDEN)
    assert {each.article for each in golden} == {SHIPPED.stem, None}
    assert worse(golden, (), asked(Examiner(shipped_desk, "shared"), golden)) == ()
