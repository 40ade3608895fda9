"""What is read from PDFs."""

import io
import zlib

import pytest
from conftest import SHARED_DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from index.errors import ParseError
from index.parsing import pdf


def a_pdf(*pages: list[str], title: str = "", password: str | None = None, stream: StreamObject | None = None) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        content = stream or DecodedStreamObject()
        if not stream:
            shown = " ".join(f"({line}) Tj T*" for line in lines)
            content.set_data(f"BT /F1 12 Tf 14 TL 50 800 Td {shown} ET".encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Mira Olsen"})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


LINES = [
    "The harbour wall of Tidewater will be raised by forty centimetres, the",
    "council decided on Tuesday after a debate of three hours.",
    "The work will cost four million crowns and begin in March, and half of",
    "the money is there.",
]


def test_wrapped_lines_become_paragraphs() -> None:
    assert pdf.read(a_pdf(LINES)).text == " ".join(LINES)


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert "forty centimetres, the council decided" in pdf.read(a_pdf(LINES[:1], LINES[1:])).text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["They govern-", "ment it, and the government said so."], "They government it, and the government said so."),
        (["It is well-", "known that they are well-known."], "It is well-known that they are well-known."),
        (["A word that is hyphen-", "ated once stands here."], "A word that is hyphen-ated once stands here."),
        (["The Anglo-", "American treaty was signed."], "The Anglo- American treaty was signed."),
        (["They meet in 1990-", "1995 again."], "They meet in 1990- 1995 again."),
        (["A soft hy\u00ad", "phen goes."], "A soft hyphen goes."),
    ],
)
def test_a_hyphen_at_a_line_s_end_goes_only_where_that_is_safe(lines: list[str], text: str) -> None:
    assert pdf.paragraphs([lines]) == [text]


def test_a_blank_line_parts_paragraphs() -> None:
    assert pdf.paragraphs([["One", "two", "", "three"]]) == ["One two", "three"]


def test_a_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    wide = "x" * 60
    assert pdf.paragraphs([[wide, wide, "ends here.", wide, wide]]) == [f"{wide} {wide} ends here.", f"{wide} {wide}"]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [["The Tidewater Post", f"Line {number * 'a'} of text", f"Page {number} of 3"] for number in (1, 2, 3)]
    assert pdf.paragraphs(pages) == ["Line a of text Line aa of text Line aaa of text"]


def test_title_and_author_of_the_metadata_are_read() -> None:
    parsed = pdf.read(a_pdf(LINES, title="Harbour wall to be raised"))
    assert (parsed.title, parsed.author) == ("Harbour wall to be raised", "Mira Olsen")


@pytest.mark.parametrize(
    "title", ["Microsoft Word - final.docx", "untitled", "report_v3.indd", "scan0001", "Document1"]
)
def test_a_title_that_a_program_put_there_is_none(title: str) -> None:
    assert pdf.read(a_pdf(LINES, title=title)).title is None


def test_the_day_of_making_the_file_is_none_of_publication() -> None:
    assert pdf.read(a_pdf(LINES, title="Harbour wall to be raised")).published is None


def test_an_empty_password_is_no_obstacle() -> None:
    assert "harbour wall" in pdf.read(a_pdf(LINES, password="")).text


def test_a_password_is_one() -> None:
    with pytest.raises(ParseError, match="save it without a password"):
        pdf.read(a_pdf(LINES, password="secret"))


def test_a_scan_is_refused() -> None:
    with pytest.raises(ParseError, match="pictures of text, no text"):
        pdf.read(a_pdf([]))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.4\ngarbage\n%%EOF", a_pdf(LINES)[:200]])
def test_a_broken_file_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(ParseError, match="not a sound PDF"):
        pdf.read(content)


def a_bomb() -> bytes:
    """Return a PDF whose page unpacks to 300 MB."""
    stream = StreamObject()
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    packer = zlib.compressobj(9)
    stream._data = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
    return a_pdf([""], stream=stream)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(ParseError, match="it unpacks to more than it may"):
        pdf.read(a_bomb())


def test_the_odd_pdfs_of_the_corpora_are_read_or_refused_with_a_reason() -> None:
    files = sorted((SHARED_DATA / "security" / "pdf").rglob("*.pdf"))[::15]
    if not files:
        pytest.skip("the corpora of PDFs are not there")
    assert all(len(_ending(file.read_bytes())) > 1 for file in files)


def _ending(content: bytes) -> str:
    try:
        return pdf.read(content).text
    except ParseError as refusal:
        return str(refusal)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.text("ab -.\u00ad1A\n", max_size=9), max_size=5), max_size=4))
def test_paragraphs_hold_no_empty_lines(pages: list[list[str]]) -> None:
    assert all(pdf.paragraphs(pages))
