"""What a terminal shows of a verdict."""

import io

import pytest
from conftest import an_article
from rich.console import Console

from bot.render import hits_view, verification_view
from bot.verification.differences import Difference
from bot.verification.quotes import Match, Verdict, Verification
from index import Context, Hit, Passage, Span, Why

ALTERED = Difference("replace", "Rain", "Snow", False, Span(0, 4), Span(0, 4))
ADDED = Difference("insert", "", "never", False, Span(9, 9), Span(5, 10))


def shown(verdict: Verdict, *differences: Difference) -> str:
    out = io.StringIO()
    match = Match(an_article(), 0, 24, differences)
    Console(file=out, width=100).print(verification_view(Verification(verdict, (match,)), 1))
    return out.getvalue()


@pytest.mark.parametrize("verdict", [Verdict.EXACT, Verdict.NEAR, Verdict.ALTERED])
def test_the_verdict_comes_first_and_the_articles_words_below(verdict: Verdict) -> None:
    first, *rest = shown(verdict).splitlines()
    assert first.startswith(f"{verdict.value}: ")
    assert "    Rain fell on the harbour" in rest


@pytest.mark.parametrize(
    ("difference", "line"), [(ALTERED, "article: Rain  asked: Snow"), (ADDED, "article: -  asked: never")]
)
def test_the_articles_wording_stands_beside_the_asked(difference: Difference, line: str) -> None:
    assert f"    {line}" in shown(Verdict.ALTERED, difference).splitlines()


def test_of_an_absent_quote_it_says_how_many_articles_were_looked_through() -> None:
    out = io.StringIO()
    Console(file=out, width=100).print(verification_view(Verification(Verdict.ABSENT, ()), 37))
    assert out.getvalue().startswith("absent: ")
    assert "37 articles" in out.getvalue()


def test_square_brackets_of_an_article_are_no_markup() -> None:
    out = io.StringIO()
    match = Match(an_article("[bold]Rain[/bold] fell."), 0, 23)
    Console(file=out, width=100).print(verification_view(Verification(Verdict.EXACT, (match,)), 1))
    assert "[bold]Rain[/bold] fell." in out.getvalue()


@pytest.mark.parametrize(("reranked", "said"), [(None, "BM25 2\n"), (-1.5, "BM25 2, reranker -1.5000\n")])
def test_a_hit_shows_the_score_by_which_it_was_reordered(reranked: float | None, said: str) -> None:
    out = io.StringIO()
    article = an_article()
    passage = Passage("p", article.id, 0, 0, len(article.text), article.text)
    hit = Hit(passage, article, Context((passage,), ()), 0.5, Why(1, 2, 0.5, reranked))
    Console(file=out, width=100).print(hits_view([hit]))
    assert said in out.getvalue()
