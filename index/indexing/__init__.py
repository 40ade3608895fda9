"""Keep a ledger current with its sources."""

from index.indexing.alone import LOCK_NAME, unless_busy
from index.indexing.indexer import Indexer
from index.indexing.report import Copied, IndexReport

__all__ = ["LOCK_NAME", "Copied", "IndexReport", "Indexer", "unless_busy"]
