"""Read the text of a PDF by pypdf: lines joined into paragraphs, page numbers and running heads left out."""

import re
from collections import Counter
from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from index.errors import ParseError
from index.parsing.document import MOST_CHARACTERS, Parsed

_ENCRYPTED = "it is encrypted: save it without a password"
_PICTURES = "it holds pictures of text, no text; run text recognition (OCR) on it first"
_BROKEN = "it is not a sound PDF ({reason}); open it and save it anew"
_FEW_CHARACTERS = 10  # a stamp or a page number on a scan is no article

_FILE_NAME = re.compile(
    r"\.\w{2,5}$|^Microsoft Word\b|^untitled\b|^document ?\d*$|^slide ?\d*$|^[\w-]+$", re.IGNORECASE
)
_NOBODY = re.compile(
    r"^(?:user|users|admin\w*|owner|root|unknown|anonymous|guest|author|microsoft .*|\W*)$", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WHOLE_LINE = 0.75  # of the usual length of a line; a shorter one that ends a sentence ends a paragraph


def read(content: bytes, url: str | None = None, charset: str | None = None) -> Parsed:
    """Return the article of a PDF. Raise ParseError if it is encrypted, broken, or holds no text."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise ParseError(_ENCRYPTED)
        pages = _pages(reader)
        title, author = _named(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise ParseError(_ENCRYPTED) from error
    except LimitReachedError as error:
        raise ParseError("it unpacks to more than it may; save it in a simpler form") from error
    except (
        PyPdfError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        AssertionError,
        OSError,
        ArithmeticError,
    ) as error:
        # pypdf meets damaged files with all of these
        raise ParseError(_BROKEN.format(reason=" ".join(str(error).split())[:80] or type(error).__name__)) from error
    text = "\n\n".join(paragraphs(pages))
    if sum(character.isalnum() for character in text) < _FEW_CHARACTERS:
        raise ParseError(_PICTURES if pages else "it has no pages; save it anew")
    return Parsed(text=text, title=title, author=author)


def _pages(reader: PdfReader) -> list[list[str]]:
    """Return the lines of each page, until there are too many characters to be stored."""
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        lines = [line.strip() for line in page.extract_text().splitlines()]
        pages.append(lines)
        length += sum(map(len, lines))
        if length > MOST_CHARACTERS:
            break
    return pages


def _named(reader: PdfReader) -> tuple[str | None, str | None]:
    """Return title and author as the metadata states them, if they are not what programs put there."""
    about = reader.metadata
    title = _line(about.title if about else None)
    author = _line(about.author if about else None)
    return (
        title if title and len(title) <= 300 and not _FILE_NAME.search(title) else None,
        author if author and len(author) <= 200 and not _NOBODY.match(author) else None,
    )


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Return the paragraphs of pages of lines: a paragraph may go on over a page's end."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    usual = _usual_length(lines)
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
    made: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
        elif ended:
            made.append(line)
        else:
            made[-1] = _joined(made[-1], line, words)
        if line:
            ended = len(line) < _WHOLE_LINE * usual and bool(_ENDS_SENTENCE.search(line))
    return made


def _joined(before: str, line: str, words: Counter[str]) -> str:
    """Join a line to its paragraph. A hyphen at the end goes only where the whole word stands elsewhere too.

    Else it stays, without a space: people check quotes against this text, and a word made up here would mislead them.
    """
    if before.endswith("\u00ad"):
        return before[:-1] + line
    first, second = _BROKEN_WORD.search(before), _WORD.match(line)
    if not first or not second or not line[0].islower():
        return f"{before} {line}"
    whole = (first[1] + second[0]).casefold()
    hyphenated = f"{first[1]}-{second[0]}".casefold()
    return before[:-1] + line if words[whole] and not words[hyphenated] else before + line


def _usual_length(lines: list[str]) -> float:
    lengths = sorted(len(line) for line in lines if line)
    return float(lengths[int(len(lengths) * 0.8)]) if lengths else 0.0


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers, and without first and last lines that most pages share."""
    bare = [_stripped(page) for page in pages]
    edges = Counter(mark for page in bare if page for mark in {_mark(page[0]), _mark(page[-1])})
    shared = {mark for mark, count in edges.items() if count >= 3 and count > len(pages) / 2}
    for page in bare:
        while page and (_mark(page[0]) in shared or not page[0]):
            page.pop(0)
        while page and (_mark(page[-1]) in shared or not page[-1]):
            page.pop()
    return bare


def _stripped(page: list[str]) -> list[str]:
    lines = list(page)
    for edge in (0, -1):
        while lines and (not lines[edge] or (len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[edge]))):
            lines.pop(edge)
    return lines


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", line)
