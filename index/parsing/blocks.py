"""The visible text of a tree of HTML, block by block: what stands in one paragraph stands in one line."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.parsing.hidden import drop_hidden, drop_programs

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr img".split()
)
_CELLS = ("td", "th")
# What XML 1.0 cannot hold: lxml refuses to have such characters moved about, and trafilatura gives the page up then.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)


def tree_of(page: str) -> HtmlElement | None:
    """Parse a page; None where there is nothing in it. The parser fetches nothing and resolves no entities."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    page = _REFERENCE.sub(_as_xml_has_it, _NOT_IN_XML.sub("\ufffd", page))
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None


def plain(fragment: str) -> str:
    """Return the visible text of a piece of HTML, its blocks parted by blank lines."""
    tree = tree_of(f"<div>{fragment}</div>")
    if tree is None:
        return ""
    drop_hidden(tree)
    drop_programs(tree)
    return "\n\n".join(blocks_of(tree))


def blocks_of(tree: HtmlElement) -> list[str]:
    """Return the text of each block of a tree, without runs of white space, in order; cells of a row share a line."""
    blocks: list[list[str]] = [[]]
    for piece in _pieces(tree):
        if piece is None:
            blocks.append([])
        else:
            blocks[-1].append(piece)
    lines = (" ".join("".join(block).split()) for block in blocks)
    return [line for line in lines if line]


def _as_xml_has_it(reference: re.Match[str]) -> str:
    """Return a numeric reference as it is, unless it names a character that XML cannot hold."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits, base) if len(digits) < 10 else 0
    return reference[0] if number < 0x110000 and not _NOT_IN_XML.match(chr(number)) else "\ufffd"


def _pieces(tree: HtmlElement) -> Iterator[str | None]:
    """Yield the texts of a tree, and None where a block begins or ends."""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        inline = tag in _INLINE
        if event == "start":
            if tag in _CELLS:
                yield " "
            elif not inline:
                yield None
            yield element.text or ""
        else:
            if not inline and tag not in _CELLS:
                yield None
            if element is not tree:
                yield element.tail or ""
