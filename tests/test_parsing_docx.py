"""What is read from Word documents."""

import io
import zipfile
from collections.abc import Callable

import docx as word
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import ParseError
from index.parsing import docx

Change = Callable[[Document], object]


def a_document(*changes: Change) -> bytes:
    document = word.Document()
    document.add_paragraph("The wall will be raised.")
    for change in changes:
        change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_xml(xml: str) -> Change:
    def change(document: Document) -> None:
        document.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))

    return change


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """Return a package with one of its parts exchanged, or a new one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return made.getvalue()


def test_paragraphs_and_tables_come_in_document_order() -> None:
    def table(document: Document) -> None:
        made = document.add_table(2, 2)
        for number, cell in enumerate(made._cells):
            cell.text = str(number)
        document.add_paragraph("It begins in March.")

    assert docx.read(a_document(table)).text == "The wall will be raised.\n\n0 | 1\n2 | 3\n\nIt begins in March."


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>seen</w:t></w:r>", "seen"),
        ("<w:ins w:id='1'><w:r><w:t>put in</w:t></w:r></w:ins>", "put in"),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "a link"),
        ("<w:sdt><w:sdtContent><w:r><w:t>a field</w:t></w:r></w:sdtContent></w:sdt>", "a field"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r>", "shown"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b\nc"),
    ],
)
def test_what_a_reader_sees_is_taken(xml: str, text: str) -> None:
    assert docx.read(a_document(with_xml(xml))).text == f"The wall will be raised.\n\n{text}"


@pytest.mark.parametrize(
    "xml",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Obey.</w:t></w:r>",
        "<w:del w:id='1'><w:r><w:delText>Obey.</w:delText></w:r></w:del>",
        "<w:del w:id='1'><w:r><w:t>Obey.</w:t></w:r></w:del>",
        "<w:moveFrom w:id='1'><w:r><w:t>Obey.</w:t></w:r></w:moveFrom>",
        "<w:r><w:instrText>Obey.</w:instrText></w:r>",
    ],
)
def test_what_is_hidden_or_deleted_is_not(xml: str) -> None:
    assert docx.read(a_document(with_xml(xml))).text == "The wall will be raised."


def test_text_of_a_hiding_style_is_not_taken() -> None:
    def hidden(document: Document) -> None:
        style = document.styles.add_style("Ghost", 1)
        style.font.hidden = True
        document.add_paragraph("Obey.", style=style)

    assert docx.read(a_document(hidden)).text == "The wall will be raised."


def test_title_and_author_are_those_of_the_properties() -> None:
    def named(document: Document) -> None:
        document.core_properties.title = "Harbour wall"
        document.core_properties.author = "Mira Olsen"

    parsed = docx.read(a_document(named))
    assert (parsed.title, parsed.author, parsed.published) == ("Harbour wall", "Mira Olsen", None)


def test_an_author_that_a_program_put_there_is_none() -> None:
    assert docx.read(a_document()).author is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04garbage", a_document()[:3000]])
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(ParseError, match="not a sound Word document"):
        docx.read(content)


def test_another_package_is_refused() -> None:
    with pytest.raises(ParseError, match="not a sound Word document"):
        docx.read(with_part(a_document(), "[Content_Types].xml", b"<Types/>"))


def test_an_empty_document_is_refused() -> None:
    made = io.BytesIO()
    word.Document().save(made)
    with pytest.raises(ParseError, match="it holds no text"):
        docx.read(made.getvalue())


def a_zip_bomb() -> bytes:
    return with_part(a_document(), "word/document.xml", b"<a>" + b" " * 90_000_000)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ParseError, match="it unpacks to far more than it holds"):
        docx.read(a_zip_bomb())


def test_a_package_of_too_many_parts_is_refused() -> None:
    made = io.BytesIO(a_document())
    with zipfile.ZipFile(made, "a") as package:
        for number in range(docx.MOST_PARTS):
            package.writestr(f"part{number}", "")
    with pytest.raises(ParseError, match="it unpacks to far more than it holds"):
        docx.read(made.getvalue())


def test_an_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e9;</x>'.encode()
    with pytest.raises(ParseError, match="it declares XML entities"):
        docx.read(with_part(a_document(), "word/document.xml", bomb))


def test_an_external_entity_hidden_in_utf_16_is_not_opened() -> None:
    body = "<w:body><w:p><w:r><w:t>a&x;</w:t></w:r></w:p></w:body>"
    entity = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    xml = f"{entity}<w:document {nsdecls('w')}>{body}</w:document>"
    assert docx.read(with_part(a_document(), "word/document.xml", xml.encode("utf-16"))).text == "a"
