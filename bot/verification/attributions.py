"""Attributions: a quote in quotation marks with its speaker and day outside, checked against who said what."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.speaking.speakers import is_by
from bot.verification.differences import Difference
from bot.verification.wording import Word, words
from index import Article, Snapshot, Span, Utterance

LEAST_QUOTED = 4  # words
_QUOTED = re.compile(r"(?:[“\"«„]|'')([^“”\"«»„]+?)(?:[”\"»“]|''|$)")
_NEUTRAL = frozenset(
    """
    said says saying told tells added adds stated states according explained explains noted notes remarked commented
    replied responded reporters quoted
    """.split()
)
_LINKS = frozenset("on in at a an the that to as by also and for of".split())
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today january february march april may june july
    august september october november december
    """.split()
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quote, and the words outside its quotation marks that say whose it is; spans in the text that was asked."""

    text: str
    quoted: Span
    frame: tuple[Span, ...]

    @property
    def is_weighty(self) -> bool:
        """Say whether it is the quotation marks that hold what was said, not a word or two of it."""
        quoted = len(words(self.quoted.of(self.text)))
        return quoted >= LEAST_QUOTED or 2 * quoted >= len(words(self.text))


def attributed(asked: str) -> Attributed | None:
    """Return a quote apart from what frames it, None if all or nothing of it stands in quotation marks."""
    found = list(_QUOTED.finditer(asked))
    if len(found) != 1:
        return None
    (match,) = found
    outside = (Span(0, match.start()), Span(match.end(), len(asked)))
    frame = tuple(span for span in outside if words(span.of(asked)))
    quoted = Span(*match.span(1))
    return Attributed(asked, quoted, frame) if frame and words(quoted.of(asked)) else None


def attribution(snapshot: Snapshot, article: Article, place: Span, quote: Attributed) -> Difference:
    """Return how the frame departs from the article, which may well word it otherwise: harmless if it bears it out."""
    told = [made for made in snapshot.utterances(article.library, article.id) if _holds(made, place)]
    fair = [made for made in told if _bears_out(article, made, quote)]
    theirs = (fair or told)[0].described if told else ""
    frame = max(quote.frame, key=lambda span: (span.end - span.start, span.start))
    at = Span(place.start, place.start)
    ours = " … ".join(span.of(quote.text).strip(" ,.:;") for span in quote.frame)
    return Difference("replace" if theirs else "insert", theirs, ours, bool(fair), at, frame)


def _holds(utterance: Utterance, place: Span) -> bool:
    return utterance.start <= place.start and place.end <= utterance.end


def _bears_out(article: Article, utterance: Utterance, quote: Attributed) -> bool:
    """Say whether the frame names the speaker and reports neutrally, with days and numbers that stand there too."""
    frame = [word for span in quote.frame for word in words(span.of(quote.text))]
    beside = {word.key for span in utterance.sentences for word in words(span.of(article.text))}
    described = {word.key for word in words(utterance.described)}
    dated = {word.key for word in frame if word.numeric or word.key in _DAYS}
    claimed = {word.key for word in frame} - dated - _NEUTRAL - _LINKS
    reported = any(word.key in _NEUTRAL for word in frame)
    return reported and dated <= beside and claimed <= described and _names(utterance, frame, claimed)


def _names(utterance: Utterance, frame: Sequence[Word], claimed: AbstractSet[str]) -> bool:
    """Say whether the phrase, or the name in it, means the speaker: "spokesman Zhao Lijian", "Zhao Lijian"."""
    phrase = [word.text for word in frame if word.key in claimed]
    name = [word for word in phrase if word[0].isupper()]
    return is_by(utterance, " ".join(phrase)) or is_by(utterance, " ".join(name))
