"""The vector index: Chroma, which holds ids and vectors and no text, in a folder of ours or on a server.

It can always be thrown away and made anew from the ledger; errors of any kind become VectorsError.
"""

from index.vectors.address import ServerAddress
from index.vectors.collections import HNSW, SHARED, Collections, Near
from index.vectors.folder import DATABASE, ChromaVectors, contents_of
from index.vectors.knocking import knock
from index.vectors.patience import within
from index.vectors.server import ServedVectors, opened_within

__all__ = [
    "DATABASE",
    "HNSW",
    "SHARED",
    "ChromaVectors",
    "Collections",
    "Near",
    "ServedVectors",
    "ServerAddress",
    "contents_of",
    "knock",
    "opened_within",
    "within",
]
