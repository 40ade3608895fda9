"""Read a Word document: python-docx opens the package, and what its author sees is taken, in order."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from lxml import etree

from index.errors import ParseError
from index.parsing.document import Parsed

MOST_PARTS = 5_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_RATIO = 200  # unpacked to packed; Word's own stay under 30
RATIO_FROM_BYTES = 1_000_000  # small parts may be as empty as they like

_BROKEN = "it is not a sound Word document; open it in Word and save it anew"
_BOMB = "it unpacks to far more than it holds; open it in Word and save it anew"
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what the Choice says
}
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_PARAGRAPH, _RUN, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{name}") for name in ("p", "r", "tbl", "tr", "tc", "t"))
_VALUE = qn("w:val")


def read(content: bytes, url: str | None = None, charset: str | None = None) -> Parsed:
    """Return the article of a Word document. Raise ParseError if it is a bomb, broken or empty."""
    try:
        _check(content)
        document = Document(BytesIO(content))
        blocks = [block for block in _blocks(document.element.body, _hiding_styles(document)) if block]
        title, author = _named(document)
    except (BadZipFile, LargeZipFile, OpcError, XmlchemyError, etree.LxmlError) as error:
        raise ParseError(_BROKEN) from error
    except (LookupError, TypeError, ValueError, AttributeError, NotImplementedError, OSError, EOFError) as error:
        # python-docx and zipfile meet damaged files with all of these; NotImplementedError is zipfile's word for a
        # compression that it does not know.
        raise ParseError(_BROKEN) from error
    if not blocks:
        raise ParseError("it holds no text; put the article's text into it")
    return Parsed(text="\n\n".join(blocks), title=title, author=author)


def _check(content: bytes) -> None:
    """Raise ParseError for a package that is encrypted, a bomb, or declares entities."""
    with ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        swollen = any(
            part.file_size > RATIO_FROM_BYTES and part.file_size > MOST_RATIO * part.compress_size for part in parts
        )
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES or swollen:
            raise ParseError(_BOMB)
        if sum(part.compress_size for part in parts) > len(content):
            raise ParseError(_BOMB)  # parts that lie over one another
        if any(part.flag_bits & 1 for part in parts):
            raise ParseError("it is encrypted: save it without a password")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part)[:4096]:
                raise ParseError("it declares XML entities, which Word never does; open it in Word and save it anew")


def _hiding_styles(document: WordDocument) -> frozenset[str]:
    """Return the ids of the styles whose text is hidden."""
    return frozenset(
        style.style_id for style in document.styles if _vanishes(style.element.find(qn("w:rPr"))) and style.style_id
    )


def _named(document: WordDocument) -> tuple[str | None, str | None]:
    """Return title and author of the core properties, if they are not what programs put there."""
    about = document.core_properties
    title, author = " ".join(about.title.split()), " ".join(about.author.split())
    return title or None, None if author.lower() in (
        "",
        "python-docx",
        "user",
        "admin",
        "microsoft office user",
    ) else author


def _blocks(parent: etree._Element, hiding: frozenset[str]) -> Iterator[str]:
    """Yield paragraphs and tables in document order."""
    for child in parent:
        if child.tag in _GONE:
            continue
        if child.tag == _PARAGRAPH:
            yield _line("".join(_texts(child, hiding)))
            for box in _boxes(child):
                yield from _blocks(box, hiding)
        elif child.tag == _TABLE:
            yield "\n".join(row for row in _rows(child, hiding) if row)
        elif isinstance(child.tag, str):
            yield from _blocks(child, hiding)


def _rows(table: etree._Element, hiding: frozenset[str]) -> Iterator[str]:
    """Yield the rows of a table, the cells of each in one line; tables within cells belong to their cells."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE), None) is table:
            own = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW), None) is row]
            cells = (" ".join(" ".join(_blocks(cell, hiding)).split()) for cell in own)
            yield " | ".join(cell for cell in cells if cell)


def _texts(element: etree._Element, hiding: frozenset[str]) -> Iterator[str]:
    """Yield the visible text of a paragraph, without that of boxes anchored in it."""
    for child in element:
        if child.tag in _GONE or child.tag == qn("w:txbxContent") or (child.tag == _RUN and _hidden(child, hiding)):
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _texts(child, hiding)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, once each."""
    for box in paragraph.iter(qn("w:txbxContent")):
        above = list(box.iterancestors())
        inner = above[: above.index(paragraph)]
        if not any(element.tag in _GONE or element.tag == qn("w:txbxContent") for element in inner):
            yield box


def _hidden(run: etree._Element, hiding: frozenset[str]) -> bool:
    about = run.find(qn("w:rPr"))
    style = about.find(qn("w:rStyle")) if about is not None else None
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    outer = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph is not None else None
    stated = _stated(about)
    if stated is not None:
        return stated
    return any(named is not None and named.get(_VALUE) in hiding for named in (style, outer))


def _vanishes(about: etree._Element | None) -> bool:
    return _stated(about) is True


def _stated(about: etree._Element | None) -> bool | None:
    """Return whether run properties hide text; None where they say nothing of it."""
    mark = about.find(qn("w:vanish")) if about is not None else None
    return None if mark is None else (mark.get(_VALUE) or "true").lower() not in ("0", "false", "off")


def _line(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := re.sub(r"[ \t\xa0]+", " ", part).strip()))
