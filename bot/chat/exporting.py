"""Write a conversation as Markdown: every answer with its marks, below it each passage with its article."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.answer import Citation, Outcome, marks
from bot.chat.talk import Exchange
from bot.notices import dated, differed, further, not_found, parted, unheld
from index import clean, clean_line

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&]")
_LINE_START = re.compile(r"^([^\S\n]*|[^\S\n]*\d+(?=[.)]))([-+=.)])", re.MULTILINE)  # lists, rules, headings
_IN_ADDRESSES = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20"})


def exported(exchanges: Sequence[Exchange], at: datetime) -> str:
    """Return a conversation as a Markdown document of UTF-8 text."""
    title = f"# Conversation of {at.date().isoformat()}"
    return "\n\n".join([title, *(part for exchange in exchanges for part in _paragraphs(exchange))]) + "\n"


def escaped(text: str) -> str:
    """Return text so that Markdown shows its characters and makes nothing of them."""
    return _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", clean(text)))


def _paragraphs(exchange: Exchange) -> Iterator[str]:
    answer = exchange.answer
    yield f"## {_line(answer.question)}"
    if answer.read_as:
        yield f"*Understood as: {_line(answer.read_as)}*"
    found = answer.outcome is not Outcome.NOT_FOUND
    ours = (parted(answer), differed(answer)) if found else (not_found(answer), unheld(answer))
    yield from (_line(notice) for notice in (answer.notice, *ours) if notice)
    for statement in answer.statements:
        yield f"{_line(statement.text)} {escaped(marks(statement.citations))}"
    if more := further(answer):
        yield _line(more)
    if exchange.cited:
        yield "Sources:" if found else "Closest passages (not an answer):"
    yield from map(_citation, exchange.cited)


def _citation(citation: Citation) -> str:
    article = citation.article
    origin = [escaped(part) for part in (article.source, dated(article)) if part]
    address = [f"<{article.url.translate(_IN_ADDRESSES)}>"] if article.url else []
    head = " · ".join([f"*{_line(article.title)}*", *origin, *address])
    quoted = "\n".join(f"> {line}".rstrip() for line in escaped(citation.quote.strip()).split("\n"))
    return f"{escaped(marks([citation.number]))} {head}\n\n{quoted}"


def _line(text: str) -> str:
    return escaped(clean_line(text))
