"""LlamaIndex's ingestion pipeline over Chroma, with a document store that knows what changed; all else as it comes."""

from pathlib import Path

import chromadb
from benchmarks.peers.contract import articles_of
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

REQUIREMENTS = (
    "llama-index-core",
    "llama-index-embeddings-huggingface",
    "llama-index-vector-stores-chroma",
)


class System:
    """A pipeline that upserts; the title is metadata, which LlamaIndex embeds with every chunk."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._folder, self._model = folder, model

    def load(self) -> None:
        """Load the model, open the collection, and read the document store."""
        embedding = HuggingFaceEmbedding(model_name=str(self._model))
        client = chromadb.PersistentClient(str(self._folder / "chroma"))
        store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("articles"))
        self._index = VectorStoreIndex.from_vector_store(store, embed_model=embedding)
        self._pipeline = IngestionPipeline(
            transformations=[SentenceSplitter(), embedding], vector_store=store, docstore=SimpleDocumentStore()
        )
        if self._kept.is_dir():
            self._pipeline.load(str(self._kept))

    def index(self, corpus: Path) -> None:
        """Run the pipeline over all documents, which skips the unchanged ones, and write what it keeps."""
        documents = [Document(text=one.text, id_=one.id, metadata={"title": one.title}) for one in articles_of(corpus)]
        self._pipeline.run(documents=documents)
        self._pipeline.persist(str(self._kept))

    def search(self, question: str, passages: int) -> list[str]:
        """Return the documents of the nearest nodes."""
        nodes = self._index.as_retriever(similarity_top_k=passages).retrieve(question)
        return list(dict.fromkeys(found.node.ref_doc_id for found in nodes))

    def close(self) -> None:
        """Nothing is to be given back."""

    @property
    def _kept(self) -> Path:
        return self._folder / "pipeline"
