"""Articles are read from documents of every kind; what cannot be read is named with its reason."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from conftest import SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article, Parser, Unread, sentences
from index.kinds import kind_of
from index.loading.documents import Announcement, Document, location_of
from index.loading.reading import articles_in

PAGE = """<html lang="en"><head><title>Rain at last - The Post</title>
<meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2024-05-01T10:00:00Z">
<link rel="canonical" href="{canonical}"></head>
<body><nav>Home Sport</nav><article><h1>Rain at last</h1>
<p>Rain fell on the harbour for the first time in many weeks, and people came out to look at it.</p>
<p>The mayor said that it would rain again on Tuesday, and that the harbour was safe for all ships.</p>
</article></body></html>"""


@pytest.fixture(scope="module", autouse=True)
def closed_parser() -> Iterator[None]:
    yield
    PARSER.close()


PARSER = Parser()


def read_document(document: Document) -> list[Article | Unread]:
    kind = kind_of(document.head(), document.name, document.media_type)
    return list(articles_in(document, kind, "shared", PARSER))


def read(folder: Path, name: str, content: bytes | str) -> list[Article | Unread]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(Document(location_of(file), name, file))


def page(content: str, **fields: object) -> Article:
    url = "https://example.org/news/rain"
    made = Document(url, "rain", content.encode(), url=url, media_type="text/html")
    (found,) = read_document(replace(made, **fields))
    assert isinstance(found, Article), found
    return found


def article(folder: Path, name: str, content: bytes | str) -> Article:
    (found,) = read(folder, name, content)
    assert isinstance(found, Article), found
    return found


def reason(folder: Path, name: str, content: bytes | str) -> str:
    (found,) = read(folder, name, content)
    assert isinstance(found, Unread), found
    return found.reason


def test_the_first_line_of_a_text_is_its_title_if_an_empty_line_follows(tmp_path: Path) -> None:
    found = article(tmp_path, "a.txt", "Rain at last\n\nIt rained. All day.\n")
    assert (found.title, found.text) == ("Rain at last", "It rained. All day.\n")


@pytest.mark.parametrize("content", ["It rained. All day.", "It rained.\nAll day.\n", "It rained. All day.\n\n"])
def test_a_text_without_a_title_keeps_all_its_words(tmp_path: Path, content: str) -> None:
    found = article(tmp_path, "rain.txt", content)
    assert (found.title, found.text) == ("rain", content)


def test_the_shipped_article_has_its_headline_as_title() -> None:
    found = article(SHIPPED.parent, SHIPPED.name, SHIPPED.read_bytes())
    assert found.title.startswith("Increase the pressure! Korean media")
    assert found.text == SHIPPED.read_text().split("\n\n", 1)[1]


def test_front_matter_names_title_date_link_source_and_author(tmp_path: Path) -> None:
    content = (
        "---\ntitle: Rain\ndate: 2020-10-21\nurl: https://example.org/rain\nsource: The Post\nauthor: [Ann, Bob]\n"
        "---\nIt rained.\n"
    )
    found = article(tmp_path, "a.md", content)
    assert (found.title, found.published, found.url, found.source, found.author) == (
        "Rain",
        "2020-10-21",
        "https://example.org/rain",
        "The Post",
        "Ann, Bob",
    )


def test_front_matter_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert article(tmp_path, "a.md", "---\ntitle: Rain\n---\nIt rained.").text == "It rained."


def test_a_first_heading_is_the_title_of_markdown_without_front_matter(tmp_path: Path) -> None:
    found = article(tmp_path, "a.md", "# Rain at last\n\nIt rained.")
    assert (found.title, found.text.strip()) == ("Rain at last", "It rained.")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://user:pw@example.org/", "file:///etc/passwd"])
def test_a_link_in_front_matter_is_not_trusted(tmp_path: Path, url: str) -> None:
    assert article(tmp_path, "a.md", f"---\nurl: {url}\n---\nIt rained.").url is None


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-01-01", "2024-01-01"),
        ("20240101", "2024-01-01"),
        ("2024-01-01 10:00", "2024-01-01T10:00:00"),
        ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00+00:00"),
    ],
)
def test_a_date_is_kept_in_one_form(tmp_path: Path, written: str, published: str) -> None:
    assert article(tmp_path, "a.md", f"---\ndate: {written}\n---\nIt rained.").published == published


@pytest.mark.parametrize(
    "matter",
    [
        'title: !!int ""',
        "title: !!timestamp abc",
        "title: !!bool foo",
        f"author: 0x{'F' * 6000}",
        "title: {a: b}",
        "author: [[[[a]]]]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nauthor: *c",
        "title: null",
    ],
)
def test_front_matter_of_any_type_ends_in_text_or_nothing(tmp_path: Path, matter: str) -> None:
    found = article(tmp_path, "a.md", f"---\n{matter}\n---\nIt rained.")
    assert isinstance(found.title, str)
    assert found.author is None or len(found.author) < 10_000


def test_an_alias_bomb_in_front_matter_is_read_in_no_time_and_space(tmp_path: Path) -> None:
    rungs = [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 30)]
    matter = "\n".join(["a0: &a0 [x]", *rungs, "author: *a29"])
    assert article(tmp_path, "a.md", f"---\n{matter}\n---\nIt rained.").author is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_front_matter_raises(tmp_path: Path, matter: str) -> None:
    assert read(tmp_path, "a.md", f"---\n{matter}\n---\nIt rained.")


def test_an_id_too_long_is_refused(tmp_path: Path) -> None:
    line = json.dumps({"id": "x" * 201, "title": "T", "text": "A."})
    assert "more than 200" in reason(tmp_path, "a.jsonl", line)


@pytest.mark.parametrize("date", ["yesterday", "21/10/2020", "[1, 2]", "2020-13-45"])
def test_a_date_that_is_none_is_unknown_and_never_guessed(tmp_path: Path, date: str) -> None:
    assert article(tmp_path, "a.md", f"---\ndate: '{date}'\n---\nIt rained.").published is None


def test_each_json_line_is_an_article_under_its_own_id(tmp_path: Path) -> None:
    lines = [
        {"id": "x/1", "title": "One", "text": "A.", "date": "2020-10-21"},
        {"id": "2", "title": "Two", "text": "B."},
    ]
    found = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert [(made.id, made.published) for made in found if isinstance(made, Article)] == [
        ("x/1", "2020-10-21"),
        ("2", None),
    ]


def test_a_broken_json_line_is_named_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "1", "title": "One", "text": "A."})
    found = read(tmp_path, "a.jsonl", f"{good}\n\n{{broken\n")
    assert isinstance(found[0], Article)
    assert isinstance(found[1], Unread)
    assert found[1].source.endswith("a.jsonl line 3")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('["a list"]', "not a JSON object"),
        ('{"id": "1", "title": "One"}', "'text' is missing"),
        ('{"id": 1, "title": "One", "text": "A."}', "'id' is missing"),
        ('{"id": " ", "title": "One", "text": "A."}', "id is empty"),
        ('{"id": "1", "title": "One", "text": "  "}', "empty"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_json_line_that_is_no_article_is_refused_with_its_reason(tmp_path: Path, line: str, expected: str) -> None:
    assert expected in reason(tmp_path, "a.jsonl", line)


def test_an_id_that_stands_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "title": "One", "text": "A."})
    assert isinstance(read(tmp_path, "a.jsonl", f"{line}\n{line}\n")[1], Unread)


def test_lone_surrogates_in_json_do_not_reach_the_text(tmp_path: Path) -> None:
    assert article(tmp_path, "a.jsonl", r'{"id": "1", "title": "One", "text": "a\ud800b"}').text == "a\ufffdb"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.txt", b"caf\xe9", "not UTF-8 (byte 3)"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n\t ", "empty"),
        ("a.md", b"---\ntitle: [\n---\nx", "not valid YAML"),
        ("a.txt", b"a" * 5_000_001, "more than 5,000,000 characters"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    assert expected in reason(tmp_path, name, content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.jsonl"]))
def test_no_content_of_a_file_raises(tmp_path: Path, content: bytes, name: str) -> None:
    assert all(isinstance(found, Article | Unread) for found in read(tmp_path, name, content))


def test_a_file_name_that_is_not_utf_8_can_be_stored(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    file.write_text("It rained.")
    (found,) = read_document(Document(location_of(file), file.name, file))
    assert isinstance(found, Article)
    assert found.id == "caf\ufffd"
    assert re.fullmatch(re.escape(f"{tmp_path}/caf\\xe9.txt") + "#[0-9a-f]{8}", location_of(file))


def test_a_page_is_known_by_the_url_that_it_states_on_its_own_host() -> None:
    found = page(PAGE.format(canonical="https://example.org/news/rain-at-last?utm_source=x"))
    assert (found.id, found.url) == ("example.org/news/rain-at-last", "https://example.org/news/rain-at-last")
    assert found.location == found.url


def test_a_page_cannot_claim_to_be_another_sites() -> None:
    found = page(PAGE.format(canonical="https://victim.example/news/rain"))
    assert found.url == "https://example.org/news/rain"


def test_a_page_brings_title_date_and_site() -> None:
    found = page(PAGE.format(canonical=""))
    assert (found.title, found.source, found.language) == ("Rain at last", "The Post", "en")
    assert (found.published, found.published_from) == ("2024-05-01T10:00:00+00:00", "markup")


def test_a_feed_fills_in_what_a_page_does_not_say() -> None:
    bare = "<html><body><article>" + PAGE.partition("</h1>")[2]
    said = Announcement("https://example.org/news/rain", "From the feed", "Ann", "2024-05-02T00:00:00+00:00")
    found = page(bare, announcement=said)
    assert (found.title, found.author, found.published_from) == ("From the feed", "Ann", "feed")


def test_a_page_that_is_plain_text_has_its_url_as_identity() -> None:
    found = page("Rain at last\n\nRain fell on the harbour.", media_type="text/plain")
    assert (found.id, found.url, found.source) == (
        "example.org/news/rain",
        "https://example.org/news/rain",
        "example.org",
    )


def test_a_file_that_is_no_text_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    found = article(tmp_path, "page.txt", PAGE.format(canonical="https://example.org/r"))
    assert (found.title, found.url, found.id) == ("Rain at last", "https://example.org/r", "page")


@pytest.mark.parametrize(
    ("name", "content", "dated"),
    [
        ("a.md", "---\ndate: 2024-05-01\n---\nIt rained.", "front matter"),
        ("a.jsonl", '{"id": "1", "title": "T", "text": "A.", "date": "2024-05-01"}', "record"),
        ("a.txt", "Rain\n\nPublished: 1 May 2024\n\nIt rained.", "text"),
        ("a.txt", "It rained.", None),
        ("a.md", "---\ndate: soon\n---\nIt rained.", None),
    ],
)
def test_a_date_says_where_it_comes_from(tmp_path: Path, name: str, content: str, dated: str | None) -> None:
    assert article(tmp_path, name, content).published_from == dated


def test_a_private_key_is_not_taken_for_an_article(tmp_path: Path) -> None:
    key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----"
    assert "private key" in reason(tmp_path, "notes.txt", key)


def test_text_in_utf_16_is_read(tmp_path: Path) -> None:
    assert article(tmp_path, "a.txt", "It rained.".encode("utf-16")).text == "It rained."


def test_the_shipped_article_stays_undated() -> None:
    assert article(SHIPPED.parent, SHIPPED.name, SHIPPED.read_bytes()).published is None


def test_front_matter_without_an_end_in_sight_is_refused(tmp_path: Path) -> None:
    assert "shorten it" in reason(tmp_path, "a.md", "---\n" + "a: b\n" * 10_000 + "---\nIt rained.")


def test_a_charset_that_is_slow_to_read_is_passed_over() -> None:
    assert page("It rained.\n\nCafé", media_type="text/plain", charset="punycode").text.strip() == "Café"


def test_a_text_without_any_break_is_read_in_time(tmp_path: Path) -> None:
    assert len(sentences("“" * 300_000)) >= 1


def test_a_word_document_is_dated_by_the_line_that_says_so(tmp_path: Path) -> None:
    made = docx.Document()
    for line in ("Published: 1 May 2024", "Rain fell on the harbour."):
        made.add_paragraph(line)
    made.save(str(tmp_path / "made.docx"))
    found = article(tmp_path, "a.docx", (tmp_path / "made.docx").read_bytes())
    assert (found.published, found.published_from) == ("2024-05-01", "text")
