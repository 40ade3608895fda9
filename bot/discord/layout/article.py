"""One article: what is known about it, and its text."""

from collections.abc import Sequence

from bot.discord.languages import say
from bot.discord.layout.describing import described, line, origin, shortened
from bot.discord.layout.document import article_document
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Block, Enclosed, Reply, Text
from bot.discord.markdown import escape, small_print
from index import Article, sentences

MOST_SHOWN = 1_500  # characters of the text; the file holds all
MOST_COPIES = 5
LONGEST_NAME = 150


def article_reply(article: Article, copies: Sequence[Article] = ()) -> Reply:
    """Return an article's beginning, and all of it as a file if that is longer."""
    text = article.text.strip()
    shown = _beginning(text)
    known = [say("by {}", line(article.author, LONGEST_NAME))] if article.author else []
    known += [say("date from: {}", line(article.published_from, LONGEST_NAME))] if article.published_from else []
    head = [described(article), *([small_print(" · ".join(known))] if known else [])]
    head += [
        small_print(say("also as {} · {}", line(copy.id, LONGEST_NAME), origin(copy))) for copy in copies[:MOST_COPIES]
    ]
    whole = article_document(article) if shown != text else None
    blocks: list[Block] = [Text("\n".join(head)), Text(escape(shown) or say("It has no text."))]
    closing: list[Block] = []
    if whole:
        closing += [Text(small_print(say("The whole article is in the attached file."))), Enclosed(whole.name)]
    closing += [Text(small_print(line(f"{article.library}/{article.id}", 2 * LONGEST_NAME)))]
    return Reply(paged(blocks, closing, Accent.PLAIN).pages, whole)


def _beginning(text: str) -> str:
    """Return the first sentences of a text."""
    if len(text) <= MOST_SHOWN:
        return text
    ends = [sentence.end for sentence in sentences(text[: 2 * MOST_SHOWN]) if sentence.end <= MOST_SHOWN]
    return text[: ends[-1]] if ends else shortened(text, MOST_SHOWN)
