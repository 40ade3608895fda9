"""Haystack's hybrid retrieval: BM25 and embeddings of its in-memory store, joined by reciprocal rank."""

from pathlib import Path

from benchmarks.peers.contract import articles_of
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

REQUIREMENTS = ("haystack-ai", "sentence-transformers-haystack")


class System:
    """A store that is saved as a file. Haystack does not look what it holds already: that is done here, by ids."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._file = folder / "store.json"
        self._splitter = DocumentSplitter()
        self._embedder = SentenceTransformersDocumentEmbedder(model=str(model), progress_bar=False)
        self._asked = SentenceTransformersTextEmbedder(model=str(model), progress_bar=False)

    def load(self) -> None:
        """Load the model, read the store, and join the retrievers."""
        self._store = (
            InMemoryDocumentStore.load_from_disk(str(self._file)) if self._file.exists() else InMemoryDocumentStore()
        )
        self._retrieval = Pipeline()
        self._retrieval.add_component("embedder", self._asked)
        self._retrieval.add_component("near", InMemoryEmbeddingRetriever(self._store))
        self._retrieval.add_component("words", InMemoryBM25Retriever(self._store))
        self._retrieval.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._retrieval.connect("embedder.embedding", "near.query_embedding")
        self._retrieval.connect("near", "joiner")
        self._retrieval.connect("words", "joiner")
        self._embedder.warm_up()
        self._asked.warm_up()

    def index(self, corpus: Path) -> None:
        """Embed and write the splits whose ids are not held, delete those no article has, and save the store."""
        documents = [Document(id=one.id, content=one.titled) for one in articles_of(corpus)]
        splits = self._splitter.run(documents)["documents"]
        held, wanted = {one.id for one in self._store.filter_documents()}, {one.id for one in splits}
        if held == wanted:
            return
        self._store.delete_documents(sorted(held - wanted))
        self._store.write_documents(self._embedder.run([one for one in splits if one.id not in held])["documents"])
        self._store.save_to_disk(str(self._file))

    def search(self, question: str, passages: int) -> list[str]:
        """Return the articles of the best splits."""
        most = {"top_k": passages}
        asked = {"embedder": {"text": question}, "words": {"query": question} | most, "near": most, "joiner": most}
        found = self._retrieval.run(asked)["joiner"]["documents"]
        return list(dict.fromkeys(one.meta["source_id"] for one in found))

    def close(self) -> None:
        """Nothing is to be given back."""
