"""Keep a library: forget, doctor, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot import forms, render
from bot.commands import completing
from bot.commands.opening import open_desk
from bot.commands.options import FAILED, AsJson, Library, exit_unless
from bot.console import say, show_result
from bot.equipment import embeddings_of, ledger_of, reranker_of, server_of
from bot.errors import UsageProblem
from bot.progress import progress_bar
from bot.records import examined
from bot.settings import load_settings, unreadable_file
from index import SHARED, abandon, backup, clean_line, doctor, restore


def forget(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", autocompletion=completing.articles, help="Ids or URLs, from newsdesk articles."
        ),
    ],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Erase articles: text, words, vectors; and prove that nothing of them is left. Exit 3 if one is not there.

    Copies go with them; a URL stands for every article that has it. Files stay where they are; a later newsdesk index
    of these takes them in again. The name of a source ends its refreshing, and its articles stay; that of a Chroma
    server which was in use before, and is no more, ends the waiting for it.

    \b
    Examples:
      newsdesk forget mayor-speech-2024
      newsdesk forget https://example.org/news/feed.xml
    """
    if not all(name.strip() for name in names):
        raise UsageProblem("An id is empty. List the ids: newsdesk articles")
    with open_desk() as desk:
        dropped, abandoned = desk.drop_sources(library, names), abandon(desk.ledger, names)
        wanted = [clean_line(name) for name in names if name not in (*dropped, *abandoned)]
        with progress_bar("Erasing") as progress:
            erased = desk.forget(library, wanted, progress)
    if erased.erased and desk.ledger.beyond_reach:
        say(desk.ledger.beyond_reach)
    for source in dropped:
        say(f"{source} is not refreshed any more; its articles stay.")
    for server in abandoned:
        say(f"{server} is not asked any more; what it may still hold is yours to delete.")
    missing = list(erased.missing)
    line = f"{len(erased.erased)} forgotten" + (f"; not there: {', '.join(missing)}" if missing else "")
    show_result(as_json, {"forgotten": list(erased.erased), "missing": missing}, Text(line))
    if erased.completed:
        say("What an earlier newsdesk forget could not prove is proven now.")
    exit_unless(erased.completed or not missing)


def examine(library: Library = SHARED, as_json: AsJson = False) -> None:
    """Check data directory, ledger, model, vectors, sources, records, and say what to do. Exit 1 if a check fails.

    \b
    Examples:
      newsdesk doctor
      newsdesk doctor --json
    """
    settings = load_settings()
    home = settings.home.expanduser()
    found = doctor(
        home,
        embeddings_of(settings),
        reranker=reranker_of(settings),
        server=server_of(settings),
        ledger_on=ledger_of(settings),
    )
    checks = (*found, examined(home))
    show_result(as_json, forms.checks_form(checks), render.checks_view(checks))
    exit_unless(all(check.ok for check in checks), FAILED)


def back_up(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Write all libraries into one file, while others go on reading and writing. It holds no settings and no people.

    \b
    Example:
      newsdesk backup ~/newsdesk-2024-05-01.sqlite
    """
    with open_desk() as desk:
        made = backup(desk.ledger, file, overwrite=force)
    line = f"All libraries, {render.counted(made.articles)}, {made.bytes:,} bytes, in {made.file}"
    form = {"file": str(made.file), "bytes": made.bytes, "articles": made.articles, "revision": made.revision}
    show_result(as_json, form, Text(line))


def bring_back(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that newsdesk backup wrote.")],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of all libraries: all of it or nothing. Stop newsdesk bot and chat first.

    What is damaged in the data directory is renamed, not removed.

    \b
    Example:
      newsdesk restore ~/newsdesk-2024-05-01.sqlite
    """
    unreadable = unreadable_file()
    if unreadable:
        restored = restore(unreadable.parent, file, damaged=[unreadable])
    else:
        settings = load_settings()
        restored = restore(settings.home.expanduser(), file, server=ledger_of(settings))
    for path in restored.set_aside:
        say(f"What was in the way lies in {path}.")
    form = {"articles": restored.articles, "revision": restored.revision}
    show_result(
        as_json, form, Text(f"{render.counted(restored.articles)} restored; Chroma is filled at the next start")
    )
