"""The reader says of each sentence whether it answers, and marks the words that do."""

from pathlib import Path

import pytest
import torch

from bot.errors import SettingsProblem
from bot.reader import CosineReader, Read, Reading, TrainedReader, heading_of
from bot.reader.encoding import MOST_PASSAGE, MOST_QUESTION, encoded, sentence_places
from bot.reader.reader import SHA256, WEIGHTS
from index import ModelError, Span, sentences

HARBOUR = (
    "Elmstad opened its new harbour on Monday. It cost 40 million euros and took six years to build. "
    "Mayor Ann Lee cut the ribbon. Fishermen complained about the fees."
)
BAKERY = "The bakery on Mill Street sells rye bread. Its owner is Bob Hill. It opens at six."


def a_read(text: str, title: str = "New harbour") -> Read:
    parts = tuple(Span(one.start, one.end) for one in sentences(text))
    return Read(heading_of(title, "2024-05-06", 0), text, parts)


def best(reading: Reading) -> int:
    return max(range(len(reading.scores)), key=lambda at: reading.scores[at])


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    made = TrainedReader()
    made.load()
    return made


def test_a_heading_is_title_day_and_part() -> None:
    assert heading_of("Rain", "2024-05-06T10:00:00+00:00", 2) == "Rain | 2024-05-06 | part 3"
    assert heading_of("Rain", None, None) == "Rain"


def test_a_token_belongs_to_the_sentence_that_it_begins_in() -> None:
    assert sentence_places([(0, 2), (3, 5), (6, 7), (8, 9)], [Span(0, 5), Span(8, 9)]) == [0, 0, -1, 1]


@pytest.mark.model
def test_what_is_too_long_is_cut_and_still_read(reader: TrainedReader) -> None:
    read = a_read("Rain fell on the town. " * 400)
    tokens = encoded(reader._tokenizer, "rain " * 500, read)
    assert len(tokens.ids) == len(tokens.kinds) == len(tokens.sentences) == len(tokens.offsets)
    assert len(tokens.ids) <= MOST_QUESTION + MOST_PASSAGE + 60
    (reading,) = reader.read("rain " * 500, [read])
    assert len(reading.scores) == len(reading.words) == len(read.sentences)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how much did the elmstad harbour cost", 1),
        ("when did elmstad open its harbour", 0),
        ("who cut the ribbon at the harbour", 2),
    ],
)
def test_the_sentence_that_answers_scores_highest(reader: TrainedReader, question: str, wanted: int) -> None:
    (reading,) = reader.read(question, [a_read(HARBOUR)])
    assert best(reading) == wanted


@pytest.mark.model
def test_words_that_answer_are_marked_in_the_passage(reader: TrainedReader) -> None:
    (reading,) = reader.read("how much did the elmstad harbour cost", [a_read(HARBOUR)])
    words = reading.words[1]
    assert words
    assert "40 million" in words.of(HARBOUR)


@pytest.mark.model
def test_a_passage_on_something_else_scores_lower(reader: TrainedReader) -> None:
    own, other = reader.read("how much did the elmstad harbour cost", [a_read(HARBOUR), a_read(BAKERY, "A bakery")])
    assert max(own.scores) > max(other.scores)


@pytest.mark.model
def test_passages_are_read_alike_alone_and_beside_others(reader: TrainedReader) -> None:
    alone = reader.read("who owns the bakery", [a_read(BAKERY, "A bakery")])[0]
    beside = reader.read("who owns the bakery", [a_read(HARBOUR), a_read(BAKERY, "A bakery")])[1]
    assert alone.words == beside.words
    assert torch.allclose(torch.tensor(alone.scores), torch.tensor(beside.scores), atol=1e-3)


@pytest.mark.model
def test_no_passages_are_no_readings(reader: TrainedReader) -> None:
    assert reader.read("who owns the bakery", []) == []


def test_the_weights_are_those_that_the_code_names_and_small() -> None:
    from hashlib import sha256

    assert sha256(WEIGHTS.read_bytes()).hexdigest() == SHA256
    assert WEIGHTS.stat().st_size <= 25_000_000


def test_other_weights_are_refused_with_what_to_do(tmp_path: Path) -> None:
    changed = tmp_path / "weights.safetensors"
    changed.write_bytes(WEIGHTS.read_bytes()[:-1] + b"\0\0")
    with pytest.raises(SettingsProblem, match="not those that ship with newsdesk"):
        TrainedReader(changed).load()


def test_altered_word_vectors_are_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "weights.safetensors"  # those that ship may be loaded already
    copy.write_bytes(WEIGHTS.read_bytes())
    monkeypatch.setattr("index.model_files.PACKAGE_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"not the official ones.*Install it again"):
        TrainedReader(copy).load()


def test_weights_that_are_away_are_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="Install newsdesk again"):
        TrainedReader(tmp_path / "none.safetensors").load()


def test_what_is_no_reader_is_refused(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    other = tmp_path / "other.safetensors"
    save_file({"a": torch.zeros(2)}, other)
    with pytest.raises(SettingsProblem, match="cannot be read"):
        TrainedReader(other, sha256=None).load()


def test_without_a_reader_the_nearest_sentence_scores_highest_and_that_is_said() -> None:
    near = CosineReader(lambda query, texts: [0.9 if "cost" in text else 0.1 for text in texts])
    (reading,) = near.read("price of the harbour", [a_read(HARBOUR)])
    assert best(reading) == 1
    assert near.notice


def test_without_a_reader_many_distant_sentences_together_do_not_answer() -> None:
    distant = CosineReader(lambda query, texts: [0.2 for _ in texts])
    (reading,) = distant.read("price of the harbour", [a_read(" ".join(["Rain fell."] * 40))])
    assert not distant.calibration.answers(distant.calibration.probability(reading.scores))
