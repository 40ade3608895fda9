"""How everything that the bot says looks in Discord: pure functions from our types to replies of pages.

The words are in the language that is spoken (`bot/discord/languages.py`). A page becomes one message (`page_view`);
`paging.py` keeps every one within Discord's limits.
"""

from bot.discord.layout.answer import answer_reply, growing_page, looking_page, more_reply
from bot.discord.layout.article import article_reply
from bot.discord.layout.articles import ArticleList, articles_page
from bot.discord.layout.buttons import Verb, custom_id, query_token, template
from bot.discord.layout.confirmation import confirmation_page
from bot.discord.layout.gaps import GapLine, gaps_reply
from bot.discord.layout.help import CommandLine, help_reply
from bot.discord.layout.notice import Tone, elsewhere_page, notice_page
from bot.discord.layout.parts import Attachment, Page, Reply
from bot.discord.layout.passage import Surroundings, changed_page, passage_reply
from bot.discord.layout.report import indexing_page, report_reply
from bot.discord.layout.said import said_reply, timeline_reply
from bot.discord.layout.settings import ServerChoices, settings_page
from bot.discord.layout.status import status_reply
from bot.discord.layout.verification import verification_reply
from bot.discord.layout.view import page_view

__all__ = [
    "ArticleList",
    "Attachment",
    "CommandLine",
    "GapLine",
    "Page",
    "Reply",
    "ServerChoices",
    "Surroundings",
    "Tone",
    "Verb",
    "answer_reply",
    "article_reply",
    "articles_page",
    "changed_page",
    "confirmation_page",
    "custom_id",
    "elsewhere_page",
    "gaps_reply",
    "growing_page",
    "help_reply",
    "indexing_page",
    "looking_page",
    "more_reply",
    "notice_page",
    "page_view",
    "passage_reply",
    "query_token",
    "report_reply",
    "said_reply",
    "settings_page",
    "status_reply",
    "template",
    "timeline_reply",
    "verification_reply",
]
