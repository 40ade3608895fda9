"""The support model says how likely passages bear a statement out, and learns it from examples."""

import json
import random
from pathlib import Path

import pytest

from bot.errors import SettingsProblem
from bot.reader import Read
from bot.support import SupportModel, Verdict
from bot.support.support import SHA256, THRESHOLDS, WEIGHTS
from bot.support.training.__main__ import main
from bot.support.training.altering import altered
from bot.support.training.examples import changed, copied, of_row, over_articles, pieces, public, read
from index import packaged_model

TEXT = "Elmstad opened its new harbour on Monday. It cost 40 million euros. Mayor Ann Lee cut the ribbon with Bob Hill."
PASSAGE = read(TEXT, "New harbour", "2024-05-06")


@pytest.fixture(scope="module")
def model() -> SupportModel:
    made = SupportModel()
    made.load()
    return made


@pytest.mark.model
def test_what_a_passage_says_is_likelier_than_what_it_does_not(model: SupportModel) -> None:
    true = model.log_odds("Elmstad's new harbour opened on Monday.", [PASSAGE])
    assert true > model.log_odds("The harbour cost 90 million euros.", [PASSAGE])
    assert true > model.log_odds("Bob Hill is the mayor of Elmstad.", [PASSAGE])


@pytest.mark.model
def test_the_passage_that_supports_a_statement_best_decides(model: SupportModel) -> None:
    other = read("The bakery on Mill Street sells rye bread.")
    claim = "Elmstad's new harbour opened on Monday."
    alone = model.log_odds(claim, [PASSAGE])
    assert model.log_odds(claim, [other, PASSAGE]) == pytest.approx(alone)
    assert model.log_odds(claim, [other]) < alone


@pytest.mark.model
def test_what_stands_nowhere_is_not_sure(model: SupportModel) -> None:
    assert model.weigh("The moon is made of cheese, experts agree.", [PASSAGE]) is not Verdict.SURE


def test_the_thresholds_are_in_their_order() -> None:
    told = json.loads(THRESHOLDS.read_text())
    assert told["doubted"] < told["sure"]


def test_weights_that_are_not_those_that_ship_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "weights.safetensors"
    other.write_bytes(WEIGHTS.read_bytes()[:-1] + b"\1")
    with pytest.raises(SettingsProblem):
        SupportModel(other, SHA256).load()


def test_each_kind_of_alteration_changes_one_thing() -> None:
    statement = "Ann Lee said that the harbour would cost 40 million."
    passage = "Ann Lee and Bob Hill opened it. It took 6 years, and 40 million."
    made = altered(statement, passage, random.Random(1))
    assert any("Bob Hill said" in one for one in made)
    assert any("would not cost" in one for one in made)
    assert all(one != statement for one in made)
    assert any("40 million" not in one for one in made)


def test_two_names_change_places() -> None:
    made = altered("Acme bought Bolt.", "Acme bought Bolt.", random.Random(1))
    assert made == ["Bolt bought Acme."]


def test_long_evidence_is_read_in_pieces_of_whole_sentences() -> None:
    text = "Rain fell on the town of Elmstad. " * 100
    made = pieces(text)
    assert len(made) > 1
    assert all(one.text.startswith("Rain fell") and one.text.rstrip().endswith("Elmstad.") for one in made)
    assert sum(one.text.count("Rain") for one in made) == 100


def rows_file(file: Path, rows: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def row(number: int, *, supported: bool) -> dict[str, object]:
    claim = "The harbour cost 40 million." if supported else "The harbour cost 90 million."
    return {"doc": f"a{number}", "title": "New harbour", "date": "2024-05-06", "claim": claim, "evidence": TEXT,
            "sentences": ["It cost 40 million euros."], "supported": supported, "words": "own"}  # fmt: skip


def a_data_folder(folder: Path) -> tuple[Path, Path]:
    """Make data of the form that training takes; return its folder, and the file of statements over articles."""
    rows_file(
        folder / "train/written/statements.jsonl",
        [row(number, supported=supported) for number in range(10) for supported in (True, False)],
    )
    for name in ("fever_symmetric", "fool_me_twice", "wice", "summedits"):
        labels = ("supported", "contradicted", "partly")
        rows_file(
            folder / f"train/{name}.jsonl",
            [{"claim": "Ann Lee opened it.", "evidence": TEXT, "label": label} for label in labels],
        )
    for name in ("apnews_qed", "realtimeqa", "wmt21_mt_news"):
        article = {"title": "New harbour", "text": f"{TEXT} " * 6}
        rows_file(folder / f"eval/{name}/corpus.jsonl", [article | {"id": f"{name}{at}"} for at in range(10)])
    rows_file(folder / "eval/support_dev/items.jsonl", [{"doc": "realtimeqa1"}])
    rows_file(folder / "eval/written_dev/corpus.jsonl", [])
    over = folder / "over.jsonl"
    rows_file(over, [{"doc": "apnews_qed1", "claim": "It cost 40 million.", "supported": True, "sentences": [1, 99]}])
    return folder, over


def test_what_is_true_only_in_part_is_not_learnt(tmp_path: Path) -> None:
    data, _ = a_data_folder(tmp_path)
    made = [one for one in public(data / "train", None, random.Random(1)) if one.question == "Ann Lee opened it."]
    assert [bool(one.passages[0].answering) for one in made] == [True, False] * 4


def test_statements_over_articles_get_the_sentences_around_those_that_they_rest_on(tmp_path: Path) -> None:
    data, over = a_data_folder(tmp_path)
    (made,) = over_articles(data / "eval", over)
    assert made["sentences"] == ["It cost 40 million euros."]
    assert of_row(made).text.startswith("Elmstad opened")


def test_a_true_statement_is_learnt_altered_as_one_that_nothing_supports() -> None:
    (made,) = changed([row(1, supported=True), row(2, supported=False)], random.Random(1))
    assert made.passages[0].answering == frozenset()
    sentences = list(copied([PASSAGE], random.Random(1)))
    assert [bool(one.passages[0].answering) for one in sentences] == [True, False]


@pytest.mark.model
def test_a_short_training_runs_through_goes_on_where_it_ended_and_ships_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packaged_model().is_dir()
    data, over = a_data_folder(tmp_path / "data")
    before = WEIGHTS.stat().st_mtime_ns, THRESHOLDS.read_text()
    for _ in range(2):
        main([str(data), str(over), str(tmp_path / "work"), "--quick"])
    told = capsys.readouterr()
    assert (told.out + told.err).count("examples") == 2  # the second time both passes are there
    assert (told.out + told.err).count("not doubted") > 0
    assert (WEIGHTS.stat().st_mtime_ns, THRESHOLDS.read_text()) == before


def test_a_passage_is_read_with_its_title_and_day() -> None:
    assert isinstance(PASSAGE, Read)
    assert PASSAGE.heading == "New harbour | 2024-05-06"
