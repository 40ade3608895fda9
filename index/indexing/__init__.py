"""Keep a ledger current with its sources."""

from index.indexing.indexer import LOCK_NAME, Indexer
from index.indexing.report import Copied, IndexReport

__all__ = ["LOCK_NAME", "Copied", "IndexReport", "Indexer"]
