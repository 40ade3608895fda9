"""The reader learns from examples: a short version of `make reader`."""

import json
import random
from pathlib import Path

import pytest
import torch
from fake_embeddings import FakeEmbeddings
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from bot.reader.encoding import NO_SENTENCE, Read, encoded
from bot.reader.network import new_network, restored, save
from bot.reader.training.examples import Example, document_of, labelled, public, squad
from bot.reader.training.fitting import Schedule, fit
from bot.reader.training.hard import hard, key_of, of_passages, of_rows
from bot.reader.training.passes import mixed
from bot.reader.training.written import is_same
from index import Span, packaged_model, tokenizer_in

TEXT = "Ann Lee opened the harbour. It cost 40 million. Rain fell."
PLACES = ("harbour", "school", "bridge", "museum")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return tokenizer_in(packaged_model())


def rows_file(folder: Path, name: str, rows: list[dict[str, object]]) -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_the_sentence_in_which_the_answer_begins_answers() -> None:
    made = labelled(TEXT, [(TEXT.index("40"), "40 million")])
    assert made.answering == {1}
    assert made.words
    assert made.words.of(TEXT) == "40 million"


def test_tokens_of_the_question_are_of_no_sentence(tokenizer: Tokenizer) -> None:
    tokens = encoded(tokenizer, "who opened it", labelled(TEXT, []).read)
    asked = tokens.kinds.index(1)
    assert set(tokens.sentences[:asked]) == {NO_SENTENCE}
    assert set(tokens.sentences) == {NO_SENTENCE, 0, 1, 2}


def test_marks_of_the_network_in_an_article_are_words_like_others(tokenizer: Tokenizer) -> None:
    ends = encoded(tokenizer, "Who?", Read("", "It rained. [SEP] [CLS] [PAD]", (Span(0, 10),))).ids
    assert [ends.count(tokenizer.token_to_id(mark)) for mark in ("[CLS]", "[SEP]", "[PAD]")] == [1, 3, 0]


def test_public_questions_are_read_with_their_passages(tmp_path: Path) -> None:
    row = {"passage": TEXT, "answer": "Ann Lee", "start": 0, "answerable": True}
    asked = [{"question": f"Who opened it, number {at}?", **row} for at in range(9)]
    made = list(public([rows_file(tmp_path, "q.jsonl", asked)], 5, random.Random(1)))
    assert len(made) == 5
    assert all(one.passages[0].answering == {0} for one in made)


def test_documents_that_are_kept_apart_are_not_learnt(tmp_path: Path) -> None:
    rows_file(tmp_path, "corpus.jsonl", [{"id": f"sq-0{at}-00", "title": "Harbours", "text": TEXT} for at in range(2)])
    rows_file(
        tmp_path,
        "questions.jsonl",
        [
            {"question": "Who opened it?", "evidence": [{"doc": "sq-00-00", "quote": TEXT}], "answers": ["Ann Lee"]},
            {"question": "Who closed it?", "evidence": [], "near_doc": "sq-01-00", "answers": []},
        ],
    )
    (made,) = squad(tmp_path, {"sq-01"}, random.Random(1))
    assert made.passages[0].answering == frozenset()
    assert made.passages[0].read.heading == "Harbours | part 1"
    assert document_of("sq-01-00") == "sq-01"


def page(*texts: str) -> list[dict[str, object]]:
    return [{"question": "Who?", "passage": text, "answer": text[:4], "start": 0, "answerable": True} for text in texts]


def test_questions_written_over_a_passage_know_their_sentences_and_what_stands_around(tmp_path: Path) -> None:
    other = "Bob Ray closed the school."
    passages = rows_file(tmp_path, "passages.jsonl", page(TEXT, other))
    questions = rows_file(
        tmp_path,
        "questions.jsonl",
        [
            {"passage": key_of(TEXT), "q": "What was the price of the harbour?", "answering": [1]},
            {"passage": key_of(other), "q": "Who opened the school?", "answering": []},
        ],
    )
    price, school = of_passages(passages, questions)
    assert (price.own.answering, price.around) == ({1}, {other})
    assert (school.own.answering, school.around) == (frozenset(), {TEXT})


def test_what_misleads_is_a_passage_around_and_never_answers(tmp_path: Path) -> None:
    texts = [TEXT, *(f"Bob Ray closed the {place}." for place in PLACES)]
    asked = of_rows(rows_file(tmp_path, "rows.jsonl", page(*texts)))
    made = list(hard(asked * 20, FakeEmbeddings(), random.Random(1)))
    read = [tuple(one.read.text for one in example.passages) for example in made]
    assert {len(each) for each in read} == {1, 2}
    assert all(one in texts for each in read for one in each)
    assert all(len(set(each)) == len(each) for each in read)
    assert not any(example.passages[1].answering for example in made if len(example.passages) == 2)
    assert any(not example.passages[0].answering for example in made)


def test_weights_are_mixed_by_their_shares(tmp_path: Path) -> None:
    for number, value in ((1, 1.0), (2, 3.0)):
        save_file({"w": torch.full((2,), value).half()}, tmp_path / f"pass-{number}.safetensors")
    assert load_file(mixed(tmp_path, {1: 0.25, 2: 0.75}))["w"].tolist() == [2.5, 2.5]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rain fell on the town.", "Rain fell on the town.", True),
        ("Rain fell on the town on Monday.", "LONDON (AP) — Rain fell on the town on Monday.", True),
        ("Rain fell.", "Snow fell on the hills.", False),
    ],
)
def test_sentences_that_are_cut_a_little_differently_are_one(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same


@pytest.mark.model
def test_a_network_learns_and_what_is_kept_of_it_gives_the_same_scores(tokenizer: Tokenizer, tmp_path: Path) -> None:
    folder = packaged_model()
    torch.manual_seed(1)
    examples = [
        Example(
            f"who opened the {place}", (labelled(f"Rain fell. {name} opened the {place}. Ships left.", [(11, name)]),)
        )
        for place in PLACES
        for name in ("Ann Lee", "Bob Hill", "Cora Day")
    ]
    network = new_network(folder)
    told: list[str] = []
    fit(network, tokenizer, examples * 6, Schedule(rate=2e-4), tmp_path / "checkpoint", told.append)
    tokens = [encoded(tokenizer, one.question, one.passages[0].read) for one in examples]
    with torch.inference_mode():
        scores, _ = network(tokens)
    assert [int(own.argmax()) for own in scores] == [1] * len(examples)
    save(network, tmp_path / "weights.safetensors")
    with torch.inference_mode():
        kept, _ = restored(folder, tmp_path / "weights.safetensors")(tokens)
    assert all(torch.allclose(one, other, atol=0.05) for one, other in zip(scores, kept, strict=True))
    assert not (tmp_path / "checkpoint").exists()
