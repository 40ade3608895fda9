"""A question and a passage as the tokens that the reader reads together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Article, Passage, Span, sentences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_QUESTION, MOST_HEADING, MOST_PASSAGE = 96, 48, 300  # tokens
NO_SENTENCE = -1


@dataclass(frozen=True, slots=True)
class Read:
    """A passage to be read: what stands over it, its text, and its sentences in it."""

    heading: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Tokens of a question and a passage; for each, its kind (0 question, 1 passage), sentence and code points.

    Tokens of no sentence have NO_SENTENCE. What does not fit is cut off at the end of the passage.
    """

    ids: list[int]
    kinds: list[int]
    sentences: list[int]
    offsets: list[tuple[int, int]]


def heading_of(title: str, published: str | None, ordinal: int | None) -> str:
    """Return what the reader is told of a passage's place: title, day, and which part of its article it is."""
    day = (published or "")[:10]
    part = "" if ordinal is None else f"part {ordinal + 1}"
    return " | ".join(each for each in (title, day, part) if each)


def read_of(article: Article, passage: Passage) -> Read:
    """Return a passage with all its sentences."""
    spans = tuple(Span(one.start, one.end) for one in sentences(passage.text, article.language))
    return Read(heading_of(article.title, article.published, passage.ordinal), passage.text, spans)


def encoded(tokenizer: "Tokenizer", question: str, read: Read) -> Encoded:
    """Return the tokens of [CLS] question [SEP] heading [SEP] passage [SEP]."""
    first, between = tokenizer.token_to_id("[CLS]") or 0, tokenizer.token_to_id("[SEP]") or 0
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:MOST_QUESTION]
    heading = tokenizer.encode(read.heading, add_special_tokens=False).ids[:MOST_HEADING]
    text = tokenizer.encode(read.text, add_special_tokens=False)
    ids, offsets = text.ids[:MOST_PASSAGE], text.offsets[:MOST_PASSAGE]
    front = [first, *asked, between, *heading, between]
    kinds = [0] * (len(asked) + 2) + [1] * (len(heading) + 1 + len(ids) + 1)
    places = [NO_SENTENCE] * len(front) + sentence_places(offsets, read.sentences) + [NO_SENTENCE]
    return Encoded([*front, *ids, between], kinds, places, [(0, 0)] * len(front) + list(offsets) + [(0, 0)])


def sentence_places(offsets: Sequence[tuple[int, int]], sentences: Sequence[Span]) -> list[int]:
    """Return for each token the sentence that it begins in."""
    places, at = [], 0
    for start, _ in offsets:
        while at < len(sentences) and sentences[at].end <= start:
            at += 1
        inside = at < len(sentences) and sentences[at].start <= start
        places.append(at if inside else NO_SENTENCE)
    return places
