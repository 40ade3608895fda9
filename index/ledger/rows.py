"""Turn rows of the ledger into articles, passages and utterances, and back."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from index.article import Article, Passage, Span, Utterance
from index.database.statements import Row
from index.embeddings import Vectors
from index.errors import LedgerError

ARTICLE_COLUMNS = "key, library, id, title, text, url, source, author, published, published_from, language, location"
THESE = "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"  # keys, as JSON
COPY_COLUMNS = "library, id, title, url, source, author, published, published_from, language, location"
_DAMAGED = (
    "The ledger is damaged: it does not say where in an article somebody speaks. "
    "Bring back a backup (newsdesk restore FILE), or move the ledger away and index again."
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its vector and the digest of the string that the vector stands for."""

    passage: Passage
    embedded: str
    vector: Vectors


class Issue(NamedTuple):
    """Who published an article, and when."""

    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger holds of an article, without its text. A copy names the article whose text it shares."""

    id: str
    location: str | None
    digest: str
    text_digest: str
    original: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What a file or page held when it was last taken in; `etag` and `last_modified` are its server's words."""

    location: str
    source: str
    article_id: str
    digest: str
    etag: str | None = None
    last_modified: str | None = None
    announced: str | None = None


def article_of(row: Row) -> Article:
    """Return the article in a row of ARTICLE_COLUMNS."""
    return Article(**{name: row[name] for name in row.keys() if name != "key"})  # noqa: SIM118 - a Row is no dict


def copy_of(row: Row, original: Article) -> Article:
    """Return the article in a row of COPY_COLUMNS, with the text of the stored one."""
    return Article(**{name: row[name] for name in row.keys()}, text=original.text)  # noqa: SIM118 - a Row is no dict


def passage_of(row: Row, article: Article) -> Passage:
    """Return the passage in a row of `passages`; its words are a slice of the article."""
    text = article.text[row["start"] : row["end"]]
    return Passage(row["id"], article.id, row["ordinal"], row["start"], row["end"], text)


def vector_of(blob: bytes) -> Vectors:
    """Return the vector in a blob, or several stacked ones as one flat array; not copied."""
    return np.frombuffer(blob, dtype="<f4")


def blob_of(vector: Vectors) -> bytes:
    """Return a vector as it is stored."""
    return vector.astype("<f4").tobytes()


def utterance_of(row: Row) -> Utterance:
    """Return the utterance in a row of `utterances`. Raise LedgerError if its spans are none."""
    return Utterance(row["speaker"], row["described"], row["cue"], row["kind"], spans_of(row["spans"]))


@lru_cache(maxsize=8_192)  # those of articles that are found for one question after the other, some 270 for each
def spans_of(noted: str) -> tuple[Span, ...]:
    """Return spans from how they are stored. Raise LedgerError if they cannot be."""
    try:
        spans = tuple([Span(start, end) for start, end in json.loads(noted)])
    except (ValueError, TypeError, RecursionError) as error:
        raise LedgerError(_DAMAGED) from error
    if not spans or not all(type(span.start) is type(span.end) is int for span in spans):
        raise LedgerError(_DAMAGED)
    return spans


def spans_json(utterance: Utterance) -> str:
    """Return an utterance's spans as they are stored."""
    return json.dumps([[span.start, span.end] for span in utterance.sentences])
