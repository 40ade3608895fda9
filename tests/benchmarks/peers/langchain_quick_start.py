"""LangChain's quick start: chunks of 1,000 characters in its Chroma, kept current by `index()` and a record manager."""

from pathlib import Path

from benchmarks.peers.contract import articles_of
from langchain_chroma import Chroma
from langchain_classic.indexes import SQLRecordManager
from langchain_core.documents import Document
from langchain_core.indexing import index
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

REQUIREMENTS = ("langchain-chroma", "langchain-classic", "langchain-huggingface", "sentence-transformers")


class System:
    """A collection and the records of what went into it. Metadata is not embedded: the title stands above the text."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._folder, self._model = folder, model
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)

    def load(self) -> None:
        """Load the model and open the collection and the records."""
        embeddings = HuggingFaceEmbeddings(model_name=str(self._model))
        self._store = Chroma("articles", embeddings, persist_directory=str(self._folder / "chroma"))
        self._records = SQLRecordManager("chroma/articles", db_url=f"sqlite:///{self._folder / 'records.sqlite'}")
        self._records.create_schema()

    def index(self, corpus: Path) -> None:
        """Hand all chunks to `index()`, which skips those it has a record of."""
        documents = [Document(one.titled, metadata={"source": one.id}) for one in articles_of(corpus)]
        chunks = self._splitter.split_documents(documents)
        index(chunks, self._records, self._store, cleanup="incremental", source_id_key="source", key_encoder="blake2b")

    def search(self, question: str, passages: int) -> list[str]:
        """Return the articles of the nearest chunks."""
        found = self._store.similarity_search(question, k=passages)
        return list(dict.fromkeys(document.metadata["source"] for document in found))

    def close(self) -> None:
        """Nothing is to be given back."""
