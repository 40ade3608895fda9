"""Set an answer or an article as one page, by the templates beside this file; all text is escaped in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.answer import Answer, Citation, Outcome, Statement
from bot.browsing import WholeArticle
from bot.notices import dated, differed, further, headed, not_found, parted, unheld
from bot.pages.highlighting import Highlight, Piece, paragraphs
from bot.points import accounts
from bot.render import freshness_view
from index import Article, Passage, Span

Paragraphs = list[tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer as it stands on the page, by its number there."""

    number: int
    paragraphs: Paragraphs
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one article answers, under its title; a language model's statements stand under none."""

    article: Article | None
    origin: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article whole, with what is marked in it."""

    article: Article
    paragraphs: Paragraphs


def answer_page(answer: Answer) -> str:
    """Return a page of an answer and of each article that it cites, whole, linked both ways.

    Sentence s stands under `#sentence-s`, the quote of citation n under `#quote-n`.
    """
    found = answer.outcome is not Outcome.NOT_FOUND
    told = _told(answer) if found else ()
    notices = (parted(answer), differed(answer)) if found else (not_found(answer), unheld(answer))
    cited = answer.citations if found else answer.closest
    return _page(
        "answer.html",
        answer=answer,
        notices=tuple(filter(None, (None if answer.worded else answer.notice, *notices))),
        told=told,
        further=further(answer),
        closest=() if found else cited,
        articles=_shown(cited),
        evidence=[(at, one, answer.cited_by(one)) for at, one in enumerate(answer.statements, 1)]
        if answer.worded
        else (),
        citing=_citing(told),
        freshness=freshness_view(answer.freshness).plain,
    )


def article_page(whole: WholeArticle, marked: Passage | None = None) -> str:
    """Return a page of an article, one passage of it marked under `#quote-1`."""
    highlights = [Highlight(1, Span(marked.start, marked.end))] if marked else []
    shown = Shown(whole.article, paragraphs(whole.article.text, highlights))
    return _page("article.html", shown=shown, copies=whole.copies, citing={})


def _told(answer: Answer) -> tuple[Told, ...]:
    numbers = count(1)
    if answer.worded:
        sentences = tuple(_sentence(next(numbers), statement) for statement in answer.statements)
        return (Told(None, "", sentences),)
    return tuple(
        Told(
            account.article,
            headed(account),
            tuple(
                _sentence(next(numbers), statement)
                for point in account.points
                for statement in (point.first, *point.elaboration, *point.folded)
            ),
        )
        for account in accounts(answer)
    )


def _sentence(number: int, statement: Statement) -> Sentence:
    marked = [Highlight(at, span) for at, span in enumerate(statement.marked, 1)]
    return Sentence(number, paragraphs(statement.text, marked), statement.citations)


def _citing(told: Sequence[Told]) -> dict[int, list[int]]:
    """Return which sentences rest on each citation."""
    citing: dict[int, list[int]] = defaultdict(list)
    for sentence in (sentence for account in told for sentence in account.sentences):
        for number in sentence.citations:
            citing[number].append(sentence.number)
    return dict(citing)


def _shown(citations: Iterable[Citation]) -> list[Shown]:
    """Return each cited article once, in the order of its first citation, with all its quotes."""
    quotes: dict[Article, list[Highlight]] = defaultdict(list)
    for citation in citations:
        quotes[citation.article].append(Highlight(citation.number, Span(citation.start, citation.end)))
    return [Shown(article, paragraphs(article.text, highlights)) for article, highlights in quotes.items()]


def _origin(article: Article) -> str:
    return " · ".join(part for part in (article.source, article.author, dated(article)) if part)


def _page(template: str, **values: object) -> str:
    return str(_environment().get_template(template).render(origin=_origin, **values))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
