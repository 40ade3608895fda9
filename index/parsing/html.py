"""Read the article of a web page: its main text by trafilatura, without what is hidden, and what its markup states."""

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura.core import bare_extraction
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document, use_config
from trafilatura.xml import xmltotxt

from index.dates import stated_in
from index.errors import ParseError
from index.parsing.blocks import blocks_of, tree_of
from index.parsing.decoding import decoded
from index.parsing.document import Parsed
from index.parsing.hidden import drop_hidden, drop_programs
from index.parsing.statements import published_in

_NOTHING = "no article text was found on the page; open it, and save the article as text if it is there"
_BYLINE_BLOCKS = 8  # before the text's first paragraph
_SHORTEST_ARTICLE = "100"  # characters: below, trafilatura takes the whole page as one paragraph
_PARAGRAPH = 80  # characters: shorter blocks are not taken for the beginning of the text


def read(content: bytes, url: str | None = None, charset: str | None = None) -> Parsed:
    """Return the article of a page. Raise ParseError if the page has none."""
    tree = tree_of(decoded(content, charset))
    if tree is None:
        raise ParseError(_NOTHING)
    drop_hidden(tree)
    canonical = _canonical(tree)
    about = _about(tree)
    title = about.title
    published = published_in(tree, canonical or url, title)
    drop_programs(tree)
    seen = blocks_of(tree)
    text = _main_text(tree, title)
    stated = None if published else stated_in(text) or _stated_beside(seen, text, title)
    return Parsed(
        text=text,
        title=title,
        author=about.author,
        site=about.sitename,
        language=_language(tree),
        url=canonical,
        published=published or stated,
        published_from="markup" if published else "text" if stated else None,
    )


def _about(tree: HtmlElement) -> Document:
    """Return title, author and site; the date that is found with them is a guess, and nobody looks at it."""
    return extract_metadata(tree, date_config={"original_date": True, "extensive_search": False, "max_date": None})


def _main_text(tree: HtmlElement, title: str | None) -> str:
    """Return the main text, its paragraphs parted by blank lines, without the title. Raise ParseError if empty."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST_ARTICLE)
    found = bare_extraction(tree, include_comments=False, include_formatting=False, config=settings)
    blocks = [] if not isinstance(found, Document) else [_block(child) for child in found.body]
    blocks = [block for block in blocks if block]
    if blocks and title and " ".join(blocks[0].split()).casefold() == title.casefold():
        blocks = blocks[1:]
    if not blocks:
        raise ParseError(_NOTHING)
    return "\n\n".join(blocks)


def _block(element: _Element) -> str:
    """Return a block as text: a line for a paragraph, lines for the items of a list and the rows of a table."""
    if element.tag == "table":
        rows = (
            [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")] for row in element.iter("row")
        )
        return "\n".join(line for row in rows if (line := " | ".join(cell for cell in row if cell)))
    lines = (" ".join(line.split()) for line in xmltotxt(element, include_formatting=False).splitlines())
    marked = element.tag == "list"
    return "\n".join(line.removeprefix("- ") if marked else line for line in lines if line)


def _stated_beside(seen: list[str], text: str, title: str | None) -> str | None:
    """Return the date on a line between the title and the text's first paragraph, where a byline stands."""
    first = next((line for line in text.splitlines() if len(line) >= _PARAGRAPH), None)
    if first is None or first not in seen:
        return None
    end = seen.index(first)
    titles = [number for number, block in enumerate(seen[:end]) if title and block.casefold() == title.casefold()]
    start = max(titles[-1] + 1 if titles else 0, end - _BYLINE_BLOCKS)
    return stated_in("\n".join(seen[start:end]))


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (link.get("href") or "").strip():
            return str(link.get("href")).strip()
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").strip().lower() == "og:url" and (meta.get("content") or "").strip():
            return str(meta.get("content")).strip()
    return None


def _language(tree: HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    return (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip() or None
