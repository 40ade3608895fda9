"""Show an answer: its points, what elaborates them, then the passages or quotes that it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answer import Answer, Citation, Outcome, Statement, marks
from bot.notices import differed, further, headed, not_found, parted, titled, unheld
from bot.points import Account, Point, accounts
from bot.render.articles import described
from bot.render.library import freshness_view
from bot.render.typesetting import FAINT, OURS, QUOTE, Heading, Marked, beside, hanging, indented, itemised, one_line
from index import Article, Passage, Span


def answer_view(answer: Answer) -> RenderableType:
    """Show an answer with its marks, then each cited passage with the quotes in bold."""
    lines = [Text(f"Understood as: {answer.read_as}", style=FAINT)] if answer.read_as else []
    if answer.worded:
        return Group(*lines, *_worded(answer), "", freshness_view(answer.freshness))
    lines += [Text(answer.notice, style=OURS)] if answer.notice else []
    body = _not_found(answer) if answer.outcome is Outcome.NOT_FOUND else _answered(answer)
    return Group(*lines, *body, "", freshness_view(answer.freshness))


def growing_view(answer: Answer) -> RenderableType:
    """Show the statements that an answer has so far."""
    return _listed(answer) if answer.worded else itemised([_set(statement) for statement in answer.statements])


def _worded(answer: Answer) -> Iterator[RenderableType]:
    """Yield a language model's statements, their sources in a line, and each beside the words that it rests on."""
    if notice := parted(answer):
        yield Text(notice, style=OURS)
    yield _listed(answer)
    if answer.notice:
        yield Text(answer.notice, style=FAINT)
    numbers: dict[Article, list[int]] = defaultdict(list)
    for one in answer.citations:
        numbers[one.article].append(one.number)
    sources = (Text.assemble((marks(own), OURS), " ", described(article)) for article, own in numbers.items())
    yield from ("", Text("Sources: ", style=FAINT).append(Text("; ").join(sources)))
    yield from ("", Text("Evidence", style="underline"))
    rows = ((statement.text, answer.cited_by(statement), statement.unchecked) for statement in answer.statements)
    yield beside([(_claimed(text, unchecked=unchecked), _quotes(cited)) for text, cited, unchecked in rows])


def _listed(answer: Answer) -> RenderableType:
    first, *others = answer.statements
    return Group(_set(first), itemised([_set(statement) for statement in others])) if others else _set(first)


def _claimed(text: str, *, unchecked: bool) -> Text:
    return Text(text).append("  not judged" if unchecked else "", style=OURS)


def _quotes(citations: Sequence[Citation]) -> Text:
    return Text("\n").join(Text.assemble((marks([one.number]), OURS), f" “{one_line(one.quote)}”") for one in citations)


def _answered(answer: Answer) -> Iterator[RenderableType]:
    if notice := parted(answer):
        yield Text(notice, style=OURS)
    told = accounts(answer)
    yield from _sections(answer, told, [[_set(point.first) for point in one.points] for one in told])
    for notice in filter(None, (further(answer), differed(answer))):
        yield from ("", Text(notice, style=OURS))
    elaborations = [[_elaboration(point) for point in one.points if point.elaboration or point.folded] for one in told]
    if any(elaborations):
        yield from ("", Text("More:", style="underline"))
        yield from _sections(answer, told, elaborations)
    yield from ("", Text("Passages", style="underline"))
    for passage, citations in _by_passage(answer.citations):
        yield from _passage_view(passage, citations)


def _not_found(answer: Answer) -> Iterator[RenderableType]:
    yield Text(not_found(answer), style=OURS)
    if notice := unheld(answer):
        yield Text(notice, style=OURS)
    if answer.closest:
        yield from ("", Text("Closest passages (not an answer)", style="underline"))
    for citation in answer.closest:
        yield hanging(Text(marks([citation.number]), style=OURS), described(citation.article))
        yield indented(Text(one_line(citation.quote)))


def _sections(answer: Answer, told: Sequence[Account], texts: Sequence[Sequence[Text]]) -> Iterator[RenderableType]:
    """Yield the texts of each account, under its article where there are several or may be."""
    alone = sum(map(len, texts)) == 1
    shown = [(account, own) for account, own in zip(told, texts, strict=True) if own]
    for at, (account, own) in enumerate(shown):
        if len(told) > 1 or answer.latest or answer.more is not None:
            if at:
                yield ""
            yield Heading(Text.assemble((titled(account.article), "italic"), f" · {headed(account)}"))
        yield own[0] if alone else itemised(own)


def _set(statement: Statement) -> Text:
    """Return a sentence with what answers in bold, and its marks."""
    text = Text(statement.text)
    for span in statement.marked:
        text.stylize(QUOTE, span.start, span.end)
    return text.append(f" {marks(statement.citations)}", style=OURS)


def _elaboration(point: Point) -> Text:
    """Return what elaborates a point, a line a sentence, and how much of it is folded."""
    parts = [_set(statement) for statement in point.elaboration]
    if folded := len(point.folded):
        counted = f"{folded} more sentence{'' if folded == 1 else 's'}"
        parts.append(Text(f"… {counted}, in the passages below", style=FAINT))
    return Text("\n").join(parts)


def _passage_view(passage: Passage, citations: Sequence[Citation]) -> Iterator[RenderableType]:
    numbers = marks(citation.number for citation in citations)
    yield hanging(Text(numbers, style=OURS), described(citations[0].article))
    quotes = [Span(citation.start - passage.start, citation.end - passage.start) for citation in citations]
    yield indented(Marked(Text(passage.text), quotes))


def _by_passage(citations: Iterable[Citation]) -> Iterator[tuple[Passage, list[Citation]]]:
    for _, group in groupby(citations, key=lambda citation: (citation.article.library, citation.passage.id)):
        cited = list(group)
        yield cited[0].passage, cited
