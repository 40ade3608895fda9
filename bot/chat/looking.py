"""Look things up in a chat: /open, /sources, /said, /timeline, /verify."""

import re
from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.text import Text

from bot import render
from bot.answer import Outcome
from bot.browsing import WholeArticle
from bot.chat.talk import Talk
from bot.errors import UsageProblem
from bot.recalling import recalled
from bot.records import Asked, kept_of
from index import clean_line

_ABOUT = re.compile(r"\s(?:--)?about\s+", re.IGNORECASE)
MOST_ALIKE = 5  # titles that are named where several are meant


def _open(talk: Talk, words: str) -> RenderableType:
    """Show a numbered passage of the last answer, else an article by its title, id or URL."""
    number = words.strip().strip("[]")
    if not number:
        raise UsageProblem("Name a number of the last answer, as /open 1, or a title.")
    return _passage(talk, int(number)) if number.isdecimal() and len(number) < 4 else _article(talk, words)


def _passage(talk: Talk, number: int) -> RenderableType:
    last = talk.last
    if number not in [citation.number for citation in last.cited]:
        numbers = [citation.number for citation in last.cited]
        there = f"it has {min(numbers)} to {max(numbers)}" if numbers else "it has none"
        raise UsageProblem(f"The last answer has no passage {number}; {there}.")
    with talk.desk.ledger.reading() as snapshot:  # the article may have changed since
        kept = kept_of(last.answer, Asked("", 0, last.at, last.libraries))
        now = recalled(kept, snapshot).answer
    found = next((one for one in (*now.citations, *now.closest) if one.number == number), None)
    context = found and talk.desk.passage_in_context(found.article.library, found.article.id, found.passage.id)
    if not (found and context):
        return Text("The article was changed or removed since, and does not hold these words any more.")
    return render.surroundings_view(context, found)


def _article(talk: Talk, words: str) -> RenderableType:
    found = _meant(talk, clean_line(words))
    return render.article_view(found.article, None, found.copies)


def _meant(talk: Talk, words: str) -> WholeArticle:
    """Return the article of an id, a URL or words of a title. Raise UsageProblem if it is none, or several."""
    if found := talk.desk.article(talk.libraries, words):
        return found
    page = talk.desk.articles(talk.libraries, words, 0, MOST_ALIKE)
    same = [article for article in page.articles if clean_line(article.title) == words]
    meant = same or (page.articles if page.total == 1 else ())
    if meant and (whole := talk.desk.article((meant[0].library,), meant[0].id)):
        return whole
    if not page.total:
        raise UsageProblem(f"No article has {words!r} in its title. Tab behind /open lists titles.")
    titles = "; ".join(article.title for article in page.articles)
    raise UsageProblem(f"{page.total:,} articles have this in their titles: {titles}")


def _sources(talk: Talk, words: str) -> RenderableType:
    last = talk.last
    if last.answer.outcome is not Outcome.NOT_FOUND:
        return render.sources_view(last.cited)
    closest = [Text("The last answer rests on nothing; closest to it come:"), render.sources_view(last.cited)]
    return Group(*closest) if last.cited else Text("The last answer rests on nothing.")


def _said(talk: Talk, words: str) -> RenderableType:
    speaker, about = _speaker_and_topic(words)
    return render.said_view(talk.desk.said(speaker, talk.libraries, about, talk.limits.scope))


def _timeline(talk: Talk, words: str) -> RenderableType:
    speaker, about = _speaker_and_topic(words)
    return render.timeline_view(talk.desk.timeline(speaker, talk.libraries, about, talk.limits.scope))


def _verify(talk: Talk, words: str) -> RenderableType:
    verification = talk.desk.verify(words, talk.libraries)
    return render.verification_view(verification, talk.desk.freshness(talk.libraries).articles)


def _speaker_and_topic(words: str) -> tuple[str, str]:
    speaker, *about = _ABOUT.split(words, maxsplit=1)
    return speaker.strip(), about[0].strip() if about else ""


LOOK_UPS: dict[str, Callable[[Talk, str], RenderableType]] = {
    "/open": _open,
    "/sources": _sources,
    "/said": _said,
    "/timeline": _timeline,
    "/verify": _verify,
}
