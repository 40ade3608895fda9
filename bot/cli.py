"""The command line: `newsdesk` and its verbs. Results go to standard output, messages to standard error."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot import forms, render
from bot.answer import Answer, Outcome
from bot.console import given, progress_bar, say, show_result
from bot.desk import Desk, opened
from bot.errors import NewsdeskError, UsageProblem
from bot.question import understand
from bot.quotes import verify as verify_quote
from bot.settings import load_settings
from index import SHARED, IndexingError, IndexReport, ModelMismatch, VectorsError, clean_line

NOTHING_FOUND = 3
EMPTY_LIBRARY = "The library {library!r} has no articles yet. Add some: newsdesk index FOLDER"

app = typer.Typer(
    name="newsdesk",
    help="Answers from news articles; every sentence shows the words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _library_name(name: str) -> str:
    """Return a library's name. Raise BadParameter if it cannot be one."""
    if not re.fullmatch(r"[\w.-]{1,100}", name, re.ASCII):
        raise typer.BadParameter("use letters, digits, '-', '_' and '.', at most 100 of them")
    return name


Library = Annotated[
    str, typer.Option("--library", metavar="L", callback=_library_name, help="The named set of articles to use.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Limit = Annotated[int, typer.Option("-k", min=1, max=100, help="How many hits at most.")]


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what happens to standard error.")] = False,
) -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if verbose else logging.CRITICAL)


@app.command("index")
def index_sources(
    sources: Annotated[
        list[Path] | None, typer.Argument(metavar="[SOURCE]...", help="Files or folders; default: all known ones.")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles that a source no longer holds.")] = False,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Add or refresh articles: .txt, .md with front matter, .jsonl with one article a line, folders of these.

    \b
    Examples:
      newsdesk index articles/
      newsdesk index corpus.jsonl --library sports
      newsdesk index --prune
    """
    with _desk() as desk:
        with desk.ledger.reading() as snapshot:
            known = snapshot.sources(library)
        if not sources and not known:
            raise UsageProblem("No source is known yet. Name a file or folder: newsdesk index FOLDER")
        with progress_bar("Indexing") as progress:
            report = desk.index(library, sources or [], prune=prune, progress=progress)
        _follow(desk)
    show_result(as_json, forms.report_form(report), render.report_view(report))
    _complain(report, shown=not as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='What to ask, "-" to read it from standard input.')],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Answer one question with the articles' own words. Exit 3 if the articles do not say.

    \b
    Example:
      newsdesk ask "what did Zhao Lijian say about the clean network"
    """
    asked = given(question)
    understand(asked)  # refuse what cannot be asked before seconds are spent on loading
    with _desk() as desk:
        if _holds_articles(desk, library):
            desk.load()
            desk.follower.open_if_clean()
        answer: Answer = desk.ask(asked, library)
    show_result(as_json, forms.answer_form(answer), render.answer_view(answer))
    _exit_unless(answer.outcome is not Outcome.NOT_FOUND)


@app.command()
def chat(library: Library = SHARED) -> None:
    """Ask one question after the other; the model is loaded once. Enter sends, Ctrl-D ends."""
    from bot.chat import chat as converse

    with _desk() as desk:
        _holds_articles(desk, library)
        converse(desk, library)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='What to look for, "-" to read it from standard input.')],
    limit: Limit = 10,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Show the passages nearest to a query, with their scores and ranks. Exit 3 if there are none.

    \b
    Example:
      newsdesk search "monopoly network" -k 3
    """
    wanted = understand(given(query)).text
    with _desk() as desk:
        if _holds_articles(desk, library):
            desk.load()
            desk.follower.open_if_clean()
        hits = desk.search(wanted, library, limit).hits
    show_result(as_json, forms.hits_form(hits), render.hits_view(hits))
    _exit_unless(hits)


@app.command()
def verify(
    quote: Annotated[str, typer.Argument(help='The words to check, "-" to read them from standard input.')],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Tell whether words stand in the articles exactly as quoted. Exit 3 if they do not.

    White space, quotation marks, dashes and Unicode form may differ.

    \b
    Example:
      newsdesk verify "a monopoly network"
    """
    asked = given(quote)
    with _desk() as desk, desk.ledger.reading() as snapshot:
        verification = verify_quote(snapshot, library, asked)
        articles = snapshot.freshness(library).articles
    show_result(as_json, forms.verification_form(verification), render.verification_view(verification, articles))
    _exit_unless(verification.matches)


@app.command()
def articles(library: Library = SHARED, as_json: AsJson = False) -> None:
    """List the library's articles by id."""
    with _desk() as desk, desk.ledger.reading() as snapshot:
        found = list(snapshot.articles(library))
    show_result(as_json, {"articles": [forms.article_form(article) for article in found]}, render.articles_view(found))


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id, from newsdesk articles.")],
    passage: Annotated[int | None, typer.Option("--passage", metavar="N", help="Show this passage in bold.")] = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Show an article whole. Exit 3 if the library has no article with this id."""
    with _desk() as desk, desk.ledger.reading() as snapshot:
        article = snapshot.article(library, clean_line(article_id))
        passages = [stored.passage for stored in snapshot.passages(article)] if article else []
    if article is None:
        say(f"There is no article {article_id!r} in {library!r}. List them: newsdesk articles")
        raise typer.Exit(NOTHING_FOUND)
    if passage is not None and not 0 <= passage < len(passages):
        raise UsageProblem(f"The article has passages 0 to {len(passages) - 1}; name one of these.")
    marked = passages[passage] if passage is not None else None
    show_result(as_json, forms.article_form(article, passages), render.article_view(article, marked))


@app.command()
def forget(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles, from newsdesk articles.")],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Erase articles: text, words, vectors. Exit 3 if one is not there.

    Their files stay where they are; a later newsdesk index of these takes them in again.
    """
    with _desk() as desk:
        forgotten, missing = desk.forget(library, [clean_line(made) for made in ids])
        _follow(desk)
    line = f"{len(forgotten)} forgotten" + (f"; not there: {', '.join(missing)}" if missing else "")
    show_result(as_json, {"forgotten": forgotten, "missing": missing}, Text(line))
    _exit_unless(not missing)


@app.command()
def status(library: Library = SHARED, as_json: AsJson = False) -> None:
    """Say how current the library is, and how reading each source ended."""
    with _desk() as desk, desk.ledger.reading() as snapshot:
        freshness, sources = snapshot.freshness(library), snapshot.sources(library)
    show_result(as_json, forms.status_form(freshness, sources), render.status_view(freshness, sources))


@app.command("bot")
def run_discord() -> None:
    """Run the Discord bot. The token is read from DISCORD_TOKEN."""
    from bot.discord.running import run_bot

    run_bot(load_settings())


def main() -> None:
    """Run the command line; every failure ends in one line and an exit code."""
    os.umask(0o077)  # whatever is written is the owner's alone
    try:
        app()
    except NewsdeskError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except ModelMismatch as error:
        say(str(error))
        sys.exit(UsageProblem.exit_code)
    except IndexingError as error:
        say(str(error))
        sys.exit(NewsdeskError.exit_code)
    except Exception as error:  # the front end's last line: no traceback reaches a person
        logging.getLogger("newsdesk").debug("unexpected", exc_info=True)
        say(f"Something unexpected failed ({type(error).__name__}: {error}). Run it again with --verbose to see where.")
        sys.exit(NewsdeskError.exit_code)


@contextmanager
def _desk() -> Iterator[Desk]:
    with opened(load_settings()) as desk:
        yield desk


def _holds_articles(desk: Desk, library: str) -> bool:
    """Say whether there is anything to answer from, and if not, what to do."""
    with desk.ledger.reading() as snapshot:
        filled = snapshot.freshness(library).articles > 0
    if not filled:
        say(EMPTY_LIBRARY.format(library=library))
    return filled


def _follow(desk: Desk) -> None:
    """Bring Chroma up to the ledger, unless another process has it open and will."""
    if not desk.follower.behind:
        return
    try:
        with progress_bar("Following") as progress:
            desk.follower.prepare(progress, probing=False)
    except VectorsError as error:
        say(
            f"{error}. The articles are safe; questions are answered by the exact search until the next newsdesk index."
        )


def _complain(report: IndexReport, *, shown: bool) -> None:
    """Name what could not be taken in, and exit 1 if there was any."""
    if shown:
        for unread in report.failed:
            say(f"Not taken in: {unread.source}: {unread.reason}")
    if report.failed:
        raise typer.Exit(1)


def _exit_unless(found: object) -> None:
    if not found:
        raise typer.Exit(NOTHING_FOUND)


if __name__ == "__main__":
    main()
