"""Cut an article into passages: runs of whole sentences that fit the embedding model.

Where a cut falls depends on the words around it and on nothing earlier in the article (content-defined
chunking, Muthitacharoen et al. 2001), so an edit moves the borders next to it and leaves the others alone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

from index.article import Article, Passage, Span, passage_id
from index.segmentation import Sentence, sentences

SPLITTER = "sentences-2"  # part of the ledger's fingerprint: change it when the same text would be cut otherwise
LEAST_TOKENS = 120
MOST_CHARACTERS = 2_000  # a "word" of any length can be a single token


def split(article: Article, token_starts: Sequence[int], most_tokens: int) -> list[Passage]:
    """Return the article's passages, in order; every sentence lies in one passage unless it is too long for any.

    `token_starts` are the offsets at which the model's tokens begin in `article.text`.
    """
    found = sentences(article.text, article.language)
    pieces = [piece for sentence in found for piece in _fitting(article.text, sentence, token_starts, most_tokens)]
    seen: dict[str, int] = {}
    passages = []
    for ordinal, span in enumerate(_runs(article.text, pieces, token_starts, most_tokens)):
        text = span.of(article.text)
        occurrence = seen[text] = seen.get(text, -1) + 1
        made = passage_id(article.id, text, occurrence)
        passages.append(Passage(made, article.id, ordinal, span.start, span.end, text))
    return passages


def _runs(text: str, pieces: list[Sentence], starts: Sequence[int], most: int) -> Iterator[Span]:
    first = 0
    while first < len(pieces):
        fitting = first + 1
        while fitting < len(pieces) and _fits(pieces[first].start, pieces[fitting].end, starts, most):
            fitting += 1
        after = fitting if fitting == len(pieces) else _cut(text, pieces, first, fitting, starts)
        yield Span(pieces[first].start, pieces[after - 1].end)
        first = after


def _cut(text: str, pieces: list[Sentence], first: int, fitting: int, starts: Sequence[int]) -> int:
    """Choose where the next passage begins: a paragraph border if one is far enough in, else a sentence border.

    Of equally good borders, the one whose next sentence has the smallest digest: an edit elsewhere does not
    change that choice.
    """
    enough = [
        after
        for after in range(first + 1, fitting + 1)
        if _tokens(pieces[first].start, pieces[after - 1].end, starts) >= LEAST_TOKENS
    ] or [fitting]
    borders = [after for after in enough if pieces[after].paragraph != pieces[after - 1].paragraph]
    return min(borders or enough, key=lambda after: _digest(pieces[after].of(text)))


def _fitting(text: str, sentence: Sentence, starts: Sequence[int], most: int) -> Iterator[Sentence]:
    """Yield the sentence, or where it is too long for any passage, pieces of it cut between words."""
    if _fits(sentence.start, sentence.end, starts, most):
        yield sentence
        return
    start = last = sentence.start
    for border in [*_borders(text, sentence, starts, most), sentence.end]:
        if last > start and not _fits(start, border, starts, most):
            yield Sentence(start, _without_space(text, start, last), sentence.paragraph)
            start = last
        last = border
    yield Sentence(start, sentence.end, sentence.paragraph)


def _borders(text: str, sentence: Sentence, starts: Sequence[int], most: int) -> Iterator[int]:
    """Yield where the sentence may be cut: before its words, and inside a word only where that is too long itself."""
    tokens = starts[bisect_left(starts, sentence.start + 1) : bisect_left(starts, sentence.end)]
    words = [at for at in tokens if text[at - 1].isspace()]
    for here, following in pairwise([sentence.start, *words, sentence.end]):
        if not _fits(here, following, starts, most):
            inside = tokens[bisect_left(tokens, here + 1) : bisect_left(tokens, following)]
            yield from sorted({*inside, *range(here + MOST_CHARACTERS, following, MOST_CHARACTERS)})
        if following < sentence.end:
            yield following


def _without_space(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _fits(start: int, end: int, starts: Sequence[int], most: int) -> bool:
    return end - start <= MOST_CHARACTERS and _tokens(start, end, starts) <= most


def _tokens(start: int, end: int, starts: Sequence[int]) -> int:
    return bisect_left(starts, end) - bisect_left(starts, start)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
