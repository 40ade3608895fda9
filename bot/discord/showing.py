"""Show more of an answer that was given: a passage in its surroundings, the whole of it, another page of articles."""

from bot.browsing import passage_of
from bot.desk import Desk
from bot.discord.failures import notice
from bot.discord.languages import say
from bot.discord.layout import (
    ArticleList,
    Page,
    Reply,
    Surroundings,
    Tone,
    Verb,
    articles_page,
    changed_page,
    more_reply,
    passage_reply,
)
from bot.discord.layout.articles import ARTICLES_A_PAGE
from bot.discord.layout.describing import counted
from bot.errors import UsageProblem
from bot.recalling import recalled
from bot.records import Cited, Kept
from index import Snapshot, Span

NO_PASSAGE = "This passage is not known any more. Ask again to see what the articles say now."
LOST = "Left out of this answer, since the articles do not hold it any more: {}."
LAST_PAGE = 100_000  # no list has more


def passage_shown(desk: Desk, kept: Kept, number: int) -> Reply:
    """Return the passage of a citation with what stands around it, or what became of it. Raise UsageProblem if none."""
    with desk.ledger.reading() as snapshot:
        answer = recalled(kept, snapshot).answer
        # An answer in part has numbers twice: those of passages that are no answer then have no button.
        found = answer.citations if any(one.number == number for one in kept.citations) else answer.closest
        citation = next((one for one in found if one.number == number), None)
        if citation is None:
            return Reply((_lost(kept, number, snapshot),))
        shown = passage_of(snapshot, citation.article.library, citation.article.id, citation.passage.id)
    if shown is None:
        raise UsageProblem(NO_PASSAGE)
    same = [one for one in found if (one.article, one.passage) == (citation.article, citation.passage)]
    quotes = tuple(Span(one.start, one.end) for one in same)
    return passage_reply(Surroundings(shown.article, shown.passage, quotes, shown.before, shown.behind))


def whole_answer(desk: Desk, kept: Kept) -> Reply:
    """Return all of an answer that the articles still hold, and say how much they hold no more."""
    with desk.ledger.reading() as snapshot:
        found = recalled(kept, snapshot)
    reply = more_reply(found.answer, kept.id, (Verb.PASSAGE,))
    if not found.lost:
        return reply
    (left,) = notice(say(LOST, counted(len(found.lost), "quote")), Tone.WARNING).pages
    return Reply((left, *reply.pages), reply.attached)


def articles_turned(desk: Desk, libraries: tuple[str, ...], query: str, number: int) -> Page:
    """Return a page of the list of articles, the last one if there are fewer by now."""
    wanted = min(max(0, number), LAST_PAGE)
    found = desk.articles(libraries, query, wanted * ARTICLES_A_PAGE, ARTICLES_A_PAGE)
    if not found.articles:
        wanted = max(0, found.total - 1) // ARTICLES_A_PAGE
        found = desk.articles(libraries, query, wanted * ARTICLES_A_PAGE, ARTICLES_A_PAGE)
    return articles_page(ArticleList(found.articles, wanted, found.total, query))


def _lost(kept: Kept, number: int, snapshot: Snapshot) -> Page:
    """Return what is said of a quote that does not stand where it stood."""
    lost: Cited | None = next((one for one in (*kept.citations, *kept.closest) if one.number == number), None)
    if lost is None:
        raise UsageProblem(NO_PASSAGE)
    article = snapshot.identified(lost.library, lost.article_id)
    return changed_page(lost.quote, article.title if article else lost.article_id, article)
