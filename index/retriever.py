"""The hybrid search as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.retrieval import Hit, HybridSearch
from index.scope import EVERYTHING


class PassageDocument(Document):
    """A passage as LangChain knows it; `hit` is the passage as newsdesk knows it and is not serialised."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    hit: Hit = Field(exclude=True, repr=False)


class PassageRetriever(BaseRetriever):
    """Retrieve passages of libraries by dense and BM25 rank, fused."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    search: HybridSearch
    libraries: tuple[str, ...]
    k: int = 20

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        found = self.search.find(self.libraries, query, self.k, kwargs.get("scope", EVERYTHING))
        if report := kwargs.get("report"):  # a caller that wants the timings passes a callable
            report(found)
        return [_document(hit) for hit in found.hits]


def _document(hit: Hit) -> PassageDocument:
    article = hit.article
    metadata = {
        "library": article.library,
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": article.published,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
    }
    return PassageDocument(id=hit.passage.id, page_content=hit.passage.text, metadata=metadata, hit=hit)
