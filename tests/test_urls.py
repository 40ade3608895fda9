"""One page has one spelling and one id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loading.urls import canonical, id_of, is_url, stated_or_own


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.org", "https://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a?b=%C3%A9&c", "https://example.org/a?b=%C3%A9&c"),
        ("https://example.org/a?q=%E4&utm_source=x", "https://example.org/a?q=%E4"),
        ("https://example.org/view?123&utm_source=rss", "https://example.org/view?123"),
        ("https://example.org/a?b=c%20d&gclid=1", "https://example.org/a?b=c%20d"),
        (" https://example.org/a ", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org.:443/a", "https://example.org/a"),
        ("http://example.org.:8080/a.", "http://example.org:8080/a."),
    ],
)
def test_a_url_has_one_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://user@example.org/", "javascript:alert(1)", "", "http://["]
)
def test_a_url_that_is_not_safe_has_none(url: str) -> None:
    assert canonical(url) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for url in (text, f"https://example.org/{text}", f"https://{text}/"):
        spelt = canonical(url)
        assert spelt is None or canonical(spelt) == spelt


def test_an_id_is_host_and_path() -> None:
    assert id_of("https://www.example.org/news/rain/?page=2") == "example.org/news/rain?page=2"


@pytest.mark.parametrize(("source", "expected"), [("https://a/", True), ("FILE:///x", True), ("a/b.txt", False)])
def test_a_url_is_told_from_a_path(source: str, expected: bool) -> None:
    assert is_url(source) is expected


def test_a_page_states_its_url_for_its_own_host_only() -> None:
    own = "https://www.example.org/a?x=1"
    assert stated_or_own("https://example.org/a", own) == "https://example.org/a"
    assert stated_or_own("https://other.example/a", own) == own
    assert stated_or_own(None, own) == own
