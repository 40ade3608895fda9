"""Set and keep things in a chat: /since, /until, /source, /library, /index, /feedback, /export."""

import shlex
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from bot import render
from bot.chat.exporting import exported
from bot.chat.talk import Talk
from bot.errors import UsageProblem
from bot.libraries import library_named
from bot.limits import days_meant, refuse_backward
from bot.progress import progress_bar
from bot.records import Asked, Records, kept_of
from index import clean_line, is_url, remembered

GOOD, BAD = ("good", "up", "+", "👍"), ("bad", "down", "-", "👎")
HERE = 0  # the terminal, where Discord has the ids of people and channels


def _since(talk: Talk, words: str) -> RenderableType:
    since = days_meant(words).first if words else None
    refuse_backward(since, talk.limits.until)
    talk.limits = replace(talk.limits, since=since)
    return _limits_view(talk)


def _until(talk: Talk, words: str) -> RenderableType:
    until = days_meant(words).last if words else None
    refuse_backward(talk.limits.since, until)
    talk.limits = replace(talk.limits, until=until)
    return _limits_view(talk)


def _source(talk: Talk, words: str) -> RenderableType:
    talk.limits = replace(talk.limits, source=clean_line(words) or None)
    return _limits_view(talk)


def _limits_view(talk: Talk) -> RenderableType:
    told = talk.limits.told
    return Text(f"Answers come only from articles: {told}." if told else "Answers come from all articles.")


def _library(talk: Talk, words: str) -> RenderableType:
    with talk.desk.ledger.reading() as snapshot:
        names = snapshot.library_names()
    if not words:
        counts = [(name, talk.desk.freshness((name,)).articles) for name in names]
        lines = [f"{'*' if name == talk.library else ' '} {name}  {render.counted(count)}" for name, count in counts]
        return Text("\n".join(lines) or "There is no library yet. Take articles in: /index FOLDER")
    try:
        talk.go_to(library_named(words))
    except UsageProblem as error:
        raise UsageProblem(f"{words!r} cannot be a library's name: {error}.") from error
    if talk.library not in names:
        return Text(f"The library {talk.library!r} is new; it has no articles yet. Take some in: /index FOLDER")
    return Group(
        Text(f"In the library {talk.library!r} now."), render.freshness_view(talk.desk.freshness(talk.libraries))
    )


def _index(talk: Talk, words: str) -> RenderableType:
    sources = [remembered(_expanded(source)) for source in _split(words)]
    with talk.desk.ledger.reading() as snapshot:
        known = snapshot.sources(talk.library)
    if not (sources or known):
        raise UsageProblem("No source is known yet. Name a file, folder, page or feed: /index FOLDER")
    desk = talk.loader.whole()
    try:
        with progress_bar("Indexing") as progress:
            report = desk.index(talk.library, sources, progress=progress)  # Chroma follows by itself
    except KeyboardInterrupt:
        return Text("Stopped. Articles that were taken in until now are kept.")
    failed = (Text(f"Not taken in: {unread.source}: {unread.reason}", style="red") for unread in report.failed)
    return Group(render.report_view(report), *failed)


def _feedback(talk: Talk, words: str) -> RenderableType:
    verdict, _, reason = words.partition(" ")
    if verdict.lower() not in (*GOOD, *BAD):
        raise UsageProblem("Say good or bad, and why if you like: /feedback bad the date is wrong")
    last, at = talk.last, len(talk.exchanges) - 1
    settings = talk.loader.settings()
    with closing(Records(settings.home.expanduser())) as records:
        records.expire(datetime.now(UTC) - timedelta(days=settings.records.retention_days))
        person = records.person(HERE)
        if at not in talk.kept or records.answer(talk.kept[at]) is None:
            talk.kept[at] = records.keep(kept_of(last.answer, Asked(person, HERE, last.at, last.libraries)))
        records.rate(talk.kept[at], person, verdict.lower() in GOOD, reason.strip())
    return Text("Kept. List what was thought of answers: newsdesk feedback")


def _export(talk: Talk, words: str) -> RenderableType:
    if not words:
        raise UsageProblem("Name a file: /export conversation.md")
    path = Path(_expanded((_split(words) or [words])[0]))
    text = exported(talk.exchanges, talk.last.at)
    try:
        with path.open("x", encoding="utf-8", errors="replace") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageProblem(f"{path} is there already. Name another file.") from error
    except OSError as error:
        raise UsageProblem(f"{path} cannot be written: {error.strerror}. Name another file.") from error
    return Text(f"Written to {path}: {render.counted(len(talk.exchanges), 'answer')}.")


def _split(words: str) -> list[str]:
    """Return what is named, as a shell would part it; with an odd apostrophe, by blanks."""
    try:
        return shlex.split(words)
    except ValueError:
        return words.split()


def _expanded(name: str) -> str:
    return name if is_url(name) else str(Path(name).expanduser())


# Words are given without blanks around.
DEEDS: dict[str, Callable[[Talk, str], RenderableType]] = {
    "/since": _since,
    "/until": _until,
    "/source": _source,
    "/library": _library,
    "/index": _index,
    "/feedback": _feedback,
    "/export": _export,
}
