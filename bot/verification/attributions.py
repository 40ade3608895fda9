"""Attributions: a quote in quotation marks with its speaker and day outside, checked against who said what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.speaking.speakers import is_by
from bot.verification.days import days_beside, is_dated, is_then
from bot.verification.differences import Difference
from bot.verification.others_words import is_anothers
from bot.verification.wording import Word, words
from index import Article, Snapshot, Span, Utterance, is_office, is_title

LEAST_QUOTED, LEAST_IN_FRAME = 4, 2  # words: in any text, and where the rest does nothing but attribute them
_QUOTED = re.compile(r"(?:[“\"«„]|'')([^“”\"«»„]+?)(?:[”\"»“]|''|$)")
_SIGNING = re.compile(r"(?:(?<=\s)-{1,2}|[–—])(?=\s*[^\W\d])")  # the dash before a name
_NEUTRAL = frozenset(
    """
    said says saying told tells added adds stated states according explained explains noted notes remarked commented
    replied responded announced declared reporters journalists quoted
    """.split()
)
_LINKS = frozenset("on in at a an the that to as by also and for of".split())


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
        if quoted >= LEAST_QUOTED or 2 * quoted >= len(words(self.text)):
            return True
        return quoted >= LEAST_IN_FRAME and all(_attributes(word) for word in self.words)

    @property
    def words(self) -> list[Word]:
        """Return the words outside the quotation marks."""
        return [word for span in self.frame for word in words(span.of(self.text))]


def attributed(asked: str) -> Attributed | None:
    """Return a quote apart from what frames it, None if all or nothing of it stands in quotation marks.

    What has no such marks is framed by the name that it is signed with, if nothing else is behind its last dash.
    """
    found = list(_QUOTED.finditer(asked))
    if not found:
        return _signed(asked)
    if len(found) != 1:
        return None
    (match,) = found
    outside = (Span(0, match.start()), Span(match.end(), len(asked)))
    frame = tuple(span for span in outside if words(span.of(asked)))
    quoted = Span(*match.span(1))
    return Attributed(asked, quoted, frame) if frame and words(quoted.of(asked)) else None


def attribution(snapshot: Snapshot, article: Article, place: Span, quote: Attributed) -> Difference:
    """Return how the frame departs from the article, which may well word it otherwise: harmless if it bears it out.

    Where only the day is not borne out, that is the difference.
    """
    told = [made for made in snapshot.utterances(article.library, article.id) if _holds(made, place)]
    told = [made for made in told if not is_anothers(article.text, place, made)]
    by = [made for made in told if _is_by(made, quote)]
    fair = [made for made in by if is_then(article, made, quote.words)]
    theirs = (fair or told)[0].described if told else ""
    frame = max(quote.frame, key=lambda span: (span.end - span.start, span.start))
    at = Span(place.start, place.start)
    ours = " … ".join(span.of(quote.text).strip(" ,.:;") for span in quote.frame)
    if by and not fair:
        theirs = " ".join(days_beside(article, by[0]))
        ours = " ".join(word.text for word in quote.words if is_dated(word))
    return Difference("replace" if theirs else "insert", theirs, ours, bool(fair), at, frame)


def _signed(asked: str) -> Attributed | None:
    dashes = [match.start() for match in _SIGNING.finditer(asked)]
    if not dashes:
        return None
    quoted, name = Span(0, len(asked[: dashes[-1]].rstrip())), Span(dashes[-1], len(asked))
    made = Attributed(asked, quoted, (name,))
    return made if words(quoted.of(asked)) and all(_attributes(word) for word in made.words) else None


def _holds(utterance: Utterance, place: Span) -> bool:
    return utterance.start <= place.start and place.end <= utterance.end


def _is_by(utterance: Utterance, quote: Attributed) -> bool:
    """Say whether the frame names the speaker as the article does, and reports neutrally."""
    claimed = [word for word in quote.words if not (is_dated(word) or word.key in _NEUTRAL | _LINKS)]
    described = {word.key for word in words(utterance.described)}
    if not claimed or not described.issuperset(word.key for word in claimed):
        return False
    named = [" ".join(word.text for word in claimed if word.text[0].isupper())]
    named += [part.strip(" .:;–—-") for span in quote.frame for part in span.of(quote.text).split(",")]
    return any(is_by(utterance, name) for name in (" ".join(word.text for word in claimed), *named) if words(name))


def _attributes(word: Word) -> bool:
    known = word.key in _NEUTRAL | _LINKS or is_dated(word) or is_office(word.key) or is_title(word.key)
    return known or word.text[0].isupper()


def is_attributing(said: Sequence[Word], utterance: Utterance) -> bool:
    """Say whether words tell who made a statement, and at most on what day, and nothing else."""
    own = {word.key for word in words(f"{utterance.described} {utterance.speaker} {utterance.cue}")}
    return all(word.key in own | _NEUTRAL | _LINKS | {"he", "she", "they"} or is_dated(word) for word in said)
