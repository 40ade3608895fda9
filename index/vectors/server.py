"""Chroma on a server, which several newsdesks may share and which may be away, late, or emptied."""

import os
from typing import Any

from index.cleaning import clean_line
from index.embeddings import Vectors
from index.errors import VectorsError
from index.vectors.address import ServerAddress
from index.vectors.collections import BATCH, QUERIES, Collections, Near
from index.vectors.patience import Allowance, within
from index.vectors.refusals import MOST_SENT, away

OURS = "newsdesk"  # begins the names of our collections
ANSWER_S = 0.7  # how long a question waits for an answer, and for all its late ones
WRITTEN_BY = "newsdesk"  # a collection's metadata: the mark of who wrote it last
PAGE = 100  # collections that are listed at a time
MOST_LISTED = 100_000  # collections, those of others too
MOST_SHOWN = 200  # characters of what a server says
# Bytes at most of what is sent: a number of a vector, and an id with what is around it.
NUMBER_IN_BASE_64, NUMBER_IN_DIGITS, ID_WRITTEN = 6, 25, 200


class ServedVectors(Collections):
    """The collections that a ledger, known by its mark, has on a server, of one generation.

    Raise Unreachable if the server does not answer. That holds for all methods.
    """

    def __init__(self, address: ServerAddress, mark: str, generation: str) -> None:
        self._address = address
        self._allowance = Allowance(ANSWER_S)
        self._every = f"{OURS}-{mark}-"  # begins the names of all generations
        super().__init__(f"{self._every}{generation}-")
        with self.translated():
            addresses = _checked(address)
            os.environ["ANONYMIZED_TELEMETRY"] = "False"
            from index.vectors.wire import connected

            self._api: Any = connected(address, addresses)
        try:
            self._collections = {
                library: self._collection(model)
                for model in self._models()
                if (library := self.library_of(model.name)) is not None
            }
        except VectorsError:
            self.close()
            raise

    def near(self, library: str, vector: Vectors, limit: int) -> list[Near]:
        """Return the library's passages nearest to a unit vector, nearest first, ties by id, or soon raise."""
        with self.translated(), self._allowance.spending() as left_s:
            return within(left_s, lambda: super(ServedVectors, self).near(library, vector, limit))

    def written_at_once(self, dimension: int) -> int:
        """Return how many vectors fit into a request that every proxy lets through."""
        number = NUMBER_IN_BASE_64 if self._api.supports_base64_encoding() else NUMBER_IN_DIGITS
        return max(1, min(BATCH, MOST_SENT // (number * dimension + ID_WRITTEN)))

    def asked_at_once(self, dimension: int) -> int:
        """Return how many vectors that are asked for fit into such a request; they are always sent as digits."""
        return max(1, min(QUERIES, MOST_SENT // (NUMBER_IN_DIGITS * dimension)))

    def contents(self) -> str:
        """Return where they are."""
        return self._address.url

    def settle(self, mark: str) -> None:
        """Have the server take everything into its index now, note by which mark it was written, and drop the rest.

        By the mark is told whether the server was put back to what it was before.
        """
        super().settle(mark)
        with self.translated():
            for collection in self._collections.values():
                collection.modify(metadata={WRITTEN_BY: mark})
        self.drop_others()

    def inventory(self) -> str:
        """Return what is held, and the marks by which it was written last."""
        return " ".join([super().inventory(), *sorted(self.marks())])

    def marks(self) -> set[str]:
        """Return the marks by which the collections were written last; one that never was settled has none."""
        ours = (model for model in self._models() if self.library_of(model.name) is not None)
        return {str(mark) for model in ours if (mark := (model.metadata or {}).get(WRITTEN_BY))}

    def drop_others(self) -> None:
        """Have the server drop what it holds of other generations."""
        with self.translated():
            for model in self._models():
                if model.name.startswith(self._every) and self.library_of(model.name) is None:
                    self._api.delete_collection(model.name)

    def close(self) -> None:
        """Close the connections; what waits for an answer in another thread gets none."""
        with self.translated():
            self._api.close()

    def _made(self, name: str, hnsw: dict[str, Any]) -> Any:
        return self._collection(self._api.create_collection(name, configuration={"hnsw": hnsw}, get_or_create=True))

    def _collection(self, model: Any) -> Any:
        from chromadb.api.models.Collection import Collection

        return Collection(client=self._api, model=model, embedding_function=None)

    def _models(self) -> list[Any]:
        """Return what the server has noted of every collection, of others too."""
        models: list[Any] = []
        seen: set[str] = set()
        with self.translated():
            while len(models) < MOST_LISTED:
                page = self._api.list_collections(limit=PAGE, offset=len(models))
                models += page
                if len(page) < PAGE:
                    return models
                known = len(seen)
                seen.update(model.name for model in page)
                if len(seen) == known:  # one that others made meanwhile moves some to the next page, never all
                    break
        raise VectorsError(
            f"The Chroma server at {self._address.url} lists collections without end. Correct NEWSDESK_CHROMA__URL."
        )

    def _translation(self, error: BaseException) -> VectorsError:
        from index.vectors.wire import is_of_connection

        reason = clean_line(str(error))[:MOST_SHOWN] or type(error).__name__
        if is_of_connection(error):
            return away(self._address, reason)
        return VectorsError(f"The Chroma server at {self._address.url} failed: {reason}.")


def opened_within(
    seconds: float, address: ServerAddress, mark: str, generation: str, noted: str | None = None
) -> ServedVectors:
    """Return the collections on a server that answers in time; its inventory, if one is given, is what was noted.

    Raise Unreachable if it does not answer.
    """
    import index.vectors.wire  # noqa: F401 - a second that is not the server's

    def opened() -> ServedVectors:
        chroma = ServedVectors(address, mark, generation)
        try:
            if noted is not None:
                chroma.require(noted)
        except VectorsError:
            chroma.close()
            raise
        return chroma

    try:
        return within(seconds, opened, late=ServedVectors.close)
    except TimeoutError as error:
        raise away(address, str(error)) from error


def _checked(address: ServerAddress) -> tuple[str, ...]:
    try:
        return address.check()
    except VectorsError as error:
        raise VectorsError(f"NEWSDESK_CHROMA__URL cannot be used: {error}.") from error
