"""Articles, and the parts of them that answers rest on.

Offsets are Unicode code points into `Article.text` as stored.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

Key = tuple[str, str]  # of an article or a passage: its library and its id, which is unique only there


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """Return the span so many code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a code point."""
        return self.start < other.end and other.start < self.end


UNNAMED = ("he", "she", "it", "they")  # speakers of whom an article says no more


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said, as one article reports it: who said what, and where it stands.

    `speaker` is the name alone ("Zhao Lijian"), `described` the whole phrase that names the speaker
    ("Foreign Ministry spokesman Zhao Lijian"). `sentences` are the spans of the statement, whole sentences. Whoever
    the article does not plainly tell is called as it calls them: "she".
    """

    speaker: str
    described: str
    cue: str
    kind: str  # "direct" or "indirect"
    sentences: tuple[Span, ...]

    @property
    def is_named(self) -> bool:
        """Say whether the article plainly tells who speaks."""
        return self.speaker not in UNNAMED

    @property
    def start(self) -> int:
        """Return where the first sentence begins."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Return where the last sentence ends."""
        return self.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `id` is unique within its library.

    `location` is what it is known by from run to run: the path of its file, or its canonical URL.
    """

    library: str
    id: str
    title: str
    text: str
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None  # ISO 8601
    published_from: str | None = None  # "markup", "feed", "front matter", "record" or "text"
    language: str | None = None
    location: str | None = None

    @property
    def key(self) -> Key:
        """Return what tells it from every other article of every library."""
        return (self.library, self.id)

    @property
    def digest(self) -> str:
        """Return a digest of everything a reader sees; it says "changed" and is never an identity."""
        dated = (self.published, self.published_from)
        seen = (self.title, self.text, self.url, self.source, self.author, *dated, self.language)
        return sha256("\x1f".join(part or "" for part in seen).encode()).hexdigest()

    @property
    def text_digest(self) -> str:
        """Return a digest of the words: articles that share it are copies of one text."""
        return text_digest(self.text)

    def named(self, article_id: str) -> "Article":
        """Return the same article under another id."""
        return replace(self, id=article_id)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences, small enough for the embedding model."""

    id: str
    article_id: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a passage: all passages of its article, in order, and who said what in it."""

    passages: tuple[Passage, ...]
    utterances: tuple[Utterance, ...]


def text_digest(text: str) -> str:
    """Return a digest of a text's words, whatever white space stands between them."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


def passage_id(article_id: str, text: str, occurrence: int) -> str:
    """Return an id that survives re-indexing as long as the passage's words stay the same.

    `occurrence` counts earlier passages of the article with the same text.
    """
    return sha256(f"{article_id}\x1f{occurrence}\x1f{text}".encode()).hexdigest()[:16]
