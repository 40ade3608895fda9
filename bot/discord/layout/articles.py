"""The list of articles, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord.languages import say
from bot.discord.layout.buttons import Verb, custom_id, query_token
from bot.discord.layout.describing import NONE, counted, described, line
from bot.discord.layout.paging import fits, one_page
from bot.discord.layout.parts import Accent, Block, Button, Page, Row, Text
from bot.discord.markdown import small_print
from index import Article

ARTICLES_A_PAGE = 8
LONGEST = (250, 120, 60, 25)  # characters of titles, names and ids: the first that lets the page fit


@dataclass(frozen=True, slots=True)
class ArticleList:
    """One page of the articles whose titles hold the words searched for; pages count from 0."""

    articles: Sequence[Article]
    page: int
    total: int
    query: str = ""

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.total // ARTICLES_A_PAGE))


def articles_page(listed: ArticleList, *, turning: bool = True) -> Page:
    """Return the page, with buttons to turn it if somebody handles them."""
    searched = " " + say("with “{}” in the title", line(query_token(listed.query))) if listed.query.strip() else ""
    heading = Text(f"### {counted(listed.total, 'article')}{searched}")
    if not listed.total and not listed.query.strip():
        return one_page([heading, Text(say(NONE))], Accent.NOT_FOUND)
    place = Text(small_print(say("page {:,} of {:,}", listed.page + 1, listed.pages)))
    turns = Row(_turns(listed) if turning and listed.pages > 1 else ())
    bodies: Iterator[list[Block]] = ([heading, *_entries(listed, longest), place, turns] for longest in LONGEST)
    return one_page(next(body for body in bodies if fits(body)), Accent.PLAIN if listed.total else Accent.NOT_FOUND)


def _entries(listed: ArticleList, longest: int) -> Iterator[Text]:
    for article in listed.articles[:ARTICLES_A_PAGE]:
        yield Text(f"{described(article, longest)}\n{small_print(line(article.id, longest) or say('no id'))}")


def _turns(listed: ArticleList) -> tuple[Button, ...]:
    last = listed.pages - 1
    return (
        Button(say("Previous"), _turn(listed, listed.page - 1), disabled=listed.page <= 0),
        Button(say("Next"), _turn(listed, listed.page + 1), disabled=listed.page >= last),
    )


def _turn(listed: ArticleList, page: int) -> str:
    return custom_id(Verb.ARTICLES, max(0, page), query_token(listed.query))
