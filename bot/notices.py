"""What an answer says of itself and of its articles, one line each, in the same words wherever it is shown."""

from datetime import datetime

from bot.answer import Answer, Remark, marks
from bot.points import Account
from index import Article

NOT_FOUND = "The articles do not say."
LONGEST_TITLE = 150  # characters of a heading; what stands as a title may be a page


def not_found(answer: Answer) -> str:
    """Return what is said where nothing is found."""
    return str(answer.remark or NOT_FOUND)


def further(answer: Answer) -> str | None:
    """Return how many further articles an overview has no room for, if any."""
    return str(Remark("and {:,} more", (answer.more,))) if answer.more else None


def dated(article: Article) -> str:
    """Return when an article was published, as it states it: a day, or a moment up to the minute."""
    if article.published and "T" in article.published:
        return datetime.fromisoformat(article.published).isoformat(" ", "minutes").replace("+00:00", " UTC")
    return article.published or "undated"


def titled(article: Article) -> str:
    """Return an article's title for a heading: on one line, cut with an ellipsis if it is too long for one."""
    title = " ".join(article.title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def headed(account: Account) -> str:
    """Return where an account is from, without its title: source and date, and whether a newer one stands beside it."""
    age = f"older, of {dated(account.article)}" if account.older else dated(account.article)
    return " · ".join(part for part in (account.article.source, age) if part)


def parted(answer: Answer) -> str | None:
    """Return what nothing cited holds, of an answer that is partial."""
    return f"Only in part: what is cited does not mention {', '.join(answer.missing)}." if answer.missing else None


def unheld(answer: Answer) -> str | None:
    """Return the phrases that no passage holds, where nothing is found for that reason."""
    quoted = ", ".join(f"“{phrase}”" for phrase in answer.missing)
    return f"No passage holds {quoted} in these words." if quoted else None


def differed(answer: Answer) -> str | None:
    """Return the figures by which the articles differ, each with its article's date, if they do."""
    articles = {citation.number: citation.article for citation in answer.citations}
    figures = [
        f"{' '.join(figure.words.split())} {marks([figure.citation])} ({dated(articles[figure.citation])})"
        for figure in answer.differing
        if figure.citation in articles
    ]
    return f"The articles give different figures: {', '.join(figures)}" if figures else None
