"""Look up in whole libraries what a speaker is reported to have said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.errors import UsageProblem
from bot.speaking.speakers import asked_for, is_by
from index import (
    EVERYTHING,
    Article,
    Key,
    Passage,
    Scope,
    Snapshot,
    Utterance,
    clean_line,
    folded_words,
    terms,
)

MOST_ARTICLES = 40  # looked at for an answer, those first that tell most of the topic
MOST_NEWEST = 10  # looked at beside these
MOST_LISTED = 1_000  # articles of which all utterances are listed
MOST_OF_SPEAKER, MOST_OF_TOPIC = 300, 6_000  # characters
LONG_SPEAKER = "The speaker has {:,} characters, at most {:,} are taken; shorten it."
LONG_TOPIC = "The topic has {:,} characters, at most {:,} are taken; shorten it."


@dataclass(frozen=True, slots=True)
class Reported:
    """An article with its passages and who said what in it."""

    article: Article
    passages: tuple[Passage, ...]
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance as it stands in its article."""

    article: Article
    said: Utterance

    @property
    def text(self) -> str:
        """Return the words of the article, untouched."""
        return self.article.text[self.said.start : self.said.end]


def reported(
    snapshot: Snapshot,
    libraries: Sequence[str],
    speaker: str | None,
    topic: str = "",
    scope: Scope = EVERYTHING,
    most: int = MOST_ARTICLES,
) -> tuple[Reported, ...]:
    """Return the articles of the libraries in which a speaker says something, those first that tell of the topic."""
    if not speaker:
        return ()
    found = _speaking(snapshot, libraries, asked_for(speaker).lookup, topic, scope, most)
    for name in _holders(found, speaker):
        found += _speaking(snapshot, libraries, folded_words(name), topic, scope, most)
    return once_each(found)


def once_each(found: Iterable[Reported]) -> tuple[Reported, ...]:
    """Return every article once, in the order given; one that stands in several libraries is the first of them."""
    kept: dict[str, Reported] = {}  # by text
    for each in found:
        kept.setdefault(each.article.text, each)
    return tuple(kept.values())


def quotes_by(snapshot: Snapshot, libraries: Sequence[str], speaker: str, scope: Scope = EVERYTHING) -> list[Quote]:
    """Return all utterances of a speaker, of the newest article first."""
    return newest_first(_quotes_of(speaker, reported(snapshot, libraries, speaker, scope=scope, most=MOST_LISTED)))


def newest_first(quotes: Iterable[Quote]) -> list[Quote]:
    """Return quotes of the newest article first, an article's in its order."""
    in_order = sorted(quotes, key=lambda quote: quote.said.start)
    return sorted(in_order, key=lambda quote: quote.article.published or "", reverse=True)


def named(speaker: str, about: str) -> tuple[str, str]:
    """Return speaker and topic as one clean line each.

    Raise UsageProblem if no speaker is named, or if either is too long to be what it should.
    """
    for words, text, most in ((LONG_SPEAKER, speaker, MOST_OF_SPEAKER), (LONG_TOPIC, about, MOST_OF_TOPIC)):
        if len(text) > most:
            raise UsageProblem(words, len(text), most)
    if not terms(clean_line(speaker)):
        raise UsageProblem("The speaker is empty; name somebody, for example: Zhao Lijian")
    return clean_line(speaker), clean_line(about)


def quotes_in(snapshot: Snapshot, article: Article, speaker: str | None = None) -> list[Quote]:
    """Return all utterances in an article in its order, also those of an unnamed "she"; with `speaker` that one's.

    Raise UsageProblem if a speaker is given and names nobody, or is too long to be one.
    """
    said = snapshot.utterances(*article.key, unnamed=speaker is None)
    if speaker is None:
        return [Quote(article, each) for each in said]
    return _quotes_of(named(speaker, "")[0], [Reported(article, (), said)])


def _quotes_of(speaker: str, found: Sequence[Reported]) -> list[Quote]:
    names = _holders(found, speaker)
    return [
        Quote(each.article, said)
        for each in found
        for said in each.utterances
        if is_by(said, speaker) or said.speaker in names
    ]


def _holders(found: Sequence[Reported], speaker: str) -> list[str]:
    """Return the name of the one who holds an office that is asked for: other articles may call the same one so."""
    if not asked_for(speaker).office:
        return []
    names = {said.speaker for each in found for said in each.utterances if is_by(said, speaker)}
    return list(names) if len(names) == 1 else []


def _speaking(
    snapshot: Snapshot, libraries: Sequence[str], named: Sequence[str], topic: str, scope: Scope, most: int
) -> list[Reported]:
    keys = snapshot.speaking(libraries, named, topic, most, scope) if topic else []
    keys += snapshot.speaking(libraries, named, "", MOST_NEWEST if topic else most, scope)
    return _loaded(snapshot, dict.fromkeys(keys))


def _loaded(snapshot: Snapshot, keys: Iterable[Key]) -> list[Reported]:
    found = []
    for key in keys:
        if article := snapshot.article(*key):
            passages = tuple(stored.passage for stored in snapshot.passages(article))
            found.append(Reported(article, passages, snapshot.utterances(*key)))
    return found
