"""Libraries are looked around in: titles are searched, articles and passages shown."""

import json

import pytest

from bot.desk import Desk
from index import SHARED

OWN = "discord-1"
BOTH = (SHARED, OWN)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    put(desk, SHARED, rain=("Rain in Ålesund", "2024-01-01"), tax=("The Tax on rain", "2024-03-01"), old=("Bread", ""))
    put(desk, OWN, rain=("Rain again", "2024-02-01"), club=("Our club", ""))
    put(desk, "discord-2", secret=("Rain kept secret", "2024-04-01"))
    return desk


def put(desk: Desk, library: str, **articles: tuple[str, str]) -> None:
    fields = [
        {
            "id": name,
            "title": title,
            "date": date,
            "text": f"{title}. It is told in {library}.",
            "url": f"https://a.org/{name}",
        }
        for name, (title, date) in articles.items()
    ]
    file = desk.ledger.home / f"{library}.jsonl"
    file.write_text("\n".join(json.dumps({name: value for name, value in each.items() if value}) for each in fields))
    desk.index(library, [file])


@pytest.mark.parametrize(
    ("libraries", "words", "titles"),
    [
        (BOTH, "", ["The Tax on rain", "Rain again", "Rain in Ålesund", "Our club", "Bread"]),
        (BOTH, "rain", ["The Tax on rain", "Rain again", "Rain in Ålesund"]),
        (BOTH, "  RAIN ta ", ["The Tax on rain"]),
        (BOTH, "alesund", ["Rain in Ålesund"]),
        (BOTH, "%", []),
        (BOTH, "secret", []),
        ((OWN,), "rain", ["Rain again"]),
        ((), "rain", []),
        (("nowhere", SHARED), "bread", ["Bread"]),
    ],
)
def test_titles_are_searched_newest_first(
    filled: Desk, libraries: tuple[str, ...], words: str, titles: list[str]
) -> None:
    page = filled.articles(libraries, words)
    assert [article.title for article in page.articles] == titles
    assert page.total == len(titles)


def test_a_page_begins_where_it_is_told_to(filled: Desk) -> None:
    page = filled.articles(BOTH, first=1, most=2)
    assert [article.title for article in page.articles] == ["Rain again", "Rain in Ålesund"]
    assert (page.first, page.total) == (1, 5)


def test_a_page_of_nonsense_is_empty(filled: Desk) -> None:
    assert filled.articles(BOTH, first=-5, most=-1).articles == ()
    assert filled.articles(BOTH, first=100).articles == ()


@pytest.mark.parametrize("name", ["rain", "https://a.org/rain"])
def test_an_article_is_the_first_librarys_that_has_it(filled: Desk, name: str) -> None:
    found = [filled.article(libraries, name) for libraries in (BOTH, (OWN, SHARED), ("discord-2",))]
    assert [each and each.article.library for each in found] == [SHARED, OWN, None]


def test_a_whole_article_has_its_passages(filled: Desk) -> None:
    found = filled.article((OWN,), "club")
    assert found
    assert "".join(passage.text for passage in found.passages) == "Our club. It is told in discord-1."


def test_a_passage_stands_between_its_neighbours(desk: Desk) -> None:
    text = "\n\n".join(f"Paragraph {at} tells of {' '.join(['rain'] * 150)}." for at in range(3))
    file = desk.ledger.home / "long.jsonl"
    file.write_text(json.dumps({"id": "long", "title": "Long", "text": text}))
    desk.index(SHARED, [file])
    whole = desk.article((SHARED,), "long")
    assert whole
    first, *_, last = whole.passages
    begin, end = (desk.passage_in_context(SHARED, "long", passage.id) for passage in (first, last))
    assert begin
    assert (begin.before, begin.passage, begin.behind) == (None, first, whole.passages[1])
    assert end
    assert (end.before, end.passage, end.behind) == (whole.passages[-2], last, None)


def test_a_passage_that_is_gone_is_nothing(filled: Desk) -> None:
    whole = filled.article((OWN,), "rain")
    assert whole
    (passage,) = whole.passages
    assert filled.passage_in_context(OWN, "rain", passage.id)
    assert filled.passage_in_context(SHARED, "rain", passage.id) is None
    assert filled.passage_in_context(OWN, "rain", "0123456789abcdef") is None
    assert filled.passage_in_context(OWN, "gone", passage.id) is None


def test_the_status_of_two_libraries_is_summed(filled: Desk) -> None:
    status = filled.status(BOTH)
    assert (status.freshness.articles, status.freshness.passages, status.freshness.newest) == (5, 5, "2024-03-01")
    each = [filled.freshness((library,)) for library in BOTH]
    assert status.freshness.indexed_at == max(str(one.indexed_at) for one in each)
    assert len(status.sources) == 2


def test_a_library_that_does_not_exist_is_empty(filled: Desk) -> None:
    assert filled.freshness(("nowhere", SHARED)) == filled.freshness((SHARED,))
    assert filled.freshness(("nowhere",)).articles == 0
    assert filled.freshness((SHARED, SHARED)).articles == 3


@pytest.mark.parametrize(
    ("libraries", "typed", "names"),
    [
        (BOTH, "", ["Reuters", "Club news", "Ålesund Post"]),
        (BOTH, " ALE", ["Ålesund Post"]),
        (BOTH, "%", []),
        ((SHARED,), "news", []),
        ((), "", []),
    ],
)
def test_publishers_are_found_by_a_part_of_their_names(
    desk: Desk, libraries: tuple[str, ...], typed: str, names: list[str]
) -> None:
    sources = {SHARED: ["Reuters", "Ålesund Post", "Reuters"], OWN: ["Club news"], "discord-2": ["Secret news"]}
    for library, published in sources.items():
        lines = [
            json.dumps(
                {"id": f"{at}", "title": "Rain", "text": f"Rain fell in {library} on day {at}.", "source": source}
            )
            for at, source in enumerate(published)
        ]
        file = desk.ledger.home / f"{library}.jsonl"
        file.write_text("\n".join(lines))
        desk.index(library, [file])
    assert desk.publishers(libraries, typed) == names


def test_it_is_known_when_each_library_was_indexed(filled: Desk) -> None:
    with filled.ledger.reading() as snapshot:
        indexed = snapshot.last_indexed()
        assert list(indexed) == ["discord-1", "discord-2", "shared"]
        assert indexed[OWN] == snapshot.freshness(OWN).indexed_at
