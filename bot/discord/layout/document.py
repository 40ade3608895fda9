"""Whole results as Markdown files, for what is too long for messages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answer import Answer, Citation, Outcome
from bot.discord.languages import say
from bot.discord.layout.describing import marks
from bot.discord.layout.parts import Attachment
from bot.discord.markdown import block_quote, escape, link
from bot.speaking.reported import Quote
from index import Article, clean_line

ANSWER_FILE = "answer.md"
QUOTES_FILE = "quotes.md"
ARTICLE_FILE = "article.md"


def answer_document(answer: Answer) -> Attachment:
    """Return a file with the whole answer: every statement, every quote, every source."""
    return Attachment(ANSWER_FILE, "\n\n".join(_answer_paragraphs(answer)) + "\n")


def quotes_document(title: str, quotes: Sequence[Quote]) -> Attachment:
    """Return a file with everything that somebody said, article by article."""
    paragraphs = [f"# {escape(title)}"]
    for _, group in groupby(quotes, key=lambda quote: (quote.article.library, quote.article.id)):
        cited = list(group)
        paragraphs.append(f"## {_header(cited[0].article)}")
        paragraphs += [f"{_one_line(quote.said.described)}:\n\n{_quoted(quote.text)}" for quote in cited]
    return Attachment(QUOTES_FILE, "\n\n".join(paragraphs) + "\n")


def article_document(article: Article) -> Attachment:
    """Return a file with an article's whole text."""
    return Attachment(ARTICLE_FILE, f"# {_header(article)}\n\n{escape(article.text)}\n")


def _answer_paragraphs(answer: Answer) -> Iterator[str]:
    yield f"# {_one_line(answer.question)}"
    if answer.read_as:
        yield say("Understood as: {}", _one_line(answer.read_as))
    if answer.outcome is Outcome.NOT_FOUND:
        yield say(answer.remark.words, *answer.remark.given) if answer.remark else say("The articles do not say.")
    for statement in answer.statements:
        yield f"{_one_line(statement.text)} {marks(statement.citations)}"
    yield from _cited("Sources", answer.citations)
    yield from _cited("Closest passages (not an answer)", answer.closest)


def _cited(title: str, citations: Iterable[Citation]) -> Iterator[str]:
    for at, citation in enumerate(citations):
        if at == 0:
            yield f"## {say(title)}"
        yield f"{marks([citation.number])} {_header(citation.article)}\n\n{_quoted(citation.quote)}"


def _header(article: Article) -> str:
    """Return an article's title, who published it, its date as it states it, and its address."""
    stated = [_one_line(part) for part in (article.title, article.source, article.published or say("undated")) if part]
    return " · ".join([*stated, *([link(article.url)] if article.url else [])])


def _quoted(text: str) -> str:
    return block_quote(escape(text.strip()))


def _one_line(text: str) -> str:
    return escape(clean_line(text))
