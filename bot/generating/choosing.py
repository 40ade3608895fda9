"""Choosing: the passages that a language model is given."""

from collections.abc import Iterator, Sequence

from bot.extraction.extracts import Evidence, Extract
from bot.generating.sources import Source
from index import Article, Key, Passage, Utterance

MOST_CHARACTERS = 24_000  # of all passages, about 6,000 tokens


def sources_for(found: Evidence, extract: Extract, most: int) -> tuple[Source, ...]:
    """Return at most so many passages, numbered: those that the extractive answer rests on, then the nearest.

    Those of one article stand together in its order; the articles stand as they were found.
    """
    said = {hit.article.key: hit.context.utterances for hit in found.hits}
    said |= {each.article.key: each.utterances for each in found.reported}
    chosen: dict[Key, tuple[Article, Passage]] = {}
    characters = 0
    for article, passage in _candidates(found, extract):
        key = (article.library, passage.id)
        if key in chosen:
            continue
        characters += len(passage.text)
        if len(chosen) >= most or (chosen and characters > MOST_CHARACTERS):
            break
        chosen[key] = (article, passage)
    found_at = {article.key: at for at, (article, _) in reversed([*enumerate(chosen.values())])}
    ordered = sorted(chosen.values(), key=lambda each: (found_at[each[0].key], each[1].start))
    return tuple(_source(number, *each, said.get(each[0].key, ())) for number, each in enumerate(ordered, 1))


def _candidates(found: Evidence, extract: Extract) -> Iterator[tuple[Article, Passage]]:
    for citation in extract.citations:
        yield citation.article, citation.passage
    for hit in found.hits:
        yield hit.article, hit.passage


def _source(number: int, article: Article, passage: Passage, utterances: Sequence[Utterance]) -> Source:
    near = tuple(said for said in utterances if said.start < passage.end and passage.start < said.end)
    return Source(number, article, passage, near)
