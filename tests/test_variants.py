"""A variant leaves the meaning alone; what could be another word is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.variants import is_contraction, is_joined, is_variant, may_come_or_go
from bot.verification.wording import words


def variant(theirs: str, ours: str, known: frozenset[str] = frozenset()) -> bool:
    (one,), (other,) = words(theirs), words(ours)
    return is_variant(one, other, known.__contains__)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("harbour", "harbor"),
        ("organization", "organisation"),
        ("travelled", "traveled"),
        ("centre", "center"),
        ("towards", "toward"),
        ("programme", "program"),
        ("Senator", "Sen"),
        ("January", "Jan"),
        ("which", "that"),
        ("legal", "legaI"),
        ("patriots", "patri0ts"),
        ("centimeters", "centirneters"),
        ("and", "aud"),
        ("government", "goverment"),
        ("receive", "recieve"),
        ("announced", "annnounced"),
        ("Bandit", "bandit"),
        ("Harbour", "Harbor"),
        ("Müller", "Muller"),
        ("Johnson", "J0hnson"),
    ],
)
def test_a_spelling_or_a_slip_is_a_variant(theirs: str, ours: str) -> None:
    assert variant(theirs, ours)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("now", "not"),
        ("united", "untied"),
        ("public", "pubic"),
        ("filled", "filed"),
        ("alerted", "averted"),
        ("willing", "unwilling"),
        ("doctor", "doctors"),
        ("increase", "increased"),
        ("may", "must"),
        ("he", "she"),
        ("in", "on"),
        ("1997", "1987"),
        ("102", "1O2"),
        ("first", "fist"),
        ("Smith", "Smyth"),
        ("Austin", "Justin"),
        ("us", "US"),
        ("may", "May"),
        ("inclusive", "exclusive"),
        ("Braun", "Brann"),
        ("Cohen", "Coben"),
        ("Lauder", "Lander"),
        ("Gilmour", "Gilmor"),
        ("Gray", "Grey"),
        ("Johnson", "Jonson"),
        ("XIV", "XVI"),
        ("sun", "Sunday"),
        ("mon", "Monday"),
    ],
)
def test_what_may_be_another_word_is_no_variant(theirs: str, ours: str) -> None:
    assert not variant(theirs, ours)


def test_a_word_that_the_articles_use_is_no_slip() -> None:
    assert not variant("government", "goverment", frozenset(["goverment"]))


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("non discriminatory", "nondiscriminatory", True),
        ("back door", "backdoor", True),
        ("percent", "per cent", True),
        ("don't", "dont", True),
        ("China's", "Chinas", True),
        ("president's", "presidents", False),
        ("re-sign", "resign", False),
        ("not able", "notable", False),
        ("in action", "inaction", False),
        ("back door", "trapdoor", False),
        ("1 200", "1200", False),
    ],
)
def test_words_may_be_written_apart(theirs: str, ours: str, expected: bool) -> None:
    assert is_joined(words(theirs), words(ours)) is expected


@pytest.mark.parametrize(
    ("before", "word", "after", "expected"),
    [
        ("is", "an", "eavesdropping", True),
        ("said", "that", "ships", True),
        ("all", "of", "the", True),
        ("left", "on", "Friday", True),
        ("a", "more", "slower", True),
        ("has", "a", "few", False),
        ("for", "a", "reason", False),
        ("liked", "that", "ship", False),
        ("is", "not", "undesirable", False),
        ("is", "only", "here", False),
        ("a", "more", "careful", False),
        ("no", "more", "danger", False),
        ("need", "more", "water", False),
        ("no", "more", "slower", False),
        ("denied", "that", "it", True),
        ("denied", "that", "claim", False),
        ("for", "a", "million", False),
        ("sat", "on", "it", False),
    ],
)
def test_only_words_without_meaning_come_and_go(before: str, word: str, after: str, expected: bool) -> None:
    first, between, last = words(f"{before} {word} {after}")
    assert may_come_or_go(between, first, last) is expected


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("he's lying", "he is lying", True),
        ("it's been sold", "it has been sold", True),
        ("we'd left", "we had left", True),
        ("we'd leave", "we would leave", True),
        ("president's lying", "president is lying", False),
        ("he's lying", "he has lying", False),
        ("it's been sold", "it is been sold", False),
        ("we'd left", "we would left", False),
        ("we'd leave", "we had leave", False),
    ],
)
def test_a_contraction_is_what_the_words_beside_it_make_it(theirs: str, ours: str, expected: bool) -> None:
    assert is_contraction(words(theirs), 1, words(ours), 1) is expected


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_word_is_a_variant_of_itself(word: str) -> None:
    theirs, ours = words(word), words(word)
    assert all(is_variant(one, other, lambda word: True) for one, other in zip(theirs, ours, strict=True))
