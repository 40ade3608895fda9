"""A passage in its surroundings, the quote in bold; or what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.discord.languages import say
from bot.discord.layout.describing import LONGEST_TITLE, described, line
from bot.discord.layout.paging import one_page, paged
from bot.discord.layout.parts import Accent, Page, Reply, Text
from bot.discord.layout.sources import highlighted
from bot.discord.markdown import bold, small_print
from index import Article, Passage, Span, sentences

MOST_AROUND = 400  # characters of the passage before, and of the one after
LONGEST_QUOTE = 600  # of one that the article holds no more

CHANGED = "The article was changed, and does not hold these words any more."
GONE = "The article is not in the library any more."


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A passage with what stands around it. `quotes` are spans of the article's text, within the passage."""

    article: Article
    passage: Passage
    quotes: tuple[Span, ...]
    before: Passage | None = None
    after: Passage | None = None

    @property
    def permalink(self) -> str:
        """Return what names the passage for good."""
        return f"{self.article.library}/{self.article.id}#{self.passage.ordinal}"


def passage_reply(shown: Surroundings) -> Reply:
    """Return the passage with the sentences around it."""
    start, end = _start(shown), _end(shown)
    text = shown.article.text[start:end]
    cut = [Span(quote.start - start, quote.end - start) for quote in shown.quotes]
    opening = "… " if start > 0 else ""
    ending = " …" if end < len(shown.article.text.rstrip()) else ""
    marked = [Span(span.start + len(opening), span.end + len(opening)) for span in cut]
    blocks = [
        Text(described(shown.article)),
        Text(highlighted(f"{opening}{text}{ending}", marked)),
        Text(small_print(line(shown.permalink))),
    ]
    return paged(blocks, (), Accent.PLAIN)


def changed_page(quote: str, title: str, article: Article | None) -> Page:
    """Return what is said of a quote that its article (`title` then) does not hold any more, or that is gone itself."""
    blocks = _changed(quote, title, article)
    return one_page([*blocks], Accent.IN_PART)


def _changed(quote: str, title: str, article: Article | None) -> Iterator[Text]:
    yield Text(bold(say(CHANGED if article else GONE)))
    yield Text(described(article) if article else bold(line(title, LONGEST_TITLE) or say("Untitled")))
    if quote.strip():
        yield Text(say("It was quoted as: “{}”", line(quote, LONGEST_QUOTE)))


def _start(shown: Surroundings) -> int:
    """Return where the text shown begins: with one of the last sentences of the passage before."""
    if shown.before is None:
        return shown.passage.start
    starts = (shown.before.start + sentence.start for sentence in sentences(shown.before.text))
    return next((start for start in starts if shown.passage.start - start <= MOST_AROUND), shown.passage.start)


def _end(shown: Surroundings) -> int:
    """Return where the text shown ends: with one of the first sentences of the passage after."""
    if shown.after is None:
        return shown.passage.end
    ends = [shown.after.start + sentence.end for sentence in sentences(shown.after.text)]
    return max((end for end in ends if end - shown.passage.end <= MOST_AROUND), default=shown.passage.end)
