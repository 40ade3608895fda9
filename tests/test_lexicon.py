"""The lexicon knows English words and their forms, and takes no slip for one."""

import pytest

from index import is_english


@pytest.mark.parametrize("word", "harbour harbours deflected untied immoral averted personhood pubic hoarding".split())
def test_words_and_what_is_made_of_them_are_english(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", "politiclzed goverment recieve confldence aud legai centirneters".split())
def test_slips_are_not_english(word: str) -> None:
    assert not is_english(word)


def test_a_very_long_word_is_judged_at_once() -> None:
    assert not is_english("q" * 20_000)
