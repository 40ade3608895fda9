"""Sources: what people name when they index. Each is listed first, and its inputs are read one by one."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from index.cleaning import clean_line
from index.errors import FetchError, Gone, SourceError
from index.fetching import Fetched, Fetcher
from index.kinds import HEAD_BYTES, Kind, kind_of
from index.ledger import DocumentState
from index.loading.documents import READ, Announcement, Document, Unread, location_of, unreadable, was_carried
from index.loading.files import files_in
from index.loading.handed import HandedFile, document_of, is_handed
from index.loading.standard_input import standard_input
from index.loading.urls import canonical, is_url
from index.parsing import MOST_ENTRIES, Entry, Parser

STANDARD_INPUT = "-"
ENOUGH_CHARACTERS = 500  # in a feed, to stand for a page that cannot be had
A_FILE = "file:"  # the referrer of what a feed in a file announces: it may not lead to private hosts

Held = Callable[[str], DocumentState | None]


@dataclass(frozen=True, slots=True)
class Input:
    """Something that holds articles, not yet read. `read` returns None if it is what it was."""

    location: str
    read: Callable[[DocumentState | None], Document | None]
    file: Document | None = None  # as it lies on the disk


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source holds now.

    `passed_over` are places where more may be, `other_kinds` files of a folder that are no articles. `complete` says
    that what is not among the inputs is gone; a feed never is. `gone` says that the source itself is. `document` is
    the state of a feed, to be noted once all its inputs are taken in. `unchanged` says that nothing is new, by the
    word of the server.
    """

    inputs: tuple[Input, ...] = ()
    unread: tuple[Unread, ...] = ()
    passed_over: tuple[str, ...] = ()
    other_kinds: tuple[Path, ...] = ()
    complete: bool = False
    gone: bool = False
    unchanged: bool = False
    document: DocumentState | None = None


class Sources:
    """List files, folders, pages, feeds, standard input, and what was handed over."""

    def __init__(
        self,
        fetcher: Fetcher | None = None,
        parser: Parser | None = None,
        *,
        links: bool = False,
        handed: Sequence[HandedFile] = (),
    ) -> None:
        self._fetcher = fetcher or Fetcher()
        self.parser = parser or Parser()
        self._links = links
        self._handed = {file.source: file for file in handed}

    def listing(self, source: str, held: Held) -> Listing:
        """Return what a source holds. Raise SourceError if that cannot be said."""
        if source == STANDARD_INPUT:
            return Listing((_loaded(standard_input()),))
        if source in self._handed:
            document = document_of(self._handed[source])
            return Listing((Input(document.location, lambda _: document, document),))
        if is_url(source):
            return self._web_listing(source, held(source))
        return self._file_listing(Path(source))

    def _file_listing(self, path: Path) -> Listing:
        try:
            if not path.exists():
                raise Gone("there is no such file or folder; check the path")
            found = files_in(path, links=self._links)
        except OSError as error:
            raise SourceError(unreadable(error)) from error
        if found.files == (path,):
            document = _file_document(path)
            if kind_of(document.head(), document.name) is Kind.FEED:
                return self._feed_listing(document.whole(), document.location)
        passed_over = tuple(map(location_of, found.passed_over))
        inputs = tuple(map(_file_input, found.files))
        return Listing(inputs, found.unread, passed_over, found.other_kinds, complete=True)

    def _web_listing(self, url: str, state: DocumentState | None) -> Listing:
        place = canonical(url) or url  # the fetcher refuses what is no URL
        asked = state if state and state.digest.startswith(READ) else None
        try:
            fetched = self._fetch(place, asked)
        except Gone as error:
            page = state is not None and bool(state.article_id)  # a feed that fails takes nothing with it
            return Listing(unread=(Unread(place, str(error)),), gone=page)
        if fetched.not_modified:
            return Listing(unchanged=True)
        kind = kind_of(fetched.content[:HEAD_BYTES], _name(fetched.url), fetched.media_type)
        if kind is not Kind.FEED:
            return Listing((_loaded(_page(place, fetched)),), complete=kind is Kind.JSON_LINES)
        listing = self._feed_listing(fetched.content, place, fetched.url, fetched.charset)
        feed = DocumentState(place, place, "", READ, fetched.etag, fetched.last_modified)
        return replace(listing, document=feed)

    def _feed_listing(self, content: bytes, place: str, url: str | None = None, charset: str | None = None) -> Listing:
        """Return what a feed from a URL or a file announces. Raise SourceError if it cannot be read."""
        entries = self.parser.entries(content, url=url, charset=charset)
        inputs = self._announced(entries[:MOST_ENTRIES], url or A_FILE)
        if len(entries) <= MOST_ENTRIES:
            return Listing(inputs)
        return Listing(inputs, (Unread(place, f"the feed has more than {MOST_ENTRIES} entries; the rest is not read"),))

    def _announced(self, entries: Sequence[Entry], referrer: str) -> tuple[Input, ...]:
        """Return one input for each article that a feed announces."""
        inputs: dict[str, Input] = {}
        for entry in entries:
            place = canonical(entry.url or "")
            if place is None:
                shown = clean_line(entry.url or entry.title or "")[:200]
                inputs.setdefault(shown, Input(f"{referrer} ({shown})", _refuse_entry))
                continue
            said = Announcement(
                place,
                entry.title,
                entry.author,
                entry.published,
                urlsplit(place).hostname,
                entry.text,
                whole=entry.text_from == "content",
            )
            inputs.setdefault(place, Input(place, self._announced_reader(said, referrer)))
        return tuple(inputs.values())

    def _announced_reader(
        self, announcement: Announcement, referrer: str
    ) -> Callable[[DocumentState | None], Document | None]:
        def read(state: DocumentState | None) -> Document | None:
            current = state if state and state.digest.startswith(READ) else None
            says_the_same = current is not None and current.announced == announcement.digest
            was_read = state is not None and not was_carried(state.digest)
            # What the feed says otherwise may be a date, which its page does not have: the page is read anew.
            asked = current if says_the_same and was_read else None
            if asked and not (asked.etag or asked.last_modified):
                return None  # its server cannot say whether it changed
            try:
                fetched = self._fetch(announcement.url, asked, referrer)
            except (FetchError, Gone):
                if was_read or not _may_stand_in(announcement, referrer):
                    raise
                return _carried(announcement)
            return None if fetched.not_modified else _page(announcement.url, fetched, announcement)

        return read

    def _fetch(self, url: str, state: DocumentState | None, referrer: str | None = None) -> Fetched:
        return self._fetcher.fetch(
            url,
            etag=state.etag if state else None,
            last_modified=state.last_modified if state else None,
            referrer=referrer,
        )


def _file_document(path: Path) -> Document:
    """Return a file as a document; it is opened when it is read."""
    return Document(location_of(path), path.name, path)


def _file_input(path: Path) -> Input:
    document = _file_document(path)
    return Input(document.location, lambda _: document, document)


def _loaded(document: Document) -> Input:
    return Input(document.location, lambda _: document)


def _page(place: str, fetched: Fetched, announcement: Announcement | None = None) -> Document:
    return Document(
        location=place,
        name=_name(fetched.url),
        content=fetched.content,
        media_type=fetched.media_type,
        charset=fetched.charset,
        url=canonical(fetched.url) or place,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        announcement=announcement,
    )


def _refuse_entry(_: DocumentState | None) -> Document | None:
    raise SourceError("the entry leads to no page of the web; without one the article cannot be known again")


def _may_stand_in(announcement: Announcement, feed: str) -> bool:
    """Say whether a feed's text may stand for a page: it is the whole article, and on the feed's own host."""
    own = urlsplit(announcement.url).hostname == urlsplit(feed).hostname
    return own and announcement.whole and len(announcement.text) >= ENOUGH_CHARACTERS


def _carried(announcement: Announcement) -> Document:
    """Return what a feed itself carries of an article, for a page that cannot be had."""
    return Document(
        location=announcement.url,
        name="entry.txt",
        content=announcement.text.encode("utf-8", "replace"),
        url=announcement.url,
        announcement=announcement,
        carried=True,
    )


def _name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def is_lasting(source: str) -> bool:
    """Say whether a source can be read again: what was piped in or handed over cannot."""
    return source != STANDARD_INPUT and not is_handed(source)


def remembered(source: str | Path) -> str:
    """Return a source as it is remembered: a URL in its one spelling, a path without links and dots.

    Raise SourceError if it is no name at all, or one that cannot be remembered.
    """
    if isinstance(source, str) and (source == STANDARD_INPUT or is_url(source)):
        return canonical(source) or source
    if not str(source).strip():
        raise SourceError("A source has no name; name a file, folder, page or feed.")
    path = os.path.realpath(source)
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"The name {location_of(Path(path))} is not UTF-8; rename it.") from error
    return path
