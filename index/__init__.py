"""Articles: read, cut, embedded, kept, and found again. What other packages may use is named here.

`PassageRetriever` brings LangChain along, `quantise` torch: both are imported when they are asked for.
"""

from typing import TYPE_CHECKING, Any

from index.article import Article, Context, Key, Passage, Span, Utterance
from index.cleaning import clean, clean_line
from index.database import Cause, Connections, Schema, address_to_read, cause_of, format_of
from index.diversity import diverse
from index.embedding_endpoint import Endpoint, embeddings_at
from index.embeddings import Embeddings, SentenceTransformerEmbeddings, packaged_model, tokenizer_in
from index.errors import (
    FetchError,
    IndexingError,
    LedgerError,
    LedgerMissing,
    LedgerRefused,
    ModelError,
    ModelMismatch,
    SourceError,
    Unreachable,
    VectorsError,
)
from index.fetching import Fetcher
from index.first_names import Gender, gender_of_first_name, is_first_name
from index.following import Follower
from index.indexing import Indexer, unless_busy
from index.indexing.owing import Owed
from index.indexing.report import IndexReport
from index.indexing.watching import due
from index.keeping.backups import Backup, backup
from index.keeping.doctor import Check, doctor
from index.keeping.erased import erased_at
from index.keeping.erasure import Erased, drop_sources, erase
from index.keeping.migrating import Migrated, migrate
from index.keeping.rehearsing import LedgerCopy, rehearsing
from index.keeping.restoring import Restored, restore
from index.ledger import Freshness, Ledger, LedgerAddress, Snapshot, SourceState
from index.left_servers import abandon
from index.lexicon import is_english
from index.loading.documents import Unread
from index.loading.handed import HandedFile, shown_name
from index.loading.naming import article_named
from index.loading.sources import STANDARD_INPUT, Sources, remembered
from index.loading.urls import canonical, is_url
from index.model_files import DEFAULT_MODEL
from index.naming_sources import is_called, names_source, short_names, source_named
from index.parsing import Parser
from index.probe import sound
from index.progress import Progress, Tell, no_progress, silent
from index.quotation_marks import phrases_held, quoted_phrases, stands_in
from index.reranking import FIRST_PASSAGES, CrossEncoderReranker
from index.retrieval import Found, Hit, HybridSearch, Why
from index.scope import EVERYTHING, DayRange, Scope
from index.segmentation import Sentence, sentences
from index.utterances import (
    SPEAKERS_FOR,
    folded_words,
    head_of,
    holds_office,
    is_of_a_body,
    is_office,
    is_title,
    silences,
    without_articles,
    words_of,
)
from index.utterances import utterances as utterances_in
from index.vectors import SHARED, ServerAddress, knock
from index.vocabulary import Term, content_terms, content_words_in, is_function_word, stem, stems_in, terms, words_in

if TYPE_CHECKING:
    from index.linear_layers import quantise
    from index.retriever import PassageDocument, PassageRetriever

__all__ = [
    "DEFAULT_MODEL",
    "EVERYTHING",
    "FIRST_PASSAGES",
    "SHARED",
    "SPEAKERS_FOR",
    "STANDARD_INPUT",
    "Article",
    "Backup",
    "Cause",
    "Check",
    "Connections",
    "Context",
    "CrossEncoderReranker",
    "DayRange",
    "Embeddings",
    "Endpoint",
    "Erased",
    "FetchError",
    "Fetcher",
    "Follower",
    "Found",
    "Freshness",
    "Gender",
    "HandedFile",
    "Hit",
    "HybridSearch",
    "IndexReport",
    "Indexer",
    "IndexingError",
    "Key",
    "Ledger",
    "LedgerAddress",
    "LedgerCopy",
    "LedgerError",
    "LedgerMissing",
    "LedgerRefused",
    "Migrated",
    "ModelError",
    "ModelMismatch",
    "Owed",
    "Parser",
    "Passage",
    "PassageDocument",
    "PassageRetriever",
    "Progress",
    "Restored",
    "Schema",
    "Scope",
    "Sentence",
    "SentenceTransformerEmbeddings",
    "ServerAddress",
    "Snapshot",
    "SourceError",
    "SourceState",
    "Sources",
    "Span",
    "Tell",
    "Term",
    "Unreachable",
    "Unread",
    "Utterance",
    "VectorsError",
    "Why",
    "abandon",
    "address_to_read",
    "article_named",
    "backup",
    "canonical",
    "cause_of",
    "clean",
    "clean_line",
    "content_terms",
    "content_words_in",
    "diverse",
    "doctor",
    "drop_sources",
    "due",
    "embeddings_at",
    "erase",
    "erased_at",
    "folded_words",
    "format_of",
    "gender_of_first_name",
    "head_of",
    "holds_office",
    "is_called",
    "is_english",
    "is_first_name",
    "is_function_word",
    "is_of_a_body",
    "is_office",
    "is_title",
    "is_url",
    "knock",
    "migrate",
    "names_source",
    "no_progress",
    "packaged_model",
    "phrases_held",
    "quantise",
    "quoted_phrases",
    "rehearsing",
    "remembered",
    "restore",
    "sentences",
    "short_names",
    "shown_name",
    "silences",
    "silent",
    "sound",
    "source_named",
    "stands_in",
    "stem",
    "stems_in",
    "terms",
    "tokenizer_in",
    "unless_busy",
    "utterances_in",
    "without_articles",
    "words_in",
    "words_of",
]


def __getattr__(name: str) -> Any:
    if name in ("PassageDocument", "PassageRetriever"):
        from index import retriever

        return getattr(retriever, name)
    if name == "quantise":
        from index import linear_layers

        return linear_layers.quantise
    raise AttributeError(f"module 'index' has no attribute {name!r}")
