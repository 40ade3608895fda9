"""Pages, feeds and standard input are taken in, refreshed politely, and removed only when they are surely gone."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from index import FetchError, Indexer, IndexReport, Parser, SourceError, Sources, article_named
from index.errors import Gone
from index.fetching import Fetched
from index.loading.documents import READ
from index.parsing import MOST_ENTRIES

FEED = "https://example.org/feed.xml"
RAIN, SUN = "https://example.org/rain", "https://example.org/sun"
LONG_AGO = "2020-01-01T00:00:00+00:00"


class Site:
    """A stand-in for the fetcher: pages by URL, with ETags that are honoured; every request is remembered."""

    def __init__(self) -> None:
        self.pages: dict[str, str | type[Exception]] = {}
        self.asked: list[tuple[str, str | None]] = []  # URL and referrer
        self.sent: list[str] = []  # what was sent whole
        self.redirects: dict[str, str] = {}
        self.validates = True

    def fetch(self, url, *, etag=None, last_modified=None, referrer=None) -> Fetched:
        self.asked.append((url, referrer))
        content = self.pages.get(url, Gone)
        if not isinstance(content, str):
            raise content("it cannot be had; try again")
        made = f'"{hash(content)}"'
        if etag == made:
            return Fetched(url, b"", "", None, etag, None, not_modified=True)
        self.sent.append(url)
        kind = "application/rss+xml" if "<rss" in content else "text/html"
        return Fetched(
            self.redirects.get(url, url), content.encode(), kind, "utf-8", made if self.validates else None, None
        )

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


@pytest.fixture
def site() -> Site:
    made = Site()
    made.pages = {FEED: feed(RAIN, SUN), RAIN: page("Rain"), SUN: page("Sun")}
    return made


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as made:
        yield made


@pytest.fixture
def indexer(desk: Desk, site: Site, parser: Parser) -> Indexer:
    return Indexer(desk.ledger, FakeEmbeddings(), Sources(site, parser))


def page(title: str, *, more: str = "") -> str:
    text = f"{title} came over the harbour in the morning, and the people of the town went out to look at it."
    body = f"<article><h1>{title}</h1><p>{text} {more}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def feed(*urls: str, more: str = "") -> str:
    date = "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"
    items = "".join(f"<item><title>{url[-4:]}</title><link>{url}</link>{date}{more}</item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.failed)


def ids(desk: Desk) -> list[str]:
    with desk.ledger.reading() as snapshot:
        return [article.id for article in snapshot.articles("shared")]


def indexed_at(desk: Desk) -> str | None:
    with desk.ledger.reading() as snapshot:
        return snapshot.freshness("shared").indexed_at


def test_a_page_becomes_an_article(indexer: Indexer, desk: Desk) -> None:
    assert counts(indexer.index("shared", [RAIN])) == (1, 0, 0, 0, 0)
    assert ids(desk) == ["example.org/rain"]


def test_a_page_that_did_not_change_is_not_fetched_anew(indexer: Indexer) -> None:
    indexer.index("shared", [RAIN])
    assert counts(indexer.index("shared", [RAIN])) == (0, 0, 1, 0, 0)


def test_a_page_that_changed_is_updated(indexer: Indexer, site: Site) -> None:
    indexer.index("shared", [RAIN])
    site.pages[RAIN] = page("Rain", more="It stopped.")
    assert counts(indexer.index("shared", [])) == (0, 1, 0, 0, 0)


def test_a_page_named_with_tracking_marks_is_the_same_page(indexer: Indexer, desk: Desk) -> None:
    indexer.index("shared", [RAIN])
    assert counts(indexer.index("shared", [f"{RAIN}?utm_source=mail#top"])) == (0, 0, 1, 0, 0)


def test_a_page_is_known_by_where_redirects_lead(indexer: Indexer, site: Site, desk: Desk) -> None:
    site.pages["https://short.example/1"] = page("Rain")
    site.redirects["https://short.example/1"] = RAIN
    indexer.index("shared", ["https://short.example/1"])
    assert ids(desk) == ["example.org/rain"]
    assert counts(indexer.index("shared", [RAIN])) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize(("failure", "removed"), [(Gone, 1), (FetchError, 0)])
def test_a_page_is_pruned_only_if_its_server_says_that_it_is_gone(
    indexer: Indexer, site: Site, failure: type[Exception], removed: int
) -> None:
    indexer.index("shared", [RAIN])
    site.pages[RAIN] = failure
    assert indexer.index("shared", [], prune=True).removed == removed


def test_a_page_that_is_gone_is_reported_and_kept_without_prune(indexer: Indexer, site: Site, desk: Desk) -> None:
    indexer.index("shared", [RAIN])
    site.pages[RAIN] = Gone
    assert counts(indexer.index("shared", [])) == (0, 0, 0, 0, 1)
    assert ids(desk) == ["example.org/rain"]


@pytest.mark.parametrize("state", [Gone, FetchError, "<html></html>"])
def test_a_run_in_which_everything_fails_leaves_the_library_as_old_as_it_was(
    indexer: Indexer, site: Site, desk: Desk, state: str | type[Exception]
) -> None:
    indexer.index("shared", [RAIN])
    with desk.ledger.writing() as transaction:
        transaction.note_indexed("shared", LONG_AGO)
    site.pages[RAIN] = state
    assert counts(indexer.index("shared", [])) == (0, 0, 0, 0, 1)
    assert indexed_at(desk) == LONG_AGO


def test_a_feed_without_news_makes_the_library_current(indexer: Indexer, desk: Desk) -> None:
    indexer.index("shared", [FEED])
    with desk.ledger.writing() as transaction:
        transaction.note_indexed("shared", LONG_AGO)
    indexer.index("shared", [])
    assert (indexed_at(desk) or "") > LONG_AGO


def test_a_feed_brings_its_articles_with_their_dates(indexer: Indexer, desk: Desk) -> None:
    assert counts(indexer.index("shared", [FEED])) == (2, 0, 0, 0, 0)
    with desk.ledger.reading() as snapshot:
        (rain, sun) = snapshot.articles("shared")
    assert (rain.published, rain.published_from, sun.url) == ("2024-05-01T10:00:00+00:00", "feed", SUN)


def test_a_feed_is_asked_once_when_nothing_is_new(indexer: Indexer, site: Site) -> None:
    indexer.index("shared", [FEED])
    site.asked.clear()
    assert counts(indexer.index("shared", [])) == (0, 0, 2, 0, 0)
    assert site.urls == [FEED]


def test_a_page_that_a_feed_led_to_first_is_counted_when_it_is_named_by_itself(indexer: Indexer) -> None:
    indexer.index("shared", [FEED])
    assert counts(indexer.index("shared", [RAIN])) == (0, 0, 1, 0, 0)


def test_a_page_that_changed_is_updated_though_its_feed_says_the_same_of_it(indexer: Indexer, site: Site) -> None:
    indexer.index("shared", [FEED])
    site.pages |= {RAIN: page("Rain", more="It stopped."), FEED: str(site.pages[FEED]) + "<!-- again -->"}
    assert counts(indexer.index("shared", [])) == (0, 1, 1, 0, 0)


def test_a_page_that_changed_keeps_the_date_of_its_feed(indexer: Indexer, site: Site, desk: Desk) -> None:
    indexer.index("shared", [FEED])
    site.pages |= {RAIN: page("Rain", more="It stopped."), FEED: str(site.pages[FEED]) + "<!-- again -->"}
    indexer.index("shared", [])
    with desk.ledger.reading() as snapshot:
        article = snapshot.resolved("shared", RAIN)
    assert article is not None
    assert (article.published_from, "It stopped" in article.text) == ("feed", True)


def test_pages_that_a_feed_says_the_same_of_are_asked_only_whether_they_changed(indexer: Indexer, site: Site) -> None:
    indexer.index("shared", [FEED])
    site.pages[FEED] = str(site.pages[FEED]) + "<!-- again -->"
    site.sent.clear()
    assert counts(indexer.index("shared", [])) == (0, 0, 2, 0, 0)
    assert site.sent == [FEED]


def test_a_server_that_cannot_say_what_changed_is_asked_only_for_what_its_feed_says_otherwise_of(
    indexer: Indexer, site: Site
) -> None:
    site.validates = False
    indexer.index("shared", [FEED])
    indexer.index("shared", [FEED])
    site.pages["https://example.org/wind"] = page("Wind")
    site.pages[FEED] = feed(RAIN, SUN, "https://example.org/wind")
    site.asked.clear()
    assert counts(indexer.index("shared", [])) == (1, 0, 2, 0, 0)
    assert site.urls == [FEED, "https://example.org/wind"]


@pytest.mark.parametrize("state", [feed(RAIN), feed(), "<html>maintenance</html>", Gone, FetchError])
def test_a_feed_that_shrinks_or_fails_deletes_nothing(
    indexer: Indexer, site: Site, desk: Desk, state: str | type[Exception]
) -> None:
    indexer.index("shared", [FEED])
    site.pages[FEED] = state
    assert indexer.index("shared", [], prune=True).removed == 0
    assert len(ids(desk)) == 2


def test_an_article_of_a_feed_that_cannot_be_had_is_tried_again(indexer: Indexer, site: Site) -> None:
    site.pages[SUN] = FetchError
    assert counts(indexer.index("shared", [FEED])) == (1, 0, 0, 0, 1)
    site.pages[SUN] = page("Sun")
    assert counts(indexer.index("shared", [])) == (1, 0, 1, 0, 0)


WHOLE = "Rain fell on the harbour and on the town. " * 20


def carrying(url: str, text: str = WHOLE, tag: str = "content:encoded") -> str:
    made = feed(url, more=f"<{tag}>{text}</{tag}>")
    return made.replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')


def text_of(desk: Desk, name: str) -> str:
    with desk.ledger.reading() as snapshot:
        article = snapshot.resolved("shared", name)
    return article.text if article else ""


def test_a_feed_that_carries_the_whole_text_stands_in_for_its_page(indexer: Indexer, site: Site, desk: Desk) -> None:
    site.pages = {FEED: carrying(RAIN)}
    assert counts(indexer.index("shared", [FEED])) == (1, 0, 0, 0, 0)
    assert text_of(desk, RAIN).startswith("Rain fell on the harbour")
    assert counts(indexer.index("shared", [])) == (0, 0, 1, 0, 0)


def test_a_page_that_can_be_had_again_takes_the_place_of_what_its_feed_carried(
    indexer: Indexer, site: Site, desk: Desk
) -> None:
    site.pages = {FEED: carrying(RAIN)}
    indexer.index("shared", [FEED])
    site.pages |= {RAIN: page("Rain"), FEED: carrying(RAIN) + "<!-- again -->"}
    assert counts(indexer.index("shared", [])) == (0, 1, 0, 0, 0)
    assert "in the morning" in text_of(desk, RAIN)


@pytest.mark.parametrize("rules", [READ, "1:"], ids=["today's rules", "earlier rules"])
def test_a_page_that_was_read_is_not_replaced_by_its_feed(indexer: Indexer, site: Site, desk: Desk, rules: str) -> None:
    site.pages = {FEED: feed(RAIN), RAIN: page("Rain")}
    indexer.index("shared", [FEED])
    with desk.ledger.reading() as snapshot:
        (state,) = snapshot.documents_at("shared", RAIN)
    with desk.ledger.writing() as transaction:
        transaction.note_document("shared", replace(state, digest=state.digest.replace(READ, rules)))
    site.pages = {FEED: carrying(RAIN), RAIN: FetchError}
    assert counts(indexer.index("shared", [])) == (0, 0, 0, 0, 1)
    assert "in the morning" in text_of(desk, RAIN)


@pytest.mark.parametrize(
    ("url", "tag"), [("https://apnews.example/a", "content:encoded"), (RAIN, "description")], ids=["foreign", "summary"]
)
def test_a_feed_speaks_for_its_own_pages_and_whole_texts_only(indexer: Indexer, site: Site, url: str, tag: str) -> None:
    site.pages = {FEED: carrying(url, tag=tag)}
    assert counts(indexer.index("shared", [FEED])) == (0, 0, 0, 0, 1)


def test_a_feed_cannot_bring_records(indexer: Indexer, site: Site, desk: Desk, tmp_path: Path) -> None:
    record = '{"id": "a0", "title": "T", "text": "%s", "source": "AP"}'
    (tmp_path / "corpus.jsonl").write_text(record % "True words.")
    indexer.index("shared", [tmp_path / "corpus.jsonl"])
    site.pages = {FEED: feed(RAIN), RAIN: record % "Forged words."}
    assert counts(indexer.index("shared", [FEED])) == (0, 0, 0, 0, 1)
    assert text_of(desk, "a0") == "True words."


def test_records_from_the_web_take_no_id_away(indexer: Indexer, site: Site, desk: Desk, tmp_path: Path) -> None:
    record = '{"id": "a0", "title": "T", "text": "%s"}'
    (tmp_path / "corpus.jsonl").write_text(record % "True words.")
    indexer.index("shared", [tmp_path / "corpus.jsonl"])
    site.pages = {RAIN: record % "Other words."}
    assert counts(indexer.index("shared", [RAIN])) == (0, 0, 0, 0, 1)


def test_records_from_the_web_are_counted_and_named_each_time(indexer: Indexer, site: Site) -> None:
    lines = [f'{{"id": "{number}", "title": "T", "text": "Text {number}."}}' for number in range(3)]
    site.pages = {RAIN: "\n".join([*lines, "{broken"])}
    assert counts(indexer.index("shared", [RAIN])) == (3, 0, 0, 0, 1)
    assert counts(indexer.index("shared", [RAIN])) == (0, 0, 3, 0, 1)


RECORDS = "https://example.org/corpus.jsonl"


def records(*numbers: int) -> str:
    return "\n".join(f'{{"id": "{number}", "title": "T", "text": "Text {number}."}}' for number in numbers)


def test_a_record_taken_out_of_a_file_on_the_web_is_pruned(indexer: Indexer, site: Site, desk: Desk) -> None:
    site.pages = {RECORDS: records(0, 1, 2)}
    indexer.index("shared", [RECORDS])
    site.pages = {RECORDS: records(1)}
    assert indexer.index("shared", [RECORDS], prune=True).removed == 2
    assert ids(desk) == ["1"]


@pytest.mark.parametrize(
    "state", [records(1) + "\n{broken", '{"error": "busy"}', page("Maintenance"), Gone, FetchError]
)
def test_a_file_of_records_on_the_web_that_cannot_be_read_whole_prunes_nothing(
    indexer: Indexer, site: Site, desk: Desk, state: str | type[Exception]
) -> None:
    site.pages = {RECORDS: records(0, 1, 2)}
    indexer.index("shared", [RECORDS])
    site.pages = {RECORDS: state}
    assert indexer.index("shared", [RECORDS], prune=True).removed == 0


def test_a_page_that_is_gone_takes_no_other_page_with_it(indexer: Indexer, site: Site, desk: Desk) -> None:
    site.pages = {RAIN: page("Rain"), f"{RAIN}/today": page("Rain today"), f"{RAIN}/past": page("Rain in the past")}
    indexer.index("shared", [*site.pages])
    del site.pages[RAIN]
    assert indexer.index("shared", [RAIN], prune=True).removed == 1
    assert ids(desk) == ["example.org/rain/past", "example.org/rain/today"]


def test_what_a_feed_names_is_fetched_as_named_by_the_feed(indexer: Indexer, site: Site) -> None:
    indexer.index("shared", [FEED])
    assert site.asked[:2] == [(FEED, None), (RAIN, FEED)]


def test_a_feed_in_a_file_leads_to_no_private_host(indexer: Indexer, site: Site, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(feed(RAIN))
    indexer.index("shared", [str(tmp_path / "feed.xml")])
    assert [(url, referrer is None) for url, referrer in site.asked] == [(RAIN, False)]


@pytest.mark.parametrize("source", ["web", "file"])
def test_a_feed_that_is_read_in_part_says_so(site: Site, parser: Parser, tmp_path: Path, source: str) -> None:
    whole = feed(*(f"https://example.org/{number}" for number in range(MOST_ENTRIES + 2)))
    site.pages[FEED] = whole
    (tmp_path / "feed.xml").write_text(whole)
    listing = Sources(site, parser).listing(FEED if source == "web" else str(tmp_path / "feed.xml"), lambda _: None)
    (unread,) = listing.unread
    assert (len(listing.inputs), "more than 500 entries" in unread.reason) == (MOST_ENTRIES, True)


def test_a_feed_that_is_read_in_full_says_nothing(site: Site, parser: Parser) -> None:
    site.pages[FEED] = feed(*(f"https://example.org/{number}" for number in range(MOST_ENTRIES)))
    assert Sources(site, parser).listing(FEED, lambda _: None).unread == ()


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:alert(1)", "https://user@example.org/", ""])
def test_a_feed_names_pages_only(indexer: Indexer, site: Site, link: str) -> None:
    site.pages[FEED] = feed(link, RAIN)
    assert counts(indexer.index("shared", [FEED])) == (1, 0, 0, 0, 1)
    assert "etc/passwd" not in "".join(site.urls)


def test_a_file_that_is_not_there_is_no_failure_of_the_web(site: Site, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file") as caught:
        Sources(site).listing(str(tmp_path / "typo.txt"), lambda _: None)
    assert not isinstance(caught.value, FetchError)


def test_a_url_of_another_scheme_is_no_path(desk: Desk, tmp_path: Path) -> None:
    report = Indexer(desk.ledger, FakeEmbeddings()).index("shared", ["file:///etc/passwd"])
    assert (report.added, len(report.failed)) == (0, 1)
    assert "http" in report.failed[0].reason


def test_a_copy_that_took_over_a_text_is_completed_though_its_feed_says_nothing_new(
    indexer: Indexer, site: Site, desk: Desk
) -> None:
    site.pages[FEED], site.pages[RAIN] = feed(SUN), page("Rain").replace("<h1>Rain</h1>", "")
    site.pages[SUN] = site.pages[RAIN].replace("<title>Rain", "<title>Sun")
    indexer.index("shared", [RAIN, FEED])
    with desk.ledger.writing() as transaction:  # as a run does that is killed after it
        transaction.remove("shared", "example.org/rain")
    indexer.index("shared", [FEED])
    with desk.ledger.reading() as snapshot:
        (held,) = snapshot.known("shared")
    assert (held.id, held.digest != "") == ("example.org/sun", True)


def test_standard_input_is_taken_in_and_not_remembered(
    indexer: Indexer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"Rain at last\n\nRain fell on the harbour."
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        report = indexer.index("shared", ["-"])
    assert counts(report) == (0, 0, 1, 0, 0)
    with desk.ledger.reading() as snapshot:
        assert (snapshot.sources("shared"), next(snapshot.articles("shared")).title) == ([], "Rain at last")


class Piped(io.BytesIO):
    """Standard input of some length; tell() says how much of it was read."""

    def pipe(self, monkeypatch: pytest.MonkeyPatch, most_bytes: int) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(self))
        for module in ("documents", "standard_input", "reading"):
            monkeypatch.setattr(f"index.loading.{module}.MOST_BYTES", most_bytes)


def test_of_standard_input_no_more_is_read_than_a_document_may_hold(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = Piped(b"Rain fell on the harbour. " * 100_000)
    stdin.pipe(monkeypatch, most_bytes=20_000)
    report = indexer.index("shared", ["-"])
    assert "larger than 20,000 bytes" in report.failed[0].reason
    assert stdin.tell() < 100_000


def test_records_from_standard_input_may_be_longer_than_one_document(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = records(*range(40)).replace("Text ", "Rain fell. " * 100)
    Piped(lines.encode()).pipe(monkeypatch, most_bytes=20_000)
    assert counts(indexer.index("shared", ["-"])) == (40, 0, 0, 0, 0)


def test_a_forgotten_page_is_fetched_anew(indexer: Indexer, desk: Desk) -> None:
    indexer.index("shared", [RAIN])
    with desk.ledger.writing() as transaction:
        transaction.remove("shared", "example.org/rain")
    assert counts(indexer.index("shared", [])) == (1, 0, 0, 0, 0)


def test_an_alias_that_is_gone_takes_nothing_that_is_known_by_another(indexer: Indexer, site: Site, desk: Desk) -> None:
    old = "https://example.org/old"
    site.pages[old] = site.pages[RAIN]
    site.redirects[old] = RAIN
    indexer.index("shared", [old, RAIN])
    del site.pages[old]
    assert indexer.index("shared", [old], prune=True).removed == 0
    assert ids(desk) == ["example.org/rain"]


def test_pages_that_state_one_canonical_url_are_told_apart(indexer: Indexer, site: Site, desk: Desk) -> None:
    for url in (RAIN, SUN):
        title = url.rpartition("/")[2]
        canonical = '<link rel="canonical" href="https://example.org/">'
        site.pages[url] = page(title).replace("<title>", f"{canonical}<title>")
    for _ in range(2):
        report = indexer.index("shared", [RAIN, SUN])
    assert (report.unchanged, len(ids(desk))) == (2, 2)


def test_a_feed_that_corrects_a_date_corrects_the_article(indexer: Indexer, site: Site, desk: Desk) -> None:
    indexer.index("shared", [FEED])
    site.pages[FEED] = feed(RAIN, SUN).replace("01 May 2024", "02 May 2024").replace("Wed", "Thu")
    assert counts(indexer.index("shared", [])) == (0, 2, 0, 0, 0)
    site.pages[FEED] = str(site.pages[FEED]) + "<!-- again -->"
    site.sent.clear()
    assert counts(indexer.index("shared", [])) == (0, 0, 2, 0, 0)
    assert site.sent == [FEED]


def test_a_date_from_a_feed_stays_when_the_page_is_named_by_itself(indexer: Indexer, site: Site, desk: Desk) -> None:
    indexer.index("shared", [FEED])
    site.pages[RAIN] = page("Rain", more="It stopped.")
    indexer.index("shared", [RAIN])
    with desk.ledger.reading() as snapshot:
        article = snapshot.resolved("shared", RAIN)
    assert article is not None
    assert (article.published_from, "It stopped" in article.text) == ("feed", True)


@pytest.mark.parametrize("name", [f"{RAIN}?utm_source=mail", "https://short.example/1", "example.org/rain"])
def test_an_article_is_found_by_every_name_it_was_given(indexer: Indexer, site: Site, desk: Desk, name: str) -> None:
    site.pages["https://short.example/1"] = page("Rain")
    site.redirects["https://short.example/1"] = RAIN
    indexer.index("shared", ["https://short.example/1"])
    with desk.ledger.reading() as snapshot:
        assert article_named(snapshot, "shared", name) is not None


def test_a_page_that_moved_is_pruned_under_its_old_url(indexer: Indexer, site: Site, desk: Desk) -> None:
    indexer.index("shared", [RAIN])
    site.redirects[RAIN] = "https://example.org/moved"
    site.pages[RAIN] = page("Rain", more="It stopped.")
    indexer.index("shared", [], prune=True)
    assert ids(desk) == ["example.org/moved"]


def test_a_home_page_does_not_end_the_pages_that_claim_its_url(indexer: Indexer, site: Site, desk: Desk) -> None:
    home = "https://example.org/"
    canonical = f'<link rel="canonical" href="{home}"><title>'
    site.pages |= {RAIN: page("Rain").replace("<title>", canonical), home: page("Home")}
    for _ in range(2):
        indexer.index("shared", [RAIN])
        indexer.index("shared", [home])
    assert {made: "Rain came" in text_of(desk, made) for made in ids(desk)} == {
        "example.org": False,
        "example.org/rain": True,
    }


@pytest.mark.parametrize("name", ["https://short.example/1", "https://short.example/1?utm_source=mail", RAIN])
def test_whatever_a_page_was_called_it_is_forgotten_and_does_not_come_back(
    indexer: Indexer, site: Site, desk: Desk, name: str
) -> None:
    site.pages["https://short.example/1"] = page("Rain")
    site.redirects["https://short.example/1"] = RAIN
    indexer.index("shared", ["https://short.example/1"])
    assert desk.drop_sources("shared", [name]) == []
    assert desk.forget("shared", [name]).erased == (name,)
    assert ids(desk) == []
    with desk.ledger.reading() as snapshot:
        assert snapshot.sources("shared") == []
