"""Where several articles are asked for, each that answers has one sentence."""

from asked_questions import question, ranked, sentence

from bot.extraction.judging import Judged
from bot.extraction.named_sources import mentions
from bot.extraction.several import MOST_ARTICLES, comparable, one_of_each, with_figures

TIMES = sentence("Rain fell on the harbour.", "t", source="Bay Times", published="2022-06-01")
OLDER = sentence("Rain fell on the harbour again.", "o", source="Bay Times", published="2022-05-01")
POST = sentence("Sun shone on the harbour.", "p", source="Elmstad Post")
WIRE = sentence("Rain fell there too.", "w", source="Wire")


def chosen(asked: str, judged: list[Judged]) -> list[str]:
    named = mentions(asked, [one.candidate.hit.article.source for one in judged])
    return [one.hit.article.id for one in one_of_each(question(asked), named, judged)]


def test_all_articles_that_answer_have_a_sentence_the_best_one_first() -> None:
    assert chosen("What do the articles say about rain?", ranked(TIMES, WIRE, TIMES, POST)) == ["t", "w", "p"]


def test_an_article_that_does_not_answer_has_none() -> None:
    judged = [*ranked(TIMES), *ranked(WIRE, answers=False)]
    assert chosen("What do the articles say about rain?", judged) == ["t"]


def test_of_named_sources_each_has_one_however_low_it_ranks() -> None:
    judged = [*ranked(TIMES, WIRE), Judged(POST, -9.0, True)]
    assert chosen("Did Bay Times report rain, and Elmstad Post sun?", judged) == ["t", "p"]


def test_a_named_source_that_says_nothing_of_it_has_none() -> None:
    other = Judged(sentence("Taxes rose.", "x", source="Elmstad Post"), -9.0, True)
    assert chosen("Did Bay Times report rain, and Elmstad Post sun?", [*ranked(TIMES), other]) == ["t"]


def test_the_article_of_the_day_that_is_named_is_taken() -> None:
    judged = [Judged(one, -9.0 * at, True) for at, one in enumerate((WIRE, TIMES, OLDER))]
    asked = "Did Wire report rain, and Bay Times on May 1, 2022 report rain?"
    assert chosen(asked, judged) == ["w", "o"]


def test_a_source_that_is_named_twice_has_two_articles() -> None:
    judged = [Judged(one, -9.0 * at, True) for at, one in enumerate((TIMES, OLDER))]
    assert chosen("Did Bay Times report rain on the harbour, and Bay Times report rain again?", judged) == ["t", "o"]


def test_there_are_no_more_articles_than_can_be_read() -> None:
    many = [sentence("Rain fell.", f"a{at}") for at in range(20)]
    assert len(chosen("What do the articles say about rain?", ranked(*many))) == MOST_ARTICLES


def test_figures_are_compared_among_the_chosen_articles_and_the_named_sources() -> None:
    asked = "Did Bay Times report rain, and Wire?"
    named = mentions(asked, ["Bay Times", "Wire"])
    assert comparable(named, [POST], ranked(TIMES, OLDER, POST, WIRE)) == [TIMES, OLDER, POST, WIRE]
    assert comparable((), [POST], ranked(TIMES, POST)) == [POST]


def test_the_sentence_with_a_figure_stands_for_its_article() -> None:
    figure = sentence("40 mm of rain fell.", "t", source="Bay Times")
    assert with_figures([POST, TIMES], [figure]) == [figure, POST]
