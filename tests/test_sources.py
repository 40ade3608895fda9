"""Articles are read from text, Markdown and JSON lines; what cannot be read is named with its reason."""

import json
import os
from pathlib import Path

import pytest
from conftest import SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article, SourceError, Unread
from index.sources import articles_in, listing_of, location_of


def read(folder: Path, name: str, content: bytes | str) -> list[Article | Unread]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(articles_in(file, "shared"))


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
    (found,) = articles_in(SHIPPED, "shared")
    assert isinstance(found, Article)
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


def test_a_folder_is_read_with_its_subfolders_without_hidden_files_and_links(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", ".hidden.txt", ".git/c.txt", "d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to("b.txt")
    (tmp_path / "linked").symlink_to("sub")
    assert [file.relative_to(tmp_path).as_posix() for file in listing_of(tmp_path).files] == ["b.txt", "sub/a.md"]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_source_without_articles_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError):
        listing_of(tmp_path / name)


def test_a_file_name_that_is_not_utf_8_can_be_stored(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    file.write_text("It rained.")
    (found,) = articles_in(file, "shared")
    assert isinstance(found, Article)
    assert (found.id, location_of(file)) == ("caf\ufffd", f"{tmp_path}/caf\\xe9.txt")
