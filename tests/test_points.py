"""First one sentence of every point, article by article; long utterances are folded, sentences never cut."""

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Outcome, Statement
from bot.citations import cite
from bot.points import MOST_WORDS, Account, Point, accounts, points
from index import Article, Freshness, Passage

FRESH = Freshness(articles=2, passages=2, newest=None, indexed_at=None, revision=1)


def told(text: str, utterance: int | None = 1, *, elaborates: bool = False) -> Statement:
    return Statement(text, (1,), elaborates=elaborates, utterance=utterance)


def more(text: str, utterance: int | None = 1) -> Statement:
    return told(text, utterance, elaborates=True)


def words(number: int) -> str:
    return " ".join(["word"] * number)


def answered(*by_article: Article, latest: bool = False) -> Answer:
    """Return an answer of one statement an article, its whole text."""
    citations = [
        cite(
            number, one, Passage(f"p{number}", one.id, 0, 0, len(one.text), one.text), 0, len(one.text), quote=one.text
        )
        for number, one in enumerate(by_article, 1)
    ]
    statements = tuple(Statement(one.quote, (one.number,)) for one in citations)
    return Answer("q", "q", Outcome.ANSWERED, statements, tuple(citations), (), FRESH, latest=latest)


def report(article_id: str, text: str = "Rain fell.", **fields: str) -> Article:
    return an_article(text, id=article_id, **fields)


def test_what_elaborates_a_point_stands_behind_its_first_sentence() -> None:
    first, second, third = told("One."), more("It is."), told("Two.")
    assert points([first, second, third]) == (Point(first, (second,)), Point(third))


@pytest.mark.parametrize(
    "statements", [[more("It is.")], [told("One.", 1), more("It is.", 2)], [told("One.", 1), more("It is.", None)]]
)
def test_what_has_no_point_before_it_is_one(statements: list[Statement]) -> None:
    assert [point.first for point in points(statements)] == statements


def test_an_utterance_is_shown_whole_up_to_300_words() -> None:
    (point,) = points([told(words(100)), more(words(100)), more(words(100))])
    assert (len(point.elaboration), point.folded) == (2, ())


def test_a_longer_utterance_is_folded_at_a_sentence() -> None:
    first, second, third, last = told(words(100)), more(words(150)), more(words(60)), more("Short.")
    assert points([first, second, third, last]) == (Point(first, (second,), (third, last)),)


def test_every_point_of_a_long_utterance_is_shown() -> None:
    long = [told(words(200)), more(words(50)), told(words(90)), more(words(10)), more("Short.")]
    found = points(long)
    assert [point.first for point in found] == [long[0], long[2]]
    assert [point.folded for point in found] == [(long[1],), (long[3], long[4])]


def test_the_words_of_an_answer_are_not_limited() -> None:
    utterances = [statement for at in range(5) for statement in (told(words(150), at), more(words(150), at))]
    assert [point.folded for point in points(utterances)] == [()] * 5


def test_what_nobody_said_is_not_folded() -> None:
    (point,) = points([told(words(200), None), more(words(200), None)])
    assert point.folded == ()


@given(
    st.lists(st.builds(told, st.integers(0, 200).map(words), st.sampled_from([None, 1, 2]), elaborates=st.booleans()))
)
def test_no_statement_is_lost_or_moved(statements: list[Statement]) -> None:
    found = points(statements)
    assert [one for point in found for one in (point.first, *point.elaboration, *point.folded)] == statements
    for utterance in (1, 2):
        own = [point for point in found if point.first.utterance == utterance]
        elaborated = [one for point in own for one in point.elaboration]
        shown = [*(point.first for point in own), *elaborated]
        assert not elaborated or sum(len(one.text.split()) for one in shown) <= MOST_WORDS


def test_statements_are_grouped_by_article_in_the_order_of_the_answer() -> None:
    post, times = report("post"), report("times")
    found = accounts(answered(times, post, times))
    assert [(one.article.id, len(one.points)) for one in found] == [("times", 2), ("post", 1)]


DAY, SAME, LATER = "2022-06-01", "2022-06-08", "2022-06-08T10:00:00+00:00"


@pytest.mark.parametrize(
    ("published", "older"),
    [
        ((DAY, LATER), [True, False]),
        ((LATER, DAY), [False, True]),
        ((SAME, LATER), [False, False]),  # the hour of a day without a time is not known
        ((LATER, "2022-06-08T06:00:00+00:00"), [False, True]),
        ((LATER, "2022-06-08T06:00:00-05:00"), [True, False]),
        ((LATER, None), [False, False]),
        (("2022-06-08T10:00:00", LATER), [False, False]),
    ],
)
def test_of_the_latest_what_another_article_outdates_is_older(
    published: tuple[str | None, str | None], older: list[bool]
) -> None:
    first, second = (report(str(at), published=day) for at, day in enumerate(published))
    assert [one.older for one in accounts(answered(first, second, latest=True))] == older


def test_nothing_is_called_older_where_the_latest_is_not_asked_for() -> None:
    found = accounts(answered(report("a", published=DAY), report("b", published=LATER)))
    assert not any(one.older for one in found)


def test_an_empty_answer_has_no_accounts() -> None:
    assert accounts(answered()) == ()


def test_an_account_is_the_articles_points() -> None:
    article = report("a")
    (statement,) = (answer := answered(article)).statements
    assert accounts(answer) == (Account(article, (Point(statement),)),)
