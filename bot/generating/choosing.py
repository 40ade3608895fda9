"""Choosing: the passages that a language model is given."""

from collections.abc import Iterator, Sequence

from bot.extraction.extracts import Evidence, Extract
from bot.generating.sources import Source
from index import Article, Key, Passage, Utterance

MOST_CHARACTERS = 24_000  # of all passages, about 6,000 tokens


def sources_for(found: Evidence, extract: Extract, most: int) -> tuple[Source, ...]:
    """Return at most so many passages, numbered: those that the extractive answer rests on, then the nearest."""
    said = {hit.article.key: hit.context.utterances for hit in found.hits}
    said |= {each.article.key: each.utterances for each in found.reported}
    chosen: dict[Key, Source] = {}
    characters = 0
    for article, passage in _candidates(found, extract):
        key = (article.library, passage.id)
        if key in chosen:
            continue
        characters += len(passage.text)
        if len(chosen) >= most or (chosen and characters > MOST_CHARACTERS):
            break
        chosen[key] = _source(len(chosen) + 1, article, passage, said.get(article.key, ()))
    return tuple(chosen.values())


def _candidates(found: Evidence, extract: Extract) -> Iterator[tuple[Article, Passage]]:
    for citation in extract.citations:
        yield citation.article, citation.passage
    for hit in found.hits:
        yield hit.article, hit.passage


def _source(number: int, article: Article, passage: Passage, utterances: Sequence[Utterance]) -> Source:
    near = tuple(said for said in utterances if said.start < passage.end and passage.start < said.end)
    return Source(number, article, passage, near)
