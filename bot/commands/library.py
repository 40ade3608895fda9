"""Fill a library and look around in it: index, articles, show, status."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot import forms, render
from bot.commands import completing
from bot.commands.opening import follow, found_in, holds_articles, open_desk, tell_of_server
from bot.commands.options import FAILED, AsJson, AsPage, Library, exit_unless
from bot.commands.watching import Failures, watched
from bot.console import say, show_result
from bot.desk import Desk, opened
from bot.errors import UsageProblem
from bot.evaluation import tables
from bot.evaluation.gate import admit
from bot.evaluation.golden import Golden, read_golden
from bot.progress import progress_bar
from bot.settings import load_settings
from index import SHARED, STANDARD_INPUT, IndexReport, Ledger, Tell, Unread, remembered

Named = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE", help='Files, folders, pages, feeds, "-" for standard input; default: all known sources.'
    ),
]
Prune = Annotated[bool, typer.Option("--prune", help="Remove articles that a source no longer holds.")]
Watch = Annotated[bool, typer.Option("--watch", help="Go on: index what changes until Ctrl-C.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
Links = Annotated[bool, typer.Option("--links", help="Follow symbolic links in folders.")]
Gate = Annotated[
    Path | None,
    typer.Option("--gate", metavar="FILE", help="Rehearse on a copy; change nothing if a golden question gets worse."),
]


def index_sources(
    sources: Named = None,
    prune: Prune = False,
    watch: Watch = False,
    dry_run: DryRun = False,
    links: Links = False,
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
    named = _remembered(sources or ())
    _refuse_mixture(named, watch=watch, dry=dry_run, gate=gate is not None)
    golden = read_golden(gate) if gate else ()
    tell = cache(say)  # once each: who watches would read the same at every change
    take_in = partial(_take_in, library=library, prune=prune, dry=dry_run, links=links, tell=tell)
    with _desk_to_fill(dry=dry_run) as desk:
        read = named or _known_sources(desk, library, watch=watch)
        if golden:
            report = _through_gate(desk, library, golden, partial(take_in, sources=named), tell, as_json)
        else:
            report = take_in(desk, sources=named)
        if not dry_run:
            follow(desk)
        _show_report(report, as_json, dry=dry_run)
        if watch:
            failures = Failures(report.failed)
            rested_s = load_settings().fetch.every_minutes * 60 / 2  # two watches of one feed look at it by turns
            for later, told in watched(desk, read, partial(take_in, desk, rested_s=rested_s), failures):
                _show_report(later, as_json, failed=told)
    exit_unless(watch or not report.failed, FAILED)  # who watches is told to stop, and did so


def articles(library: Library = SHARED, as_json: AsJson = False) -> None:
    """List the library's articles by id.

    \b
    Examples:
      newsdesk articles
      newsdesk articles --library sports --json
    """
    with open_desk() as desk, desk.ledger.reading() as snapshot:
        found = list(snapshot.articles(library))
        copies = {article.id: snapshot.copies(article) for article in found}
    form = {"articles": [forms.article_form(article) for article in found]}
    show_result(as_json, form, render.articles_view(found, copies))


def show(
    article_id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completing.articles,
            help="An article's id, from newsdesk articles, or its URL.",
        ),
    ],
    passage: Annotated[int | None, typer.Option("--passage", metavar="N", help="Show this passage in bold.")] = None,
    page: AsPage = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Show an article whole. Exit 3 if the library has no article with this id or URL.

    \b
    Examples:
      newsdesk show korea-huawei-clean-network.txt --passage 2
      newsdesk show korea-huawei-clean-network.txt --html article.html
    """
    with open_desk() as desk:
        found = found_in(library, article_id, desk.article((library,), article_id))
    if passage is not None and not 0 <= passage < len(found.passages):
        raise UsageProblem(f"The article has passages 0 to {len(found.passages) - 1}; name one of these.")
    marked = found.passages[passage] if passage is not None else None
    form = forms.article_form(found.article, found.passages)
    show_result(as_json, form, render.article_view(found.article, marked, found.copies))
    if page:
        from bot.pages import article_page, save_page

        save_page(article_page(found, marked), page)


def status(library: Library = SHARED, as_json: AsJson = False) -> None:
    """Say how current the library is, and how reading each source ended.

    Warns if nothing was indexed for NEWSDESK_STALE_AFTER_DAYS.

    \b
    Examples:
      newsdesk status
      newsdesk status --json
    """
    settings = load_settings()
    with open_desk() as desk:
        found = desk.status((library,))
        holds_articles(desk, library)
        tell_of_server(desk, settings.chroma.address)
    form = forms.status_form(found.freshness, found.sources)
    show_result(as_json, form, render.status_view(found.freshness, found.sources))
    if warning := render.staleness(found.freshness, settings.stale_after_days):
        say(warning)


@contextmanager
def _desk_to_fill(*, dry: bool) -> Iterator[Desk]:
    """Open the data directory; a dry run where there is none yet makes none."""
    settings = load_settings()
    if not dry or Ledger.is_in(settings.home.expanduser()):
        with opened(settings) as desk:
            yield desk
        return
    with TemporaryDirectory(prefix="newsdesk-") as nowhere, opened(settings.at(Path(nowhere))) as desk:
        yield desk


def _take_in(
    desk: Desk,
    sources: Sequence[str],
    *,
    library: str,
    prune: bool,
    dry: bool,
    links: bool,
    tell: Tell,
    rested_s: float = 0.0,
) -> IndexReport:
    with progress_bar("Indexing") as progress:
        return desk.index(
            library, sources, prune=prune, dry=dry, links=links, rested_s=rested_s, progress=progress, tell=tell
        )


def _remembered(sources: Sequence[str]) -> list[str]:
    """Return sources as they are remembered. Raise UsageProblem if one has no name."""
    if not all(source.strip() for source in sources):
        raise UsageProblem("A source has no name; name a file, folder, page or feed.")
    return [remembered(source) for source in sources]


def _refuse_mixture(named: Sequence[str], *, watch: bool, dry: bool, gate: bool) -> None:
    """Raise UsageProblem for options that exclude each other; standard input can be read only once."""
    if watch and (dry or STANDARD_INPUT in named):
        raise UsageProblem("--watch cannot go with --dry-run or standard input; leave one of them out.")
    if gate and (watch or dry or STANDARD_INPUT in named):
        raise UsageProblem("--gate cannot go with --watch, --dry-run or standard input; leave one of them out.")


def _known_sources(desk: Desk, library: str, *, watch: bool) -> list[str]:
    """Return the sources that are read if none is named.

    If there is none, say so: what came from standard input is embedded anew, or read by new rules, without its
    source. Raise UsageProblem if nothing stored could need that either.
    """
    with desk.ledger.reading() as snapshot:
        known = [state.source for state in snapshot.sources(library)]
        holds_any = bool(snapshot.library_names())
    if known:
        return known
    remedy = "Name a file, folder, page or feed: newsdesk index FOLDER"
    if watch or not holds_any:
        raise UsageProblem(f"No source is known yet. {remedy}")
    say(f"No source is known in {library!r}; only what is stored is brought up to date. {remedy}")
    return []


def _through_gate(
    desk: Desk,
    library: str,
    golden: Sequence[Golden],
    change: Callable[[Desk], IndexReport],
    tell: Tell,
    as_json: bool,
) -> IndexReport:
    """Take in what a change made of a copy; end the command, with nothing taken in, if golden questions got worse."""
    rehearsal = admit(desk, library, golden, change, tell)
    if not rehearsal.worse:
        return rehearsal.report
    form = forms.report_form(IndexReport()) | {"worse": tables.worse_form(rehearsal.worse)}
    show_result(as_json, form, tables.worse_view(rehearsal.worse, len(golden)))
    say("Nothing was taken in. Mend what got worse, or leave out --gate.")
    raise typer.Exit(FAILED)


def _show_report(
    report: IndexReport, as_json: bool, *, dry: bool = False, failed: Sequence[Unread] | None = None
) -> None:
    show_result(as_json, forms.report_form(report), render.report_view(report, dry=dry))
    if not as_json:
        for unread in report.failed if failed is None else failed:
            say(f"Not taken in: {unread.source}: {unread.reason}")
