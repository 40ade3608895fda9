"""A document's kind is told by its content."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.kinds import Kind, kind_of


def a_zip(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", Kind.PDF),
        (b"\n\njunk %PDF-1.4", "", Kind.PDF),
        (a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "a.zip", Kind.DOCX),
        (a_zip("[Content_Types].xml", "docProps/app.xml"), "letter.docx", Kind.DOCX),
        (a_zip("[Content_Types].xml", "xl/workbook.xml"), "table.xlsx", None),
        (a_zip("a.txt"), "a.docx", None),
        (b"<!DOCTYPE html><p>", "a.txt", Kind.HTML),
        (b"  <!-- made by hand --><html>", "", Kind.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html>', "", Kind.HTML),
        (b"\xef\xbb\xbf<html>", "", Kind.HTML),
        ("\ufeff<html><body>".encode("utf-16-le"), "", Kind.HTML),
        (b"<div class=a>Rain</div>", "", Kind.HTML),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<!-- x --><rss version="2.0">', "a.xml", Kind.FEED),
        (b'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss>', "", Kind.FEED),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "", Kind.FEED),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", Kind.FEED),
        ('\ufeff<?xml version="1.0"?><rss>'.encode("utf-16-be"), "", Kind.FEED),
        (b'{"id": "a", "title": "A", "text": "B"}\n', "", Kind.JSON_LINES),
        (b'{"id": "a", "text": "' + b"b" * 9000, "", Kind.JSON_LINES),
        (b"{this is no JSON}", "a.txt", Kind.TEXT),
        (b"Rain fell.", "a.jsonl", Kind.JSON_LINES),
        (b"# Rain\n\nIt fell.", "a.md", Kind.MARKDOWN),
        (b"# Rain", "a.MARKDOWN", Kind.MARKDOWN),
        (b"# Rain", "a.txt", Kind.TEXT),
        ("Grüße".encode("latin-1"), "", Kind.TEXT),
        ("\ufeffRain".encode("utf-16-le"), "", Kind.TEXT),
        (b"", "", Kind.TEXT),
        (b"<3 is a heart", "", Kind.TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", None),
        (b"\x00\x01\x02", "a.html", None),
        (b"a bell \x07 in a text", "a.txt", Kind.TEXT),
        (b"caf\xe9 \x07", "a.txt", None),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx", None),
    ],
)
def test_the_content_tells_the_kind(head: bytes, name: str, kind: Kind | None) -> None:
    assert kind_of(head, name) is kind


def test_the_media_type_tells_a_word_document_whose_text_comes_late() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document; charset=binary"
    assert kind_of(a_zip("[Content_Types].xml"), media_type=word) is Kind.DOCX


def test_a_character_cut_at_the_end_of_the_beginning_is_no_binary() -> None:
    assert kind_of("é".encode() * 5000) is Kind.TEXT


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_have_a_kind_or_none(head: bytes, name: str) -> None:
    assert kind_of(head, name, name) in {*Kind, None}
