"""Turn an answer into Discord Markdown. Text from articles and questions is never read as markup."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from bot.answer import Answer, Citation, Outcome
from bot.discord.markdown import block_quote, bold, escape, link, small_print
from index import Article, Freshness, Passage, Span

LONGEST_QUESTION = 200  # of the question as repeated above its answer
LONGEST_TITLE = 250
LONGEST_SOURCE = 80
LONGEST_LINK = 1_000  # a longer address is left out: cut, it would lead elsewhere

PARTLY = "The articles answer only a part of this."
NOT_HELD = "Not in what is cited:"
NOT_FOUND = "The articles do not say."
CLOSEST = "Closest passages (not an answer):"


def answer_text(answer: Answer) -> str:
    """Return an answer as paragraphs: the question, the statements, the cited passages, how current it is."""
    body = _not_found(answer) if answer.outcome is Outcome.NOT_FOUND else _answered(answer)
    asked = [small_print(f"Question: {_line(answer.question, LONGEST_QUESTION)}")]
    if understood := answer.read_as:
        asked.append(small_print(f"Understood as: {_line(understood, LONGEST_QUESTION)}"))
    return "\n\n".join(["\n".join(asked), *body, freshness_text(answer.freshness)])


def freshness_text(freshness: Freshness) -> str:
    """Say in one line of small print how current the library is."""
    articles = f"{freshness.articles:,} article{'' if freshness.articles == 1 else 's'}"
    newest = f"newest of {escape(_day(freshness.newest))}" if freshness.newest else "undated"
    indexed = f"last indexed {_minute(freshness.indexed_at)}" if freshness.indexed_at else "never indexed"
    return small_print(" · ".join([articles, newest, indexed]))


def _answered(answer: Answer) -> Iterator[str]:
    if answer.outcome is Outcome.PARTLY:
        yield f"{bold(PARTLY)} {NOT_HELD} {_line(', '.join(answer.missing))}"
    yield "\n".join(
        f"{_line(statement.text)} {_marks(statement.citations)}".rstrip() for statement in answer.statements
    )
    for cited in _by_passage(answer.citations):
        header = f"{bold(_marks(citation.number for citation in cited))} {_described(cited[0].article)}"
        yield f"{header}\n{block_quote(_with_quotes_in_bold(cited[0].passage, cited))}"


def _not_found(answer: Answer) -> Iterator[str]:
    yield bold(NOT_FOUND)
    if answer.closest:
        yield CLOSEST
    for citation in answer.closest:
        yield f"{_described(citation.article)}\n{block_quote(escape(citation.quote.strip()))}"


def _by_passage(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Return the citations of each passage, in the order in which the passages are cited first."""
    groups: dict[tuple[str, str, str], list[Citation]] = {}
    for citation in citations:
        key = (citation.article.library, citation.article.id, citation.passage.id)
        groups.setdefault(key, []).append(citation)
    return list(groups.values())


def _with_quotes_in_bold(passage: Passage, citations: Sequence[Citation]) -> str:
    """Return the passage with what is cited in bold, line by line, so that it can be cut between any two lines."""
    parts, at = [], 0
    for span in _merged(passage, citations):
        parts.append(escape(passage.text[at : span.start]))
        parts.append("\n".join(bold(escape(line)) for line in span.of(passage.text).split("\n")))
        at = span.end
    return "".join([*parts, escape(passage.text[at:])]).strip("\n")


def _merged(passage: Passage, citations: Sequence[Citation]) -> list[Span]:
    """Return what is cited as spans of the passage's text; quotes with only white space between them are one span."""
    spans: list[Span] = []
    for citation in sorted(citations, key=lambda citation: citation.start):
        start, end = citation.start - passage.start, citation.end - passage.start
        if spans and not passage.text[spans[-1].end : start].strip():
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return spans


def _described(article: Article) -> str:
    source = _line(article.source, LONGEST_SOURCE) if article.source else ""
    published = escape(_day(article.published)) if article.published else "undated"
    address = link(article.url) if article.url else ""
    parts = (_line(article.title, LONGEST_TITLE), source, published, address if len(address) <= LONGEST_LINK else "")
    return " · ".join(part for part in parts if part)


def _line(text: str, longest: int | None = None) -> str:
    """Return text from outside on one line, cut with an ellipsis if it is longer than that."""
    line = " ".join(text.split())
    return escape(line if longest is None or len(line) <= longest else f"{line[: longest - 1].rstrip()}…")


def _marks(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _day(moment: str) -> str:
    """Return the date of an ISO 8601 date or time."""
    return moment.partition("T")[0]


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
