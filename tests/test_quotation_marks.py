"""What stands in quotation marks is looked for word for word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quotation_marks import LONGEST, MOST_PHRASES, is_source, phrases_held, quoted_phrases, stands_in


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("what did he say about the “clean network”?", ("clean network",)),
        ('"rose in June"', ("rose in June",)),
        ("the 'harbour tax' rose", ("harbour tax",)),
        ("the ‘harbour tax’ rose", ("harbour tax",)),
        ("« Jamais », said Macron", ("Jamais",)),
        ("„Wir schaffen das“", ("Wir schaffen das",)),
        ("'Ann Hammer's latest book' sold", ("Ann Hammer's latest book",)),
        ('is "a tax" a "fair deal" or "a tax"?', ("a tax", "fair deal")),
        ('a 6" pipe and a 5" nail', ()),
        ("the workers' strike and the bosses' club", ()),
        ("rock 'n' roll", ()),
        ("Who led the '68 strike and the dockers' union?", ()),
        ("the ’90s and the dockers’ union", ()),
        ("the '1968 strike' of the dockers", ("1968 strike",)),
        ('Who is Ann "Red" Lee?', ()),
        ("Who is Ann ‘Big Red’ Lee?", ()),
        ('Who called Ann "red"?', ("red",)),
        ('Did "Red" Lee come?', ("Red",)),  # a question word is no name
        ('Did Ann "Red and Big and Old" Lee come?', ("Red and Big and Old",)),
        ("don't", ()),
        ('""', ()),
        ('"', ()),
        ('"?!"', ()),
    ],
)
def test_a_phrase_is_what_stands_between_two_marks(text: str, phrases: tuple[str, ...]) -> None:
    assert quoted_phrases(text) == phrases


@pytest.mark.parametrize(
    ("phrase", "text", "held"),
    [
        ("rose in June", "The tax rose in June.", True),
        ("ROSE IN JUNE", "The tax rose in June.", True),
        ("rose June", "The tax rose in June.", False),
        ("June in rose", "The tax rose in June.", False),
        ("harbour tax", "The harbour taxes rose.", False),
        ("arbour tax", "The harbour tax rose.", False),
        ("Live Action", "Live Action’s film", True),
        ("café noir", "a cafe noir", True),
        ("COVID 19", "the COVID-19 virus", True),
        ("200 euros", "It costs 1,200 euros.", False),
        ("1200 euros", "It costs 1,200 euros.", True),
        ("5 percent", "It rose by 3.5 percent.", False),
        ("3.5 percent", "It rose by 3.5 percent.", True),
    ],
)
def test_a_phrase_stands_in_a_text_word_for_word(phrase: str, text: str, held: bool) -> None:
    assert stands_in(phrase, text) is held


@pytest.mark.parametrize(
    ("phrase", "source", "named"),
    [
        ("Bay Times", "The Bay Times", True),
        ("The Bay Times", "Bay Times", True),
        ("Bay Times reporters", "The Bay Times", False),
        ("Bay", "The Bay Times", False),
        ("Bay Times", None, False),
    ],
)
def test_a_phrase_can_be_a_sources_name_and_nothing_else(phrase: str, source: str | None, named: bool) -> None:
    assert is_source(phrase, source) is named


def test_phrases_are_counted_in_the_text_and_its_source() -> None:
    assert phrases_held(["fell on", "Wire", "snow"], "Rain fell on the harbour.", "Wire") == 2


@given(st.text())
def test_any_phrase_found_stands_in_the_text_it_was_quoted_in(text: str) -> None:
    assert all(stands_in(phrase, text) for phrase in quoted_phrases(text))


@pytest.mark.parametrize("scrap", ['"', "'", "' ", "'a", "“", '"a ', "a'b ", "‘a ’"])
def test_marks_without_end_take_no_long_time(scrap: str) -> None:
    started = time.process_time()
    found = quoted_phrases(scrap * 6_000)
    assert time.process_time() - started < 1
    assert len(found) <= MOST_PHRASES
    assert all(len(phrase) <= LONGEST for phrase in found)
