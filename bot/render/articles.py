"""Show articles and parts of them: lists, whole texts, hits of a search, what somebody said."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from bot.notices import dated
from bot.render.typesetting import FAINT, QUOTE, Heading, Marked, indented, one_line
from bot.speaking.reported import Quote
from index import Article, Hit, Passage, Span


def articles_view(articles: Sequence[Article], copies: Mapping[str, Sequence[Article]]) -> RenderableType:
    """Show one line an article, and below it its copies."""
    lines: list[RenderableType] = []
    for article in articles:
        line = Text.assemble((article.id, "bold"), f"  {article.title}", (f"  {_origin(article)}", FAINT))
        lines.append(Heading(line))
        lines += [_copy_view(copy) for copy in copies.get(article.id, ())]
    return Group(*lines) if lines else Text("No articles yet. Add some: newsdesk index FOLDER")


def article_view(article: Article, marked: Passage | None = None, copies: Sequence[Article] = ()) -> RenderableType:
    """Show an article whole, one passage of it in bold, and where else it stands."""
    skipped = len(article.text) - len(article.text.lstrip("\n"))
    spans = [Span(marked.start - skipped, marked.end - skipped)] if marked else []
    header = described(article)
    if article.published_from:
        header.append(f" (date from: {article.published_from})", style=FAINT)
    return Group(Heading(header), *map(_copy_view, copies), "", Marked(Text(article.text.strip("\n")), spans))


def hits_view(hits: Sequence[Hit]) -> RenderableType:
    """Show hits with their scores and ranks."""
    if not hits:
        return Text("Nothing found.")
    lines: list[RenderableType] = []
    for number, hit in enumerate(hits, 1):
        why = f"score {hit.score:.4f}, dense {hit.why.dense_rank or '-'}, BM25 {hit.why.bm25_rank or '-'}"
        if hit.why.reranked is not None:
            why += f", reranker {hit.why.reranked:.4f}"
        lines.append(Heading(Text.assemble(f"{number}. ", (hit.article.title, "bold"), (f"  {why}", FAINT))))
        lines.append(indented(Text(one_line(hit.passage.text))))
    return Group(*lines)


def said_view(quotes: Sequence[Quote]) -> RenderableType:
    """Show what somebody said, article by article, each with the speaker as the article names them."""
    if not quotes:
        return Text("Nothing found.")
    lines: list[RenderableType] = []
    for _, group in groupby(quotes, key=lambda quote: quote.article.key):
        cited = list(group)
        lines.append(Heading(described(cited[0].article)))
        for quote in cited:
            named = (f"{quote.said.speaker} ({quote.said.cue}, {quote.said.kind})", FAINT)
            lines.append(indented(Text.assemble((one_line(quote.text), QUOTE), "  ", named)))
    return Group(*lines)


def described(article: Article) -> Text:
    """Return an article's title and where it is from, on one line."""
    title = (article.title, Style(italic=True, link=article.url))
    address = (" · ", (article.url, Style(link=article.url))) if article.url else ()
    return Text.assemble(title, f" · {_published(article)}", *address)


def _copy_view(copy: Article) -> Text:
    return Text.assemble("  also as ", (copy.id, "bold"), (f"  {_origin(copy)}", FAINT))


def _origin(article: Article) -> str:
    return " · ".join(part for part in (_published(article), article.url) if part)


def _published(article: Article) -> str:
    return " · ".join(part for part in (article.source, dated(article)) if part)
