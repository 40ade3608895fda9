"""Show results in a terminal. Text from articles and questions is never read as markup."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.answer import Answer, Citation, Outcome
from bot.speaking.reported import Quote
from bot.verification.differences import Difference
from bot.verification.quotes import Match, Verdict, Verification
from index import Article, Check, Freshness, Hit, IndexReport, Passage, SourceState

INDENT = (0, 0, 0, 4)
QUOTE = "bold"
FAINT = "dim"
VERDICTS = {
    Verdict.EXACT: ("the words stand in the articles as quoted.", "bold green"),
    Verdict.NEAR: ("the words stand in the articles but for differences that leave the meaning alone.", "green"),
    Verdict.ALTERED: ("the articles say it otherwise.", "bold red"),
}
MOST_COPIES = 20  # named in a report


def answer_view(answer: Answer) -> RenderableType:
    """Show an answer with its marks, then each cited passage with the quotes in bold."""
    lines: list[RenderableType] = [Text(f"Understood as: {answer.read_as}", style=FAINT)] if answer.read_as else []
    if answer.outcome is Outcome.NOT_FOUND:
        return Group(*lines, *_not_found(answer))
    if answer.outcome is Outcome.PARTLY:
        lines.append(Text(f"Only in part: what is cited does not mention {', '.join(answer.missing)}.", style="yellow"))
    lines += [
        Text.assemble(statement.text, (" " + _marks(statement.citations), "cyan")) for statement in answer.statements
    ]
    lines += ["", Text("Passages", style="underline")]
    for passage, citations in _by_passage(answer.citations):
        lines += _passage_view(passage, citations)
    return Group(*lines, "", freshness_view(answer.freshness))


def freshness_view(freshness: Freshness) -> Text:
    """Say in one line how current the library is."""
    articles = counted(freshness.articles)
    newest = f"newest of {freshness.newest}" if freshness.newest else "undated"
    indexed = f"indexed {freshness.indexed_at}" if freshness.indexed_at else "never indexed"
    return Text(f"{articles}, {newest}, {indexed}", style=FAINT)


def staleness(freshness: Freshness, stale_after_days: float) -> str | None:
    """Return a warning if the library was not indexed for too long."""
    if freshness.indexed_at is None:
        return None
    age = datetime.now(UTC) - datetime.fromisoformat(freshness.indexed_at)
    if age <= timedelta(days=stale_after_days):
        return None
    return f"This library was last indexed {age.days} days ago; answers may be out of date. Run newsdesk index."


def report_view(report: IndexReport, *, dry: bool = False) -> RenderableType:
    """Say in one line what indexing did, and name the copies."""
    counts = ("added", "updated", "unchanged", "copies", "removed")
    done = ", ".join(f"{getattr(report, name):,} {name}" for name in counts if getattr(report, name)) or "nothing new"
    failed = f", {len(report.failed):,} failed" if report.failed else ""
    if dry:
        lines = [Text(f"It would be: {done}{failed}. Nothing was taken in.")]
    else:
        embedded = f"{report.passages:,} passages, {report.embedded:,} embedded, {report.seconds:.1f} s"
        lines = [Text(f"{done}{failed}; {embedded}")]
    lines += [Text(f"  {copy.id} is a copy of {copy.original}", style=FAINT) for copy in report.copied[:MOST_COPIES]]
    if len(report.copied) > MOST_COPIES:
        lines.append(Text(f"  and {len(report.copied) - MOST_COPIES:,} more copies", style=FAINT))
    return Group(*lines)


def hits_view(hits: Sequence[Hit]) -> RenderableType:
    """Show hits with their scores and ranks."""
    if not hits:
        return Text("Nothing found.")
    lines: list[RenderableType] = []
    for number, hit in enumerate(hits, 1):
        why = f"score {hit.score:.4f}, dense {hit.why.dense_rank or '-'}, BM25 {hit.why.bm25_rank or '-'}"
        lines.append(Text.assemble(f"{number}. ", (hit.article.title, "bold"), (f"  {why}", FAINT)))
        lines.append(_indented(Text(_one_line(hit.passage.text))))
    return Group(*lines)


def said_view(quotes: Sequence[Quote]) -> RenderableType:
    """Show what somebody said, article by article, each with the speaker as the article names them."""
    if not quotes:
        return Text("Nothing found.")
    lines: list[RenderableType] = []
    for _, group in groupby(quotes, key=lambda quote: quote.article.key):
        cited = list(group)
        lines.append(_described(cited[0].article))
        for quote in cited:
            named = (f"{quote.said.speaker} ({quote.said.cue}, {quote.said.kind})", FAINT)
            lines.append(_indented(Text.assemble((_one_line(quote.text), QUOTE), "  ", named)))
    return Group(*lines)


def verification_view(verification: Verification, articles: int) -> RenderableType:
    """Show the verdict on a quote, where it stands, and where it departs from the article's wording."""
    if not verification.matches:
        return Text(f"absent: nothing like these words stands in {counted(articles)}.")
    said, style = VERDICTS[verification.verdict]
    lines: list[RenderableType] = [Text.assemble((verification.verdict.value, style), f": {said}")]
    for match in verification.matches:
        lines.append(Text.assemble(_described(match.article), (f"  {match.start}:{match.end}", FAINT)))
        lines.append(_indented(_match_view(match)))
        lines += [_indented(_difference_view(difference)) for difference in match.differences]
    return Group(*lines)


def articles_view(articles: Sequence[Article], copies: Mapping[str, Sequence[Article]]) -> RenderableType:
    """Show one line an article, and below it its copies."""
    lines = []
    for article in articles:
        lines.append(Text.assemble((article.id, "bold"), f"  {article.title}", (f"  {_origin(article)}", FAINT)))
        lines += [_copy_view(copy) for copy in copies.get(article.id, ())]
    return Group(*lines) if lines else Text("No articles yet. Add some: newsdesk index FOLDER")


def article_view(article: Article, marked: Passage | None = None, copies: Sequence[Article] = ()) -> RenderableType:
    """Show an article whole, one passage of it in bold, and where else it stands."""
    text = Text(article.text.strip("\n"))
    if marked:
        skipped = len(article.text) - len(article.text.lstrip("\n"))
        text.stylize(QUOTE, marked.start - skipped, marked.end - skipped)
    described = _described(article)
    if article.published_from:
        described.append(f" (date from: {article.published_from})", style=FAINT)
    return Group(described, *map(_copy_view, copies), "", text)


def status_view(freshness: Freshness, sources: Sequence[SourceState]) -> RenderableType:
    """Show how current the library is, and each source."""
    lines: list[RenderableType] = [freshness_view(freshness), Text(f"{freshness.passages:,} passages")]
    for state in sources:
        read = f"read {state.last_success}" if state.last_success else "never read"
        lines.append(Text.assemble(state.source, (f"  {read}", FAINT), (f"  {state.error or ''}", "red")))
    return Group(*lines)


def checks_view(checks: Iterable[Check]) -> RenderableType:
    """Show one line a check, and below it what to do."""
    lines: list[RenderableType] = []
    for check in checks:
        mark = ("ok   ", "green") if check.ok else ("FAIL ", "bold red")
        lines.append(Text.assemble(mark, check.name, (f"  {check.detail}", FAINT)))
        if check.remedy:
            lines.append(_indented(Text(check.remedy)))
    return Group(*lines)


def counted(articles: int) -> str:
    """Return a number of articles in words."""
    return f"{articles:,} article{'' if articles == 1 else 's'}"


def _not_found(answer: Answer) -> Iterable[RenderableType]:
    yield Text("The articles do not say.", style="yellow")
    if answer.closest:
        yield ""
        yield Text("Closest passages (not an answer)", style="underline")
        for citation in answer.closest:
            yield _described(citation.article)
            yield _indented(Text(_one_line(citation.quote)))
    yield ""
    yield freshness_view(answer.freshness)


def _passage_view(passage: Passage, citations: Sequence[Citation]) -> Iterable[RenderableType]:
    marks = _marks([citation.number for citation in citations])
    yield Text.assemble((marks + " ", "cyan"), _described(citations[0].article))
    text = Text(passage.text)
    for citation in citations:
        text.stylize(QUOTE, citation.start - passage.start, citation.end - passage.start)
    yield _indented(text)


def _by_passage(citations: Sequence[Citation]) -> Iterable[tuple[Passage, list[Citation]]]:
    for _, group in groupby(citations, key=lambda citation: (citation.article.library, citation.passage.id)):
        cited = list(group)
        yield cited[0].passage, cited


def _match_view(match: Match) -> Text:
    """Return the article's words, those that bear another meaning than the quote's underlined."""
    text = Text(match.text.replace("\n", " "), style=QUOTE)
    for difference in match.differences:
        if not difference.harmless:
            start, end = (max(0, at - match.start) for at in (difference.there.start, difference.there.end))
            text.stylize("underline red", min(start, len(text)), min(end, len(text)))
    return text


def _difference_view(difference: Difference) -> Text:
    """Show the article's wording beside what was asked."""
    style = FAINT if difference.harmless else "red"
    article, asked = (_one_line(words) or "-" for words in (difference.article, difference.asked))
    return Text.assemble(("article: ", FAINT), (article, "green"), ("  asked: ", FAINT), (asked, style))


def _indented(text: Text) -> Padding:
    return Padding(text, INDENT, expand=False)


def _copy_view(copy: Article) -> Text:
    return Text.assemble("  also as ", (copy.id, "bold"), (f"  {_origin(copy)}", FAINT))


def _described(article: Article) -> Text:
    return Text.assemble((article.title, "italic"), f" · {_origin(article)}")


def _origin(article: Article) -> str:
    return " · ".join(part for part in (article.source, article.published or "undated", article.url) if part)


def _marks(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _one_line(text: str) -> str:
    return " ".join(text.split())
