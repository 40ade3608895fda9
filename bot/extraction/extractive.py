"""Answer with the articles' own sentences: no language model, no key, no network; nothing can be invented."""

from collections.abc import Sequence

from bot.answer import Outcome
from bot.extraction.choosing import chosen, chosen_of_several, nearest
from bot.extraction.differing import differing
from bot.extraction.extracts import Evidence, Extract
from bot.extraction.named_sources import Mention, asks_several, mentions
from bot.extraction.quoting import Quoted, sentences_quoted, speech_quoted
from bot.extraction.ranking import Ranked, Ranking, ranking, worth_reading
from bot.extraction.showing import shown
from bot.question import Question
from bot.reader import Likeness, Reader
from bot.speaking.quoting import quoting
from bot.speaking.said import is_heard, told
from bot.speaking.silent import kept_silent
from bot.times.publication import moment_of
from bot.times.recency import without_newest
from index import phrases_held

MOST_CLOSEST = 3
MOST_READ_OF_SEVERAL = 10  # passages, where several articles are asked for
LONGEST_READ = 25  # words of a question; the reader was trained on shorter ones
# Cosines of the nearest passage from which a question is answered that is longer or asks for several articles: where it
# names a source that is found, or none.
NEAR, NEARER = 0.4, 0.5


def extract(
    question: Question, found: Evidence, reader: Reader, likeness: Likeness, *, latest: bool = False
) -> Extract:
    """Return the sentences that answer, the best one first, or the closest ones and NOT_FOUND.

    What somebody said comes in the articles' order.
    """
    named = mentions(question.text, [*found.named, *(hit.article.source for hit in found.hits)])
    several = asks_several(question.text, named)
    # "what do the Times and the Post say" asks for articles, "what did the Times say" may ask for words
    by_source = question.speech is not None and any(
        mention.place.of(question.text) in question.speech.speaker for mention in named
    )
    if question.speech and not (found.unheld or found.outside or (by_source and several)):
        statements, citations = _spoken(question, found, reader, likeness, latest=latest)
        if statements:
            return Extract(Outcome.ANSWERED, statements, citations)
    text = without_newest(question.text) if latest else question.text
    read = ranking(text, found.hits[:MOST_READ_OF_SEVERAL] if several else worth_reading(found.hits), reader)
    only_words = _is_about_words_alone(question, found) and not by_source
    broad = several or len(text.split()) > LONGEST_READ  # no single sentence can answer
    answers = read.answers or (broad and _is_near(found, named))
    if not (answers and read.sentences and found.answerable) or only_words:
        return _closest(read, found.unheld)
    return _answered(read, found.phrases, named if several else None, latest=latest) or _closest(read)


def _is_near(found: Evidence, named: Sequence[Mention]) -> bool:
    """Say whether the nearest passage is near enough in meaning to answer."""
    nearest = max((hit.why.similarity or 0.0 for hit in found.hits), default=0.0)
    return nearest >= (NEAR if named else NEARER)


def _answered(
    read: Ranking, phrases: Sequence[str], several: Sequence[Mention] | None, *, latest: bool
) -> Extract | None:
    """Return the chosen sentences, cited; None if nothing of them verifies."""
    ranked = [one for one in read.sentences if _holds(one, phrases)] or read.sentences
    picked = chosen(ranked, latest=latest) if several is None else chosen_of_several(ranked, several)
    best = ranked[0] if read.sure_of(ranked[0]) else None
    statements, citations = sentences_quoted(shown(one.candidate, one.words if one is best else None) for one in picked)
    if not statements:
        return None
    return Extract(Outcome.ANSWERED, statements, citations, differing=differing(picked, citations))


def _closest(read: Ranking, missing: tuple[str, ...] = ()) -> Extract:
    """Return the sentences that come closest to an answer, as no answer, with the words that nothing holds."""
    near = nearest(read.sentences, MOST_CLOSEST)
    _, citations = sentences_quoted(shown(one.candidate) for one in near)
    return Extract(Outcome.NOT_FOUND, closest=citations, missing=missing)


def _holds(one: Ranked, phrases: Sequence[str]) -> bool:
    """Say whether a sentence's passage, or its title, holds one of the phrases that are quoted, if any are."""
    hit = one.candidate.hit
    return not phrases or bool(phrases_held(phrases, f"{hit.article.title}\n{hit.passage.text}", hit.article.source))


def _spoken(question: Question, found: Evidence, reader: Reader, likeness: Likeness, *, latest: bool) -> Quoted:
    """Return what somebody said, or that nothing was said, the newest article first if the latest is asked for."""
    made = told(question, found.hits, found.reported, reader, likeness) or kept_silent(question, found.hits)
    articles = quoting(made, found.phrases)
    if latest:
        articles = sorted(articles, key=lambda each: moment_of(each.reported.article.published), reverse=True)
    return speech_quoted(articles)


def _is_about_words_alone(question: Question, found: Evidence) -> bool:
    """Say whether only somebody's own words can answer: then other sentences do not."""
    if question.speech is None:
        return False
    if question.speech.reason and not question.speech.sure:  # others may say why somebody denied it
        return False
    return question.speech.sure or is_heard(question, found.hits, found.reported)
