"""Show a cited passage in its article, and the articles that an answer rests on."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answer import Citation, marks
from bot.browsing import PassageInContext
from bot.render.articles import described
from bot.render.typesetting import FAINT, OURS, Marked, hanging, indented
from index import Span


def surroundings_view(shown: PassageInContext, citation: Citation) -> RenderableType:
    """Show a passage between its neighbours, which are faint, with the quote marked."""
    article, passage = shown.article, shown.passage
    start = min(each.start for each in (shown.before, passage) if each)
    end = max(each.end for each in (passage, shown.behind) if each)
    opening = "… " if article.text[:start].strip() else ""
    ending = " …" if article.text[end:].strip() else ""
    text = Text(f"{opening}{article.text[start:end]}{ending}")
    shift = start - len(opening)
    text.stylize(FAINT, 0, passage.start - shift)
    text.stylize(FAINT, passage.end - shift)
    place = f"{article.library}/{article.id}, passage {passage.ordinal}, characters {citation.start} to {citation.end}"
    return Group(
        hanging(Text(marks([citation.number]), style=OURS), described(article)),
        indented(Marked(text, [Span(citation.start - shift, citation.end - shift)])),
        indented(Text(place, style=FAINT)),
    )


def sources_view(citations: Sequence[Citation]) -> RenderableType:
    """Show each article once, with the numbers of its passages."""
    numbers: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        numbers.setdefault(citation.article.key, []).append(citation)
    return Group(
        *(
            hanging(Text(marks(one.number for one in cited), style=OURS), described(cited[0].article))
            for cited in numbers.values()
        )
    )
