"""Complete what is typed behind a slash: commands, titles, speakers, sources, libraries, files."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from bot.chat.verbs import SLASH, VERBS, Names, Verb
from bot.desk import Desk
from bot.speaking.named import speakers_in
from index import IndexingError, clean_line

MOST = 25  # offered at a time

Look = Callable[[Desk, tuple[str, ...], str], Iterable[str]]


class TypedCompleter(Completer):
    """Complete what is typed, by what stands in the libraries that are looked at."""

    def __init__(self, opened: Callable[[], Desk | None], libraries: Callable[[], tuple[str, ...]]) -> None:
        self._opened = opened
        self._libraries = libraries
        self._files = PathCompleter(expanduser=True)
        self._speakers = lru_cache(4)(self._read_speakers)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may be meant; nothing in a question, and nothing of articles before they are open."""
        typed = document.text_before_cursor
        if not typed.startswith(SLASH) or "\n" in typed:
            return
        name, blank, words = typed.partition(" ")
        if not blank:
            yield from (_command(verb, name) for verb in VERBS if verb.name.startswith(name.lower()))
            return
        verb = next((verb for verb in VERBS if verb.name == name.lower()), None)
        if verb and verb.names is Names.FILES:
            for found in self._files.get_completions(Document(words), complete_event):
                yield Completion(found.text, found.start_position, clean_line(found.display_text))
        elif verb and (desk := self._opened()):
            yield from (Completion(found, -len(words)) for found in self._named(desk, verb.names, words.lstrip()))

    def _named(self, desk: Desk, names: Names, typed: str) -> list[str]:
        """Return what has such a name and holds what is typed, those first that begin so."""
        libraries = self._libraries()
        try:
            if names is Names.TITLES and not typed.isdecimal():
                return [article.title for article in desk.articles(libraries, typed, 0, MOST).articles]
            if names is Names.SOURCES:
                return desk.publishers(libraries, typed, MOST)
            if names is Names.SPEAKERS:
                return _holding(self._speakers(desk, libraries, desk.freshness(libraries).revision), typed)
            if names is Names.LIBRARIES:
                with desk.ledger.reading() as snapshot:
                    return _holding(snapshot.library_names(), typed)
        except IndexingError:  # what keeps names from being read is told when something is asked
            pass
        return []

    def _read_speakers(self, desk: Desk, libraries: tuple[str, ...], revision: int) -> tuple[str, ...]:
        """Return who speaks; the revision says when that is looked for anew."""
        return speakers_in(desk.ledger, libraries)


def _command(verb: Verb, typed: str) -> Completion:
    return Completion(verb.name, -len(typed), display_meta=verb.does)


def _holding(names: Iterable[str], typed: str) -> list[str]:
    wanted = typed.casefold()
    held = [name for name in names if wanted in name.casefold()]
    return sorted(held, key=lambda name: not name.casefold().startswith(wanted))[:MOST]
