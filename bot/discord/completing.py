"""Articles as people name them in options: titles are offered while they type, and ids, URLs or titles are taken."""

import re
from collections.abc import Sequence
from hashlib import sha256

from discord import app_commands

from bot.browsing import PassageInContext, WholeArticle
from bot.desk import Desk
from bot.discord.layout.describing import shortened
from bot.discord.sending import MOST_CHOICES
from bot.discord.splitting import length
from bot.errors import UsageProblem
from index import Article, IndexingError, clean_line

LONGEST_CHOICE = 100  # characters of a choice's name, and of its value
MANY = "{:,} articles have this in their titles; choose one from the list while you type."
NONE = "There is no such article here. Choose one from the list while you type, or look at /articles."
TOKEN_CHARACTERS = 32

Choices = list[app_commands.Choice[str]]


def title_choices(desk: Desk, libraries: tuple[str, ...], typed: str) -> Choices:
    """Return the articles whose titles hold what is typed."""
    try:
        found = desk.articles(libraries, typed, 0, MOST_CHOICES)
    except IndexingError:
        return []
    return [choice(article.title, _value(article)) for article in found.articles]


def publisher_choices(desk: Desk, libraries: tuple[str, ...], typed: str) -> Choices:
    """Return who published articles and has all that is typed in the name."""
    try:
        names = desk.publishers(libraries, typed, MOST_CHOICES)
    except IndexingError:
        return []
    return [
        app_commands.Choice(name=name, value=name) for name in names if name.strip() and len(name) <= LONGEST_CHOICE
    ]


def choice(name: str, value: str) -> app_commands.Choice[str]:
    """Return a choice, its name cut to what Discord takes."""
    return app_commands.Choice(name=shortened(clean_line(name), LONGEST_CHOICE) or "Untitled", value=value)


def article_meant(desk: Desk, libraries: tuple[str, ...], typed: str) -> WholeArticle:
    """Return the article of an id (with its library before it or not), a URL, or a title.

    Raise UsageProblem if there is none, or more than one.
    """
    if found := desk.article(libraries, typed) or _of_library(desk, libraries, typed):
        return found
    listed = desk.articles(libraries, typed, 0, MOST_CHOICES)
    alike = [article for article in listed.articles if clean_line(article.title).startswith(clean_line(typed))]
    meant = listed.articles if listed.total == 1 else alike if len(alike) == 1 else ()
    if not meant or not typed.strip():
        count = listed.total if typed.strip() else 0
        raise UsageProblem(MANY, count) if count else UsageProblem(NONE)
    whole = _by_key(desk, meant[0])
    if whole is None:
        raise UsageProblem("The article was removed just now. Look at /articles.")
    return whole


def passage_meant(desk: Desk, libraries: tuple[str, ...], typed: str) -> PassageInContext | None:
    """Return the passage of a permalink; None if it is none, or none of these libraries."""
    named, _, ordinal = typed.strip().rpartition("#")
    found = _of_library(desk, libraries, named) if re.fullmatch(r"[0-9]{1,9}", ordinal) else None
    passage = next((one for one in found.passages if one.ordinal == int(ordinal)), None) if found else None
    if found is None or passage is None:
        return None
    return desk.passage_in_context(found.article.library, found.article.id, passage.id)


def token_of(article_id: str) -> str:
    """Return what stands for an article in a custom id, which has no room for every id."""
    return sha256(article_id.encode("utf-8", "replace")).hexdigest()[:TOKEN_CHARACTERS]


def article_of_token(desk: Desk, library: str, token: str) -> Article | None:
    """Return the article of a library that a token stands for."""
    with desk.ledger.reading() as snapshot:
        held = next((one for one in snapshot.known(library) if token_of(one.id) == token), None)
        return snapshot.identified(library, held.id) if held else None


def source_choices(sources: Sequence[str], typed: str) -> Choices:
    """Return the sources that hold what is typed; longer ones than a choice can hold are typed whole."""
    held = [
        source for source in sources if typed.strip().lower() in source.lower() and length(source) <= LONGEST_CHOICE
    ]
    return [choice(source, source) for source in held[:MOST_CHOICES]]


def _of_library(desk: Desk, libraries: tuple[str, ...], typed: str) -> WholeArticle | None:
    """Return the article that is named with its library, as in a permalink."""
    library, _, article_id = typed.strip().partition("/")
    return desk.article((library,), article_id) if library in libraries and article_id else None


def _value(article: Article) -> str:
    """Return what names an article in a choice: its id, if that is short enough, else the start of its title."""
    if length(article.id) <= LONGEST_CHOICE:
        return article.id
    return shortened(clean_line(article.title), LONGEST_CHOICE, ellipsis="") or article.id[:LONGEST_CHOICE]


def _by_key(desk: Desk, article: Article) -> WholeArticle | None:
    return desk.article((article.library,), article.id)
