"""Equipment: the models, the fetcher and the Chroma server that the settings name."""

from importlib import import_module

from bot.collecting import collector_resting
from bot.errors import SettingsProblem
from bot.reader import CosineReader, CrossEncoderReader, Likeness, Reader, TrainedReader
from bot.settings import Settings
from index import (
    CrossEncoderReranker,
    Embeddings,
    Fetcher,
    LedgerAddress,
    LedgerError,
    ModelError,
    SentenceTransformerEmbeddings,
    ServerAddress,
    SourceError,
    VectorsError,
    embeddings_at,
)


def embeddings_of(settings: Settings) -> Embeddings:
    """Return the embedding model that the settings name; it is loaded, or its endpoint spoken to, at its first use.

    Raise SettingsProblem if the endpoint is public and without https.
    """
    chosen = settings.embedding
    if chosen.endpoint is None:
        return SentenceTransformerEmbeddings(chosen.model, chosen.precision)
    try:
        chosen.endpoint.refuse_public()
    except ModelError as error:
        raise SettingsProblem(f"NEWSDESK_EMBEDDING__URL cannot be used: {error}.") from error
    return embeddings_at(chosen.endpoint, chosen.model)


def reranker_of(settings: Settings) -> CrossEncoderReranker | None:
    """Return the reranker that the settings name, if they do; it is loaded at its first use."""
    return (
        CrossEncoderReranker(settings.reranker.model, settings.reranker.passages) if settings.reranker.model else None
    )


TRAINED, OFF = "trained", "off"  # values of NEWSDESK_READER; any other names a cross-encoder


def reader_of(settings: Settings, likeness: Likeness) -> Reader:
    """Return the reader that the settings name; it is loaded at its first use."""
    if settings.reader == TRAINED:
        return TrainedReader()
    if settings.reader == OFF:
        return CosineReader(likeness)
    return CrossEncoderReader(CrossEncoderReranker(settings.reader, setting="NEWSDESK_READER"))


def load(embeddings: Embeddings, reranker: CrossEncoderReranker | None, reader: Reader) -> None:
    """Load the models, and what the first question needs beside them. Raise ModelError if one is not to be had."""
    with collector_resting():
        if reranker:
            reranker.fetch()  # first of all: once a model is loaded, this process stays offline
        reader.fetch()
        embeddings.load()
        reader.load()
        if reranker:
            reranker.load()
        import_module("langchain_core.retrievers")  # or the first question would wait for it


def fetcher_of(settings: Settings) -> Fetcher:
    """Return what fetches pages, from the private hosts of the settings too. Raise SettingsProblem if one is none."""
    try:
        return Fetcher(settings.fetch.private_hosts)
    except SourceError as error:
        raise SettingsProblem(f"NEWSDESK_FETCH__PRIVATE_HOSTS cannot be used: {error}") from error


def ledger_of(settings: Settings) -> LedgerAddress | None:
    """Return where the ledger of the settings is, if on a server. Raise SettingsProblem if it may not be there."""
    address = settings.ledger.address
    if address and not settings.chroma.url:
        raise SettingsProblem(
            "A ledger in PostgreSQL is for several machines, which share no folder of vectors: "
            "set NEWSDESK_CHROMA__URL too."
        )
    try:
        if address:
            address.refuse_public()
    except LedgerError as error:
        raise SettingsProblem(f"NEWSDESK_LEDGER__URL cannot be used: {error}.") from error
    return address


def server_of(settings: Settings) -> ServerAddress | None:
    """Return where the Chroma server of the settings is. Raise SettingsProblem if it is public and without https."""
    server = settings.chroma.address
    try:
        if server:
            server.refuse_public()
    except VectorsError as error:
        raise SettingsProblem(f"NEWSDESK_CHROMA__URL cannot be used: {error}.") from error
    return server
