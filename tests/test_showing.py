"""A sentence is shown on one line, with a visible mark for what is left out."""

from asked_questions import question, sentence
from test_trimming import LONG

from bot.extraction.showing import on_one_line, shown, whole

ASKED = question("When was the harbour flooded?")


def test_marks_are_spans_of_the_words_that_are_shown() -> None:
    one = shown(ASKED, sentence("The harbour\nwas  flooded in 1921."), marking=True)
    assert one.text == "The harbour was flooded in 1921."
    assert [span.of(one.text) for span in one.marked] == ["1921"]


def test_nothing_is_marked_where_nothing_is_to_be() -> None:
    assert shown(ASKED, sentence("The harbour was flooded in 1921."), marking=False).marked == ()


def test_what_is_left_out_is_marked_and_the_rest_is_the_articles_own() -> None:
    candidate = sentence(LONG)
    one = shown(question("What flooded the harbour?"), candidate, marking=True)
    assert one.text.endswith(" …")
    assert one.text.removesuffix(" …") == one.span.of(candidate.hit.article.text)
    assert len(one.text.split()) < len(LONG.split())


def test_a_beginning_that_is_left_out_is_marked() -> None:
    text = f"{'It rained and rained on the roofs of the town ' * 6}; storms flooded the harbour in 1921."
    one = shown(ASKED, sentence(text), marking=True)
    assert one.text == "… storms flooded the harbour in 1921."
    assert [span.of(one.text) for span in one.marked] == ["1921"]


def test_a_sentence_can_be_shown_whole() -> None:
    candidate = sentence(LONG)
    assert (whole(candidate).text, whole(candidate).span) == (LONG, candidate.span)


def test_white_space_becomes_single_blanks() -> None:
    assert on_one_line(" a\n\tb  c ") == "a b c"
