"""What a question asks that names only a day or a source: sentences on the day, and what articles begin with."""

import pytest
from asked_questions import hit

from bot.extraction.named_sources import mentions
from bot.extraction.reporting import MOST_REPORTS, reports

HITS = [
    hit("Rain fell. It was wet. A ship sank on May 3.", "a", source="Bay Times", published="2022-05-04"),
    hit("Sun shone. It was dry.", "b", source="Elmstad Post", published="2022-05-03"),
    hit("Snow fell on May 3, 2019.", "c", source="Wire", published="2019-05-05"),
]


def told(question: str) -> list[str]:
    named = mentions(question, [each.article.source for each in HITS])
    return [one.text for one in reports(question, named, HITS)]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What happened on May 3, 2022?", ["A ship sank on May 3.", "Sun shone."]),
        ("What happened on 3 May 2019?", ["A ship sank on May 3.", "Snow fell on May 3, 2019."]),
        ("What happened on June 9, 2022?", []),
        ("What did the Times report?", ["Rain fell."]),
        ("What did the Bay Times report on May 3, 2022?", ["A ship sank on May 3."]),
        ("What did the Post write?", ["Sun shone."]),
        ("What did the Post say about rain?", []),
        ("What sank on May 3, 2022?", []),  # it asks for more than the day
        ("Who resigned in the Post?", []),
        ("What happened?", []),
    ],
)
def test_a_day_or_a_source_alone_is_reported_on(question: str, wanted: list[str]) -> None:
    assert told(question) == wanted


def test_the_latest_news_are_what_the_newest_articles_begin_with() -> None:
    found = reports("What is the latest news?", (), HITS, latest=True)
    assert [one.text for one in found] == ["Rain fell.", "Sun shone.", "Snow fell on May 3, 2019."]
    assert reports("What is the latest news about rain?", (), HITS, latest=True) == []


def test_there_are_no_more_reports_than_can_be_read() -> None:
    many = [hit("Rain fell.", f"a{at}", published="2022-05-03") for at in range(20)]
    assert len(reports("What happened on May 3, 2022?", (), many)) == MOST_REPORTS
