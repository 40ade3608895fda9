"""The sources of an answer: each article once, with a button for every passage that is cited."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bot.answer import Citation
from bot.discord.languages import say
from bot.discord.layout.buttons import Verb, passage_button
from bot.discord.layout.describing import described, in_bold, origin, ranged, title
from bot.discord.layout.parts import Block, Section, Text, rows
from bot.discord.markdown import block_quote, bold, small_print
from index import Span

SHORT_TITLE = 80  # characters, where several stand in a line


def source_blocks(
    citations: Sequence[Citation], answer_id: str, offered: Collection[Verb], *, quoting: bool
) -> Iterator[Block]:
    """Yield each article that is cited, in order; `quoting` repeats the words that a generated statement rests on."""
    for cited in _grouped(citations, lambda citation: (citation.article.library, citation.article.id)):
        article = cited[0].article
        head = f"{bold(ranged([citation.number for citation in cited]))} {title(article)} · {origin(article)}"
        quotes = [highlighted(citation.quote.strip(), ()) for citation in cited]
        content = "\n".join([head, *quotes]) if quoting else head
        passages = _grouped(cited, lambda citation: citation.passage.id)
        several = len(passages) > 1
        buttons = [
            passage_button(answer_id, tuple(citation.number for citation in one), marked=several) for one in passages
        ] if Verb.PASSAGE in offered else []  # fmt: skip
        if len(buttons) == 1:
            yield Section(content, buttons[0])
        else:
            yield Text(content)
            yield from rows(buttons)


def source_line(citations: Sequence[Citation]) -> str:
    """Return each article that is cited, in order, in one line of small print."""
    told = []
    for cited in _grouped(citations, lambda citation: (citation.article.library, citation.article.id)):
        numbers, article = ranged([citation.number for citation in cited]), cited[0].article
        told.append(f"{numbers} {title(article, SHORT_TITLE)} · {origin(article)}")
    return small_print(f"{say('Sources')}: {'; '.join(told)}")


def closest_blocks(
    citations: Iterable[Citation], taken: Collection[int], answer_id: str, offered: Collection[Verb]
) -> Iterator[Block]:
    """Yield passages that are no answer, in their own words; numbers that are `taken` lead to other passages."""
    before = None
    for citation in citations:
        words = highlighted(citation.quote.strip(), ())
        content = words if citation.article == before else f"{described(citation.article)}\n{words}"
        before = citation.article
        if Verb.PASSAGE in offered and citation.number not in taken:
            yield Section(content, passage_button(answer_id, (citation.number,), marked=False))
        else:
            yield Text(content)


def highlighted(text: str, spans: Iterable[Span]) -> str:
    """Return an article's own words as a block quote, some of them in bold."""
    return block_quote(in_bold(text, spans, lines=True))


def _grouped(citations: Iterable[Citation], key: Callable[[Citation], object]) -> list[list[Citation]]:
    """Return the citations that share a key, in the order in which they come first."""
    groups: dict[object, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(key(citation), []).append(citation)
    return list(groups.values())
