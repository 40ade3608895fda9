"""The sentences that answer are chosen by what speaks for them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from asked_questions import hit, question, ranked

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.judgement import Judgement, Threshold
from bot.extraction.judging import Judged, closest, judged
from bot.extraction.selection import MOST_WORDS, selected, selected_of_several
from bot.extraction.signals import NAMES, signals
from index import Hit


def weights(**of: float) -> np.ndarray:
    return np.array([of.get(name, 0.0) for name in NAMES], dtype=np.float32)


ALWAYS = Threshold(weights(), bias=0.0, least=0.5)
BY = Judgement(weights(words=10.0), ALWAYS, ALWAYS, answers=Threshold(weights(words=10.0), bias=-5.0, least=0.5))


def texts(chosen: Sequence[Candidate]) -> list[str]:
    return [each.text for each in chosen]


def answer(text: str, *hits: Hit, latest: bool = False) -> list[str]:
    subject = question(text)
    return texts(selected(subject, judged(subject, hits, BY, 1000), latest=latest).chosen)


def signal(name: str, text: str, sentence: str) -> float:
    (candidate,) = candidates([hit(sentence)])
    return float(signals(question(text), [candidate])[0, NAMES.index(name)])


@pytest.mark.parametrize(
    ("name", "asked_text", "sentence", "value"),
    [
        ("words", "Who flooded the harbour?", "The harbour was flooded.", 1.0),
        ("words", "Who flooded the harbour?", "The harbour opened.", 0.5),
        ("words_around", "What did the weather do?", "It was bad.", 1.0),  # the title is "Weather"
        ("pairs", "harbour fees rose", "Harbour fees rose again.", 1.0),
        ("pairs", "harbour fees", "The harbour lies there, and for nobody are there any fees.", 0.0),
        ("names", "What did Ann Lee open?", "Ann opened it.", 0.5),
        ("names", "What opened?", "Ann opened it.", 1.0),
        ("numbers", "What happened in 1921?", "It opened in 1921.", 1.0),
        ("numbers", "What happened in 1921?", "It opened in 1922.", 0.0),
        ("offers_person", "Who opened it?", "It was opened by Ann.", 1.0),
        ("offers_date", "Who opened it?", "It was opened in 1921.", 0.0),
        ("offers_date", "When was it opened?", "It was opened in 1921.", 1.0),
        ("head", "Which ships came?", "The ships were Gull and Tern.", 1.0),
        ("opening", "What opened?", "The harbour opened.", 1.0),
        ("similarity", "What opened?", "The harbour opened.", 0.8),
        ("denial_missing", "Who did not come?", "Ann came.", 1.0),
        ("denial_missing", "Who did not come?", "Ann did not come.", 0.0),
    ],
)
def test_a_signal_says_what_its_name_says(name: str, asked_text: str, sentence: str, value: float) -> None:
    assert signal(name, asked_text, sentence) == pytest.approx(value, abs=0.001)


@pytest.mark.parametrize(
    ("published", "held"), [("2024-04-25", 1.0), ("2024-04-25T10:00:00Z", 1.0), ("2023-04-25", 0.5)]
)
def test_a_report_holds_the_numbers_of_its_own_day(published: str, held: float) -> None:
    (candidate,) = candidates([hit("The harbour opened.", published=published)])
    (found,) = signals(question("What opened on April 25, 2024?"), [candidate])
    assert found[NAMES.index("numbers")] == pytest.approx(held)


def test_the_sentence_that_answers_comes_first() -> None:
    found = answer("Who flooded the harbour?", hit("Ships came. Storms flooded the harbour. Taxes rose."))
    assert found[0] == "Storms flooded the harbour."


def test_a_question_answers_nothing() -> None:
    found = answer("Who flooded the harbour?", hit("Who flooded the harbour? “Who?” Storms flooded the harbour."))
    assert found == ["Storms flooded the harbour."]


def test_nothing_is_chosen_where_nothing_is_likely_to_answer() -> None:
    assert answer("Who flooded the harbour?", hit("Ships came. Taxes rose.")) == []


def test_without_passages_nothing_is_chosen() -> None:
    assert answer("Who flooded the harbour?") == []


def test_what_says_the_same_is_shown_once() -> None:
    hits = (hit("Storms flooded the harbour."), hit("Storms flooded the harbour!", "copy"))
    assert answer("What flooded the harbour?", *hits) == ["Storms flooded the harbour."]


def test_a_sentence_that_goes_on_about_the_best_one_is_shown_with_it() -> None:
    text = "Storms flooded the new harbour. It cost nine million to mend the harbour. Ships left the harbour."
    by = replace(BY, order=weights(words=2.9, pairs=1.0), answers=ALWAYS)
    subject = question("What did flooded new harbour repairs cost?")
    chosen = selected(subject, judged(subject, [hit(text)], by, 1000)).chosen
    assert texts(chosen) == ["Storms flooded the new harbour.", "It cost nine million to mend the harbour."]


def test_a_factual_answer_stays_short() -> None:
    sentences = " ".join(f"Storm number{at} flooded the harbour{' very' * 18}." for at in range(6))
    found = answer("What flooded the harbour?", hit(sentences))
    assert 0 < sum(len(each.split()) for each in found) <= MOST_WORDS


def test_an_explanation_keeps_the_articles_order() -> None:
    text = "Rain flooded harbour lanes since dawn. Storms flooded the harbour because dams broke."
    found = answer("Why was the harbour flooded?", hit(text))
    assert found == sorted(found, key=text.index)
    assert len(found) == 2


def test_the_latest_is_the_newest_of_what_answers_as_well() -> None:
    old = hit("Storms flooded the harbour in May.", "old", published="2020-05-01")
    new = hit("Waves flooded the harbour in June.", "new", published="2021-06-01")
    undated = hit("Tides flooded the harbour in July.", "undated")
    found = answer("What is the latest that flooded the harbour?", old, new, undated, latest=True)
    assert found == [
        "Waves flooded the harbour in June.",
        "Storms flooded the harbour in May.",
        "Tides flooded the harbour in July.",
    ]


def test_the_latest_figure_is_that_of_the_newest_article_that_plainly_gives_one() -> None:
    first = hit("The count of swans in the harbour is put at 31 swans.", "first", published="2021-05-01")
    later = hit("Guests came to the harbour, which has 38 swans.", "later", published="2021-05-09")
    found = ranked(*(each for one in (first, later) for each in candidates([one])))
    found[1] = replace(found[1], rank=found[0].rank - 4)
    chosen = selected(question("How many swans are in the harbour?"), found, latest=True).chosen
    assert texts(chosen)[0] == "Guests came to the harbour, which has 38 swans."


def test_the_latest_is_told_by_moments_and_not_by_how_they_are_written() -> None:
    earlier = hit("Storms flooded the harbour in May.", "earlier", published="2021-06-02T01:00:00+09:00")
    later = hit("Waves flooded the harbour in June.", "later", published="2021-06-01T18:00:00+00:00")
    found = answer("What is the latest that flooded the harbour?", earlier, later, latest=True)
    assert found[0] == "Waves flooded the harbour in June."


def test_a_name_that_nothing_cited_holds_is_missing() -> None:
    subject = question("Who flooded the harbour of Brandersund?")
    choice = selected(subject, judged(subject, [hit("Storms flooded the harbour.")], BY, 1000))
    assert choice.missing == ("Brandersund",)


def test_the_closest_are_one_sentence_of_each_passage() -> None:
    ranked = judged(question("harbour"), [hit("Ships came. The harbour opened."), hit("Taxes rose.", "tax")], BY, 1000)
    assert texts(closest(ranked, 3)) == ["The harbour opened.", "Taxes rose."]


def test_there_are_no_more_closest_than_asked_for() -> None:
    ranked: list[Judged] = judged(question("harbour"), [hit("Ships came."), hit("Taxes rose.", "tax")], BY, 1000)
    assert len(closest(ranked, 1)) == 1


def test_sentences_that_give_different_figures_are_both_there_though_they_say_the_same_otherwise() -> None:
    hits = (
        hit("Storms flooded the harbour of Elmstad in 1921."),
        hit("Storms flooded the harbour of Elmstad in 1923.", "other"),
    )
    subject = question("When was the harbour of Elmstad flooded?")
    choice = selected(subject, judged(subject, hits, BY, 1000))
    assert texts(choice.chosen) == [one.article.text for one in hits]
    assert [told.words for told in choice.told] == ["1921", "1923"]


def test_a_part_of_the_question_that_the_best_sentence_leaves_open_is_answered_by_another() -> None:
    found = answer(
        "Who flooded the harbour and when did taxes rise?",
        hit("Ann flooded the harbour. Taxes did rise in 1921."),
    )
    assert found == ["Ann flooded the harbour.", "Taxes did rise in 1921."]


def test_where_several_articles_are_asked_for_each_has_one_sentence_even_if_it_is_the_same() -> None:
    hits = (hit("Storms flooded the harbour. The harbour was flooded."), hit("Storms flooded the harbour.", "copy"))
    subject = question("flooded harbour")
    choice = selected_of_several(subject, (), judged(subject, hits, BY, 1000))
    assert [one.hit.article.id for one in choice.chosen] == ["rain", "copy"]


def test_of_several_articles_of_which_none_answers_none_is_chosen() -> None:
    subject = question("flooded harbour")
    assert selected_of_several(subject, (), judged(subject, [hit("Taxes rose.")], BY, 1000)).chosen == ()


def test_points_that_are_listed_behind_a_reason_are_shown_with_it() -> None:
    told = (
        "There were three reasons for the ban. First, the water stank. It was brown. Second, boats were old. Rain fell."
    )
    assert answer("Why was there a ban?", hit(told)) == [
        "There were three reasons for the ban.",
        "First, the water stank.",
        "Second, boats were old.",
    ]
