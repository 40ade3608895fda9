"""What a terminal shows of an answer: points first, then what elaborates them, then the passages."""

import io
import re
from dataclasses import replace

import pytest
from conftest import an_article
from made_answers import a_worded_answer
from rich.console import Console
from test_points import answered, report, words

from bot.answer import Answer, Citation, Figure, Outcome, Statement
from bot.citations import cite
from bot.render.answers import answer_view
from index import Article, Passage, Span

BOLD = re.compile(r"\x1b\[1m(.+?)\x1b\[0m")


def shown(answer: Answer, width: int = 100, *, styled: bool = False, plain: bool = False) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=styled, no_color=plain, markup=False, highlight=False)
    console.print(answer_view(answer))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def cited(article: Article, *quotes: str) -> tuple[Citation, ...]:
    passage = Passage("p", article.id, 0, 0, len(article.text), article.text)
    starts = [article.text.index(quote) for quote in quotes]
    return tuple(
        cite(number, article, passage, start, start + len(quote), quote=quote)
        for number, (start, quote) in enumerate(zip(starts, quotes, strict=True), 1)
    )


def speech(*sentences: str, elaborating: tuple[int, ...]) -> Answer:
    """Return an answer of one utterance, with the sentences that elaborate by their number from 1."""
    citations = cited(an_article(" ".join(sentences)), *sentences)
    statements = tuple(
        Statement(one.quote, (one.number,), elaborates=one.number in elaborating, utterance=1) for one in citations
    )
    return replace(answered(), statements=statements, citations=citations)


FLOOD = speech(
    "Lee spoke.", "First, pay.", "It is fair.", "It is due.", "Second, go.", "She left.", elaborating=(3, 4, 6)
)


def test_the_points_come_first_one_a_line_then_more_then_the_passages() -> None:
    assert shown(FLOOD)[:-2] == [
        "- Lee spoke. [1]",
        "- First, pay. [2]",
        "- Second, go. [5]",
        "",
        "More:",
        "- It is fair. [3]",
        "  It is due. [4]",
        "- She left. [6]",
        "",
        "Passages",
        "[1][2][3][4][5][6] Rain · undated",
        "    >>Lee spoke. First, pay. It is fair. It is due. Second, go. She left.<<",
    ]


def test_a_single_point_stands_without_a_dash() -> None:
    assert shown(answered(report("a", "Rain fell.")))[:3] == ["Rain fell. [1]", "", "Passages"]


def test_a_language_models_statements_stand_first_and_then_beside_their_quotes() -> None:
    told = shown(a_worded_answer(), width=80)
    assert told[:9] == [
        "It rained, and ships sailed. [1][2]",
        "- The harbour shut. [3]",
        "One statement is left out.",
        "",
        "Sources: [1][2][3] Rain · undated",
        "",
        "Evidence",
        "It rained, and ships sailed.            [1] “Rain fell.”",
        "                                        [2] “Ships left.”",
    ]
    assert told[9].split("  ", 1)[0] == "The harbour shut."
    assert ("not judged" in told[9], "[3] “The harbour closed.”" in told[9]) == (True, True)


def test_a_language_models_first_statement_is_bold() -> None:
    assert BOLD.findall("\n".join(shown(a_worded_answer(), styled=True)))[:1] == ["It rained, and ships sailed."]


def test_several_articles_are_headed_by_title_source_and_date() -> None:
    first = report("a", "Rain fell.", title="Wet", source="Post", published="2022-06-01")
    assert shown(answered(first, report("b", "Snow fell.", title="White")))[:6] == [
        "Wet · Post · 2022-06-01",
        "- Rain fell. [1]",
        "",
        "White · undated",
        "- Snow fell. [2]",
        "",
    ]


def test_of_the_latest_the_date_is_told_and_what_is_older() -> None:
    new, old = report("a", published="2022-06-08"), report("b", published="2022-05-01")
    lines = shown(answered(new, old, latest=True))
    assert "Rain · 2022-06-08" in lines
    assert "Rain · older, of 2022-05-01" in lines
    assert shown(answered(new, latest=True))[0] == "Rain · 2022-06-08"


def test_a_long_utterance_says_how_much_is_in_the_passages() -> None:
    long = speech("Lee spoke.", f"A {words(290)}.", f"B {words(20)}.", f"C {words(20)}.", elaborating=(2, 3, 4))
    lines = shown(long)
    more = lines[lines.index("More:") : lines.index("Passages")]
    assert "… 2 more sentences, in the passages below" in more
    assert not any(line.startswith("B word") for line in more)
    assert "C word" in " ".join(lines[lines.index("Passages") :])


def test_a_long_word_is_never_cut() -> None:
    long = "https://example.org/" + "a" * 300
    lines = shown(speech("Lee spoke.", f"First, {long}.", elaborating=()), width=40)
    points = "".join(line.strip() for line in lines[: lines.index("Passages")])
    assert f"{long}." in points
    assert "…" not in points


def test_what_answers_is_bold_in_a_terminal_without_colours_too() -> None:
    answer = answered(report("a", "Fifteen ships sank."))
    marked = replace(answer.statements[0], marked=(Span(0, 13),))
    first = shown(replace(answer, statements=(marked,)), styled=True, plain=True)[0]
    assert BOLD.findall(first) == ["Fifteen ships"]


def test_square_brackets_of_an_article_are_no_markup() -> None:
    hostile = report("a", "[bold]Rain[/bold] fell.", title="[red]Wet")
    lines = shown(answered(hostile, report("b")), styled=False)
    assert "[red]Wet · undated" in lines
    assert "- [bold]Rain[/bold] fell. [1]" in lines


def test_what_is_missing_stands_before_the_points_and_differing_figures_behind_them() -> None:
    answer = replace(answered(report("a", "Rain fell.")), differing=(Figure("12", 1),), missing=("Rome",))
    assert shown(replace(answer, outcome=Outcome.PARTLY))[:5] == [
        "Only in part: what is cited does not mention Rome.",
        "Rain fell. [1]",
        "",
        "The articles give different figures: 12 [1] (undated)",
        "",
    ]


def test_an_understood_question_is_told_first() -> None:
    assert shown(replace(answered(report("a")), understood="the whole question"))[0] == (
        "Understood as: the whole question"
    )


@pytest.mark.parametrize("close", [True, False])
def test_what_is_not_found_is_said_with_the_closest_passages_if_there_are_any(close: bool) -> None:
    closest = cited(an_article("Rain fell.\nIt stopped."), "Rain fell.\nIt stopped.") if close else ()
    lines = shown(replace(answered(), outcome=Outcome.NOT_FOUND, closest=closest))
    assert lines[0] == "The articles do not say."
    assert ("Closest passages (not an answer)" in lines) is close
    assert ("    Rain fell. It stopped." in lines) is close
