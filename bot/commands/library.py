"""Fill a library and look around in it: index, articles, show, status."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from bot import forms, render
from bot.commands.options import FAILED, NOTHING_FOUND, AsJson, Library, exit_unless, follow, open_desk
from bot.console import progress_bar, say, show_result
from bot.desk import Desk
from bot.errors import UsageProblem
from bot.evaluation import tables
from bot.evaluation.gate import rehearsed
from bot.evaluation.golden import Golden, read_golden
from bot.settings import load_settings
from index import SHARED, STANDARD_INPUT, IndexingError, IndexReport, Tell, due, remembered

Gate = Annotated[
    Path | None,
    typer.Option("--gate", metavar="FILE", help="Rehearse on a copy; change nothing if a golden question gets worse."),
]


def index_sources(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help='Files, folders, pages, feeds, "-" for standard input; default: all known sources.',
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles that a source no longer holds.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: index what changes until Ctrl-C.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    links: Annotated[bool, typer.Option("--links", help="Follow symbolic links in folders.")] = False,
    gate: Gate = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Add or refresh articles: HTML, PDF, DOCX, text, Markdown, .jsonl, folders of these, web pages, feeds.

    \b
    Examples:
      newsdesk index articles/
      newsdesk index https://example.org/news/feed.xml --watch
      newsdesk index corpus.jsonl --library sports --dry-run
      pdftotext report.pdf - | newsdesk index -
      newsdesk index --prune --gate golden.jsonl
    """
    if not all(source.strip() for source in sources or []):
        raise UsageProblem("A source has no name; name a file, folder, page or feed.")
    named = [remembered(source) for source in sources or []]
    _refuse_mixture(named, watch=watch, dry=dry_run, gate=gate is not None)
    golden = read_golden(gate) if gate else ()
    with open_desk() as desk:
        with desk.ledger.reading() as snapshot:
            known = [state.source for state in snapshot.sources(library)]
            holds_any = bool(snapshot.library_names())
        if not named and not known:
            _go_without_sources(library, watch=watch, holds_any=holds_any)
        if golden:
            _pass_gate(desk, library, golden, partial(_rehearse, library, named, prune, links), as_json)
        tell = cache(say)  # once each: who watches would read the same at every change
        index_now = partial(_index, desk, library, prune=prune, dry=dry_run, links=links, tell=tell)
        report = index_now(named)
        _show_report(report, as_json, dry=dry_run)
        if watch:
            for later in _watched(desk.ledger.home, named or known, index_now):
                _show_report(later, as_json)
    exit_unless(not report.failed, FAILED)


def articles(library: Library = SHARED, as_json: AsJson = False) -> None:
    """List the library's articles by id."""
    with open_desk() as desk, desk.ledger.reading() as snapshot:
        found = list(snapshot.articles(library))
        copies = {article.id: snapshot.copies(article) for article in found}
    form = {"articles": [forms.article_form(article) for article in found]}
    show_result(as_json, form, render.articles_view(found, copies))


def show(
    article_id: Annotated[
        str, typer.Argument(metavar="ID", help="An article's id, from newsdesk articles, or its URL.")
    ],
    passage: Annotated[int | None, typer.Option("--passage", metavar="N", help="Show this passage in bold.")] = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Show an article whole. Exit 3 if the library has no article with this id or URL."""
    with open_desk() as desk:
        found = desk.article((library,), article_id)
    if found is None:
        say(f"There is no article {article_id!r} in {library!r}. List them: newsdesk articles")
        raise typer.Exit(NOTHING_FOUND)
    if passage is not None and not 0 <= passage < len(found.passages):
        raise UsageProblem(f"The article has passages 0 to {len(found.passages) - 1}; name one of these.")
    marked = found.passages[passage] if passage is not None else None
    form = forms.article_form(found.article, found.passages)
    show_result(as_json, form, render.article_view(found.article, marked, found.copies))


def status(library: Library = SHARED, as_json: AsJson = False) -> None:
    """Say how current the library is, and how reading each source ended."""
    settings = load_settings()
    with open_desk() as desk:
        found = desk.status((library,))
    form = forms.status_form(found.freshness, found.sources)
    show_result(as_json, form, render.status_view(found.freshness, found.sources))
    if warning := render.staleness(found.freshness, settings.stale_after_days):
        say(warning)


def _index(
    desk: Desk, library: str, sources: Sequence[str], *, prune: bool, dry: bool, links: bool, tell: Tell
) -> IndexReport:
    with progress_bar("Indexing") as progress:
        report = desk.index(library, sources, prune=prune, dry=dry, links=links, progress=progress, tell=tell)
    if not dry:
        follow(desk)
    return report


def _refuse_mixture(named: Sequence[str], *, watch: bool, dry: bool, gate: bool) -> None:
    """Raise UsageProblem for options that exclude each other; standard input can be read only once."""
    if watch and (dry or STANDARD_INPUT in named):
        raise UsageProblem("--watch cannot go with --dry-run or standard input; leave one of them out.")
    if gate and (watch or dry or STANDARD_INPUT in named):
        raise UsageProblem("--gate cannot go with --watch, --dry-run or standard input; leave one of them out.")


def _go_without_sources(library: str, *, watch: bool, holds_any: bool) -> None:
    """Say that nothing will be read. Raise UsageProblem if nothing stored could need it either.

    What came from standard input is embedded anew, or read by new rules, without its source.
    """
    remedy = "Name a file, folder, page or feed: newsdesk index FOLDER"
    if watch or not holds_any:
        raise UsageProblem(f"No source is known yet. {remedy}")
    say(f"No source is known in {library!r}; only what is stored is brought up to date. {remedy}")


def _rehearse(library: str, sources: Sequence[str], prune: bool, links: bool, copy: Desk) -> IndexReport:
    with progress_bar("Rehearsing") as progress:
        return copy.index(library, sources, prune=prune, links=links, progress=progress)


def _pass_gate(
    desk: Desk, library: str, golden: Sequence[Golden], change: Callable[[Desk], IndexReport], as_json: bool
) -> None:
    """Rehearse a change on a copy, and end the command if it makes golden questions worse."""
    worse = rehearsed(desk.ledger, library, golden, desk.over_copy, change).worse
    if worse:
        form = forms.report_form(IndexReport()) | {"worse": tables.worse_form(worse)}
        show_result(as_json, form, tables.worse_view(worse, len(golden)))
        say("Nothing was taken in. Mend what got worse, or leave out --gate.")
        raise typer.Exit(FAILED)


def _show_report(report: IndexReport, as_json: bool, *, dry: bool = False) -> None:
    show_result(as_json, forms.report_form(report), render.report_view(report, dry=dry))
    if not as_json:
        for unread in report.failed:
            say(f"Not taken in: {unread.source}: {unread.reason}")


def _watched(
    home: Path, sources: Sequence[str], index_now: Callable[[Sequence[str]], IndexReport]
) -> Iterator[IndexReport]:
    """Index what changes until a signal comes, and yield the reports that tell something."""
    stop = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    say(f"Watching {len(sources)} source{'' if len(sources) == 1 else 's'}; Ctrl-C ends.")
    try:
        for changed in due(sources, load_settings().fetch.every_minutes * 60, stop, home):
            try:
                report = index_now(changed)
            except IndexingError as error:  # a full disk may have room again at the next change
                say(str(error))
            else:
                if report.added or report.updated or report.removed or report.failed:
                    yield report
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
