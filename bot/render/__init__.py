"""Show results in a terminal. Text from articles and questions is never read as markup."""

from bot.render.answers import answer_view, growing_view
from bot.render.articles import article_view, articles_view, hits_view, said_view
from bot.render.library import checks_view, counted, freshness_view, report_view, staleness, status_view
from bot.render.passages import sources_view, surroundings_view
from bot.render.timeline import timeline_view
from bot.render.verdicts import verification_view

__all__ = [
    "answer_view",
    "article_view",
    "articles_view",
    "checks_view",
    "counted",
    "freshness_view",
    "growing_view",
    "hits_view",
    "report_view",
    "said_view",
    "sources_view",
    "staleness",
    "status_view",
    "surroundings_view",
    "timeline_view",
    "verification_view",
]
