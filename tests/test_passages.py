"""Passages are runs of whole sentences with exact offsets, and an edit moves only the borders next to it."""

import random

from conftest import SHIPPED, an_article
from hypothesis import given, settings
from hypothesis import strategies as st

from index import SentenceTransformerEmbeddings
from index.passages import LEAST_TOKENS, MOST_CHARACTERS, split
from index.segmentation import sentences

MODEL = SentenceTransformerEmbeddings()
MOST = 230


def cut(text: str, most: int = MOST):
    article = an_article(text)
    return split(article, MODEL.token_starts(text), most)


def long_text(seed: int, count: int = 300) -> str:
    rng = random.Random(seed)
    words = "harbour rain mayor council budget vote port ship crew night storm plan money law court".split()
    made = [f"{' '.join(rng.choices(words, k=rng.randint(5, 25))).capitalize()}." for _ in range(count)]
    return "".join(sentence + rng.choice([" ", " ", "\n\n"]) for sentence in made)


@given(st.text())
def test_every_passage_is_a_slice_of_its_article(text: str) -> None:
    assert all(text[passage.start : passage.end] == passage.text for passage in cut(text))


@given(st.text())
def test_passages_hold_every_character_but_white_space(text: str) -> None:
    held = "".join(passage.text for passage in cut(text))
    assert "".join(held.split()) == "".join(text.split())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_passage_is_longer_than_the_model_reads(seed: int) -> None:
    assert all(len(MODEL.token_starts(passage.text)) <= MOST for passage in cut(long_text(seed)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_sentence_is_cut_that_fits(seed: int) -> None:
    text = long_text(seed)
    borders = {border for passage in cut(text) for border in (passage.start, passage.end)}
    edges = {edge for sentence in sentences(text) for edge in (sentence.start, sentence.end)}
    assert borders <= edges


def test_all_but_the_last_passage_are_long_enough_to_mean_something() -> None:
    lengths = [len(MODEL.token_starts(passage.text)) for passage in cut(long_text(1))]
    assert min(lengths[:-1]) >= LEAST_TOKENS


def test_a_sentence_too_long_for_any_passage_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    passages = cut(text)
    assert " ".join(passage.text for passage in passages) == text


def test_a_word_without_end_is_cut_by_characters() -> None:
    assert max(len(passage.text) for passage in cut("a" * 50_000)) <= MOST_CHARACTERS


def test_a_word_of_very_many_tokens_is_cut_between_tokens() -> None:
    passages = cut("1.2.3." * 300)
    assert "".join(passage.text for passage in passages) == "1.2.3." * 300
    assert max(len(MODEL.token_starts(passage.text)) for passage in passages) <= MOST


@settings(max_examples=200, deadline=None)
@given(st.text("ab1. ,\n", max_size=3_000), st.integers(3, 40))
def test_every_passage_fits_whatever_the_text(text: str, most: int) -> None:
    assert all(passage.text and len(MODEL.token_starts(passage.text)) <= most for passage in cut(text, most))


def test_an_edit_changes_few_passages() -> None:
    text = long_text(7)
    kept = {passage.id for passage in cut(text)}
    edited = text.replace("harbour", "marina", 1)
    assert len([passage for passage in cut(edited) if passage.id not in kept]) <= 2


def test_a_paragraph_put_in_front_leaves_most_passages_alone() -> None:
    text = long_text(7)
    kept = {passage.id for passage in cut(text)}
    again = cut("A new beginning of some length.\n\n" + text)
    assert len([passage for passage in again if passage.id not in kept]) <= 4


def test_repeated_words_get_different_ids() -> None:
    passages = cut(("The same sentence again and again. " * 200).strip())
    assert len({passage.id for passage in passages}) == len(passages) > 1


def test_the_shipped_article_is_cut_at_paragraphs_and_sentences() -> None:
    text = SHIPPED.read_text()
    ends = [text[passage.end - 1] for passage in cut(text)]
    assert set(ends) == {"."}
