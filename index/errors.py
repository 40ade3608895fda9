"""Every error that `index` raises.

IndexingError
├── SourceError        a file, folder or line cannot be taken in
│   ├── FetchError     a page or feed cannot be had
│   ├── Gone           what a source names is no more: no such file, or its server says so (404, 410)
│   └── ParseError     a page, PDF, Word document or feed cannot be read
├── ModelError         the embedding model or the reranker is missing, altered or refused
├── LedgerError        the data directory or the ledger in it cannot be used
│   ├── LedgerRefused  its server lets nobody in as the settings have it: waiting does not help
│   ├── LedgerMissing  its server has the database, and no ledger in it yet
│   └── ModelMismatch  the ledger was made with another embedding model
└── VectorsError       Chroma is not to be had; callers fall back to the exact search
    └── Unreachable    a Chroma server does not answer, as long as a person or a question waits
        └── Refused    it answers, or what stands before it does, and does not take us: waiting does not help

Messages are for the person who ran the command and end with what to do next.
"""


class IndexingError(Exception):
    """Stand for anything that `index` could not do."""


class SourceError(IndexingError):
    """Say that a source cannot be taken in, and why."""


class ParseError(SourceError):
    """Say that a document of a complex form cannot be read, and why."""


class FetchError(SourceError):
    """Say that a page or feed cannot be had, without a word of what a server wrote."""


class Gone(SourceError):  # noqa: N818 - the name says what happened
    """Say that what a source names is no more: there is no such file, or its server says so (404, 410)."""


class ModelError(IndexingError):
    """Say that the embedding model or the reranker cannot be used."""


class LedgerError(IndexingError):
    """Say that the ledger cannot be opened, read or written."""


class LedgerRefused(LedgerError):  # noqa: N818 - the name says what happened
    """Say that the ledger's server lets nobody in as the settings have it: a user, password or database is wrong."""


class LedgerMissing(LedgerError):  # noqa: N818 - the name says what happened
    """Say that the database on the ledger's server is there, and no ledger in it yet."""


class ModelMismatch(LedgerError):  # noqa: N818 - the name says what happened
    """Say that the ledger holds vectors of another embedding model."""


class VectorsError(IndexingError):
    """Say that Chroma failed; the ledger still has every vector."""


class Unreachable(VectorsError):  # noqa: N818 - the name says what happened
    """Say that a Chroma server does not answer; what it holds is as it was."""


class Refused(Unreachable):
    """Say that a Chroma server, or what stands before it, does not take us; what it holds is as it was."""
