"""A sentence is shown whole and on one line."""

from asked_questions import question, sentence

from bot.extraction.showing import on_one_line, shown, whole
from index import Span

ASKED = question("When was the harbour flooded?")


def test_marks_are_spans_of_the_words_that_are_shown() -> None:
    one = shown(ASKED, sentence("The harbour\nwas  flooded in 1921."), marking=True)
    assert one.text == "The harbour was flooded in 1921."
    assert [span.of(one.text) for span in one.marked] == ["1921"]


def test_nothing_is_marked_where_nothing_is_to_be() -> None:
    assert shown(ASKED, sentence("The harbour was flooded in 1921."), marking=False).marked == ()


def test_a_figure_is_marked_where_it_stands() -> None:
    candidate = sentence("In 17\n places  there were 17 dead.")
    at = candidate.text.rindex("17")
    one = shown(ASKED, candidate, marking=False, figure=Span(at, at + 2))
    assert [(span.start, span.of(one.text)) for span in one.marked] == [(one.text.rindex("17"), "17")]


def test_a_long_sentence_is_shown_whole() -> None:
    text = f"Storms flooded the harbour in 1921, {'and the rain fell and fell, ' * 12}which turned out to be a lie."
    one = shown(ASKED, sentence(text), marking=True)
    assert (one.text, one.span.of(text)) == (text, text)


def test_a_sentence_can_be_shown_whole() -> None:
    candidate = sentence("The harbour was flooded.")
    assert (whole(candidate).text, whole(candidate).span) == ("The harbour was flooded.", candidate.span)


def test_white_space_becomes_single_blanks() -> None:
    assert on_one_line(" a\n\tb  c ") == "a b c"
