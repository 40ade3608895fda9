"""One self-contained HTML page: an answer or an article, with the cited words highlighted where they stand."""

from bot.pages.page import answer_page, article_page
from bot.pages.saving import save_page

__all__ = ["answer_page", "article_page", "save_page"]
