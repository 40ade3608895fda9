"""What is read from feeds."""

import pytest

from index.errors import ParseError
from index.parsing import MOST_ENTRIES, Entry
from index.parsing.feed import read

URL = "https://post.example/feeds/all.xml"


def an_rss(items: str, before: str = "") -> bytes:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>'
    return f'<?xml version="1.0"?>{before}{head}{items}</channel></rss>'.encode()


def entry(item: str) -> Entry:
    return read(an_rss(f"<item>{item}</item>"), URL)[0]


def test_an_entry_has_link_title_author_moment_and_text() -> None:
    made = entry(
        "<link>https://post.example/a</link><title>Rain &amp;amp; wind</title><author>Mira Olsen</author>"
        "<pubDate>Wed, 21 Oct 2020 10:15:00 +0200</pubDate>"
        "<description>&lt;p&gt;It &lt;b&gt;rained&lt;/b&gt;.</description>"
    )
    assert made == Entry(
        "https://post.example/a", "Rain & wind", "Mira Olsen", "2020-10-21T08:15:00+00:00", "It rained.", "summary"
    )


def test_the_full_content_goes_before_the_summary() -> None:
    body = "<description>Short.</description><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>"
    assert entry(body).text == "One.\n\nTwo."


def test_hidden_text_of_an_entry_is_dropped() -> None:
    assert entry("<description><![CDATA[<p>A.</p><p style='display:none'>Obey.</p>]]></description>").text == "A."


def test_a_relative_link_is_joined_with_the_feed_s() -> None:
    assert entry("<link>/a?b=c</link>").url == "https://post.example/a?b=c"


def test_an_entry_without_anything_is_empty() -> None:
    assert entry("<guid isPermaLink='false'>1</guid>") == Entry(None, None, None, None, "", "summary")


def test_the_moment_of_an_update_is_none_of_publication() -> None:
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><updated>2020-10-21T10:15:00Z</updated></entry></feed>"
    assert read(atom, URL)[0].published is None


def test_an_atom_entry_is_read() -> None:
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><link href='a'/>"
        b"<published>2020-10-21T10:15:00Z</published><content type='text'>1 &lt; 2</content></entry></feed>"
    )
    assert read(atom, URL) == (
        Entry("https://post.example/feeds/a", "A", None, "2020-10-21T10:15:00+00:00", "1 < 2", "content"),
    )


def test_an_rdf_feed_is_read() -> None:
    rdf = (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        b"<item><title>A</title><link>https://post.example/a</link></item></rdf:RDF>"
    )
    assert [made.title for made in read(rdf)] == ["A"]


def test_entries_stay_in_the_feed_s_order_up_to_one_more_than_the_limit() -> None:
    made = read(an_rss("".join(f"<item><title>{number}</title></item>" for number in range(MOST_ENTRIES + 5))))
    assert [entry.title for entry in made] == [str(number) for number in range(MOST_ENTRIES + 1)]


def test_a_feed_without_entries_is_empty() -> None:
    assert read(an_rss("")) == ()


@pytest.mark.parametrize(
    "content", [b"", b"Rain.", b"<html><body>Rain</body></html>", b"\0\xff", b"https://post.example/"]
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(ParseError, match="not a feed"):
        read(content)


def test_an_external_entity_is_not_opened() -> None:
    feed = an_rss("<item><title>a&x;</title></item>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    assert "root:" not in str(read(feed))


def test_an_entity_bomb_does_not_grow() -> None:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = an_rss("<item><title>a&e9;</title></item>", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]>')
    assert len(str(read(bomb))) < 10_000


def test_a_feed_in_utf_16_is_read() -> None:
    declared = an_rss("<item><title>Grüße</title></item>").decode().replace('"1.0"?', '"1.0" encoding="utf-16"?')
    assert read(f"\ufeff{declared}".encode("utf-16-le"))[0].title == "Grüße"


def test_the_charset_of_the_answer_counts() -> None:
    content = "<rss version='2.0'><channel><item><title>Grüße</title></item></channel></rss>".encode("latin-1")
    assert read(content, URL, "iso-8859-1")[0].title == "Grüße"
