"""An erased article goes out of the kept answers too; what people asked stays theirs."""

from pathlib import Path

import pytest
from kept_answers import ANNA, cited, everything_in, kept

from bot.answer import Statement
from bot.desk import Desk
from bot.records import FILE_NAME, Records
from bot.withdrawing import Withdrawing, own_words

SECRET = "Zyxwvutsrq fell on the harbour of the town in the morning."
OTHER = "Snow fell in the mountains all night long, the mayor said."


def indexed(desk: Desk, tmp_path: Path) -> None:
    for name, text in (("secret", SECRET), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text)
        assert not desk.index("shared", [tmp_path / f"{name}.txt"]).failed


def answered(article_id: str, text: str, question: str = "What fell?") -> object:
    return kept(
        question, statements=(Statement(text, (1,)),), citations=(cited(1, text, article_id=article_id),), closest=()
    )


def test_forgetting_an_article_withdraws_the_answers_that_show_it(
    desk: Desk, records: Records, home: Path, tmp_path: Path
) -> None:
    indexed(desk, tmp_path)
    withdrawn, stays = records.keep(answered("secret", SECRET)), records.keep(answered("other", OTHER))
    assert desk.forget("shared", ["secret"]).erased == ("secret",)
    first, second = records.answer(withdrawn), records.answer(stays)
    assert first is not None
    assert second is not None
    assert (first.withdrawn, first.statements, second.withdrawn) == (True, (), False)
    assert b"yxwvutsrq" not in everything_in(home)


def test_a_question_in_the_words_of_the_article_does_not_keep_it_from_being_erased(
    desk: Desk, records: Records, tmp_path: Path
) -> None:
    indexed(desk, tmp_path)
    answer_id = records.keep(answered("secret", SECRET, question=f"Is it true: {SECRET}"))
    records.rate(answer_id, ANNA, up=False, reason=SECRET)
    assert desk.forget("shared", ["secret"]).erased == ("secret",)
    found = records.answer(answer_id)
    assert found is not None
    assert found.question == f"Is it true: {SECRET}"


def test_a_copy_keeps_the_answers_that_show_it(desk: Desk, records: Records, tmp_path: Path) -> None:
    indexed(desk, tmp_path)
    (tmp_path / "copy.txt").write_text(OTHER)
    desk.index("shared", [tmp_path / "copy.txt"])
    answer_id = records.keep(answered("copy", OTHER))
    desk.forget("shared", ["secret"])
    found = records.answer(answer_id)
    assert found is not None
    assert not found.withdrawn


def test_answers_are_looked_through_again_only_after_an_erasure(
    desk: Desk, records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(desk, tmp_path)
    withdrawing = Withdrawing(desk.ledger)
    desk.forget("shared", ["secret"])
    answer_id = records.keep(answered("secret", SECRET))  # by another process, of what it had read before
    assert [withdrawing.catch_up(), withdrawing.catch_up()] == [1, 0]
    assert records.answer(answer_id).withdrawn
    monkeypatch.setattr("bot.withdrawing.withdraw", lambda ledger: pytest.fail("nothing was erased since"))
    (tmp_path / "more.txt").write_text("Hail fell on the roofs of the town.")
    desk.index("shared", [tmp_path / "more.txt"])
    assert withdrawing.catch_up() == 0


def test_forgetting_makes_no_records_where_there_are_none(desk: Desk, home: Path, tmp_path: Path) -> None:
    indexed(desk, tmp_path)
    desk.forget("shared", ["secret"])
    assert list(own_words(home)) == []
    assert not (home / FILE_NAME).exists()
