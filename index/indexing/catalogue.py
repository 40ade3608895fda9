"""The catalogue: what a library holds by id, by place and by text, while it is being indexed."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from index.article import Article
from index.errors import SourceError
from index.ledger import DocumentState, Known, Snapshot
from index.loading.documents import Document, location_of
from index.loading.urls import is_url


class Catalogue:
    """Tell of each article that is met whether it is new, changed, unchanged, or a copy of another."""

    def __init__(self, snapshot: Snapshot, library: str) -> None:
        self._library = library
        self.present: set[str] = set()  # ids that were met
        self._known = {held.id: held for held in snapshot.known(library)}
        # Copies that got a text of their own, in the ledger once what waits is stored; some from a run broken off.
        self.heirs = {held.id for held in self._known.values() if not held.digest}
        self._documents = {state.location: state for state in snapshot.documents(library)}
        self._locations_of: dict[str, set[str]] = {}  # by the id of the article that was read there
        for state in self._documents.values():
            self._locations_of.setdefault(state.article_id, set()).add(state.location)
        self._id_at = {held.location: held.id for held in self._known.values()}
        self._id_of_text = {held.text_digest: held.id for held in self._known.values() if held.original is None}
        self._copies: dict[str, set[str]] = {}  # by the id of the article that is stored
        for held in self._known.values():
            if held.original is not None:
                self._copies.setdefault(held.original, set()).add(held.id)
        self._locations_of_records = {state.location for state in self._documents.values() if not state.article_id}

    def renewed(self, snapshot: Snapshot) -> "Catalogue":
        """Return what the library holds by now, with what was met; nothing may be on its way into the ledger."""
        made = Catalogue(snapshot, self._library)
        made.present = self.present
        made._locations_of_records |= self._locations_of_records
        return made

    def document(self, location: str) -> DocumentState | None:
        """Return what a file or page held when it was last taken in, unless its article is to be made anew."""
        state = self._documents.get(location)
        held = self.held_by(state) if state else None
        return None if held and not held.digest else state

    def held_by(self, state: DocumentState) -> Known | None:
        """Return the article that a document held, if it is still there."""
        return self._known.get(state.article_id)

    def from_source(self, source: str) -> list[Known]:
        """Return the articles that a source led to; of a page its own, whatever led to it first."""
        own = self._documents.get(source)
        if own and own.article_id:
            states = [own]
        else:
            states = [state for state in self._documents.values() if state.source == source and state.article_id]
        return [held for state in states if (held := self.held_by(state))]

    def below(self, folder: Path) -> list[Known]:
        """Return the articles of the files in a folder, its subfolders, or a file of this name."""
        place = Path(location_of(folder))
        return [held for held in self._known.values() if place in _places(held.location)]

    def note_records(self, location: str) -> None:
        """Note that the articles from a location state their own ids."""
        self._locations_of_records.add(location)

    def identified(self, article: Article) -> Article:
        """Return the article under its id: the given one, or the one its place has had, or the one it asks for.

        A given id may move from one file to another between runs. Raise SourceError if it stands in two files of one
        run, or belongs to an article that gave none.
        """
        taken = self._known.get(article.id)
        if article.location in self._locations_of_records:
            if taken and taken.location != article.location and self._keeps(taken, article.location or ""):
                raise SourceError(f"its id belongs to the article from {taken.location}; give it another id")
            return article
        if before := self._id_at.get(article.location):
            return article.named(before)
        if taken:
            return article.named(f"{article.id}-{sha256((article.location or '').encode()).hexdigest()[:8]}")
        return article

    def is_claimed(self, article: Article, location: str) -> bool:
        """Say whether another page, with other words, has the id that an article claims."""
        taken = self._known.get(article.id)
        if taken is None or taken.text_digest == article.text_digest:
            return False
        return taken.id in self.present or self._is_read_elsewhere(taken.id, location)

    def known(self, article_id: str) -> Known | None:
        """Return what is held under an id."""
        return self._known.get(article_id)

    def original_of(self, article: Article) -> str | None:
        """Return the id of another stored article with the same text."""
        held = self._id_of_text.get(article.text_digest)
        return held if held != article.id else None

    def enter(self, article: Article, original: str | None) -> None:
        """Note an article as it will be stored. Only one that gets other words gives the old ones to its copies."""
        held = self._known.get(article.id)
        if held and held.original is None and original is None and held.text_digest == article.text_digest:
            self.heirs.discard(article.id)
        else:
            self.drop(article.id)
        made = Known(article.id, article.location, article.digest, article.text_digest, original)
        self._known[article.id] = made
        self._id_at[article.location] = article.id
        if original is None:
            self._id_of_text[article.text_digest] = article.id
        else:
            self._copies.setdefault(original, set()).add(article.id)

    def drop(self, article_id: str) -> None:
        """Note that an article is no more; its text stays with its first copy, as in the ledger."""
        gone = self._known.pop(article_id, None)
        self.heirs.discard(article_id)
        if gone is None:
            return
        if gone.original is not None:
            self._copies[gone.original].discard(article_id)
            return
        if self._id_of_text.get(gone.text_digest) == article_id:
            del self._id_of_text[gone.text_digest]
        if copies := sorted(self._copies.pop(article_id, ())):
            first, *others = copies
            self._known[first] = replace(self._known[first], original=None)
            self._id_of_text[gone.text_digest] = first
            self.heirs.add(first)
            self._copies[first] = set(others)
            for copy in others:
                self._known[copy] = replace(self._known[copy], original=first)

    def gone_from(self, listed: Iterable[str], unsure: set[Path]) -> list[str]:
        """Return the ids of listed sources' articles that were not met, but for places that could not be read.

        A page is itself alone, and the records that stand in it; a folder is all that lies in it.
        """
        sources = set(listed)
        of_records = sources & self._locations_of_records
        folders = {Path(location_of(Path(source))) for source in sources if not is_url(source)}
        gone = [
            held.id for held in self._known.values() if held.location in of_records or _places(held.location) & folders
        ]
        elsewhere = {state.article_id for state in self._documents.values() if state.location not in sources}
        gone += [
            state.article_id
            for state in self._documents.values()
            if state.location in sources and state.article_id not in elsewhere
        ]
        kept = {held.id for held in self._known.values() if _places(held.location) & unsure} | self.present
        return [made for made in dict.fromkeys(gone) if made in self._known and made not in kept]

    def is_orphan(self, article_id: str, location: str) -> bool:
        """Say whether an article was not met, and came from a page at this location and from no other."""
        met = article_id in self.present or self._is_read_elsewhere(article_id, location)
        return article_id in self._known and not met

    def _is_read_elsewhere(self, article_id: str, location: str) -> bool:
        return bool(self._locations_of.get(article_id, set()) - {location})

    def _keeps(self, taken: Known, location: str) -> bool:
        """Say whether an article keeps its id against one from another file or page that states the same."""
        moved = taken.id not in self.present and taken.location in self._locations_of_records
        return is_url(location) or not moved


def _places(location: str | None) -> set[Path]:
    place = Path(location or "")
    return {place, *place.parents}


def state_of(document: Document, source: str, article_id: str, digest: str) -> DocumentState | None:
    """Return what is to be noted of a document, if it is worth noting."""
    if not digest:
        return None
    announced = document.announcement.digest if document.announcement else None
    return DocumentState(
        document.location, source, article_id, digest, document.etag, document.last_modified, announced
    )
