"""Answer with the articles' own sentences: no model, no key, no network; nothing can be invented."""

from bot.answer import Outcome
from bot.extraction.differing import as_figure
from bot.extraction.extracts import Evidence, Extract
from bot.extraction.facts import answered, nearest, weighed
from bot.extraction.named_sources import asks_several, mentions
from bot.extraction.quoting import Quoted, speech_quoted
from bot.extraction.sought import Meanings
from bot.question import Question
from bot.speaking.quoting import quoting
from bot.speaking.said import Likeness, is_heard, told
from bot.speaking.silent import kept_silent
from bot.times.publication import moment_of
from bot.times.recency import without_newest


def extract(
    question: Question, found: Evidence, meanings: Meanings, likeness: Likeness | None = None, *, latest: bool = False
) -> Extract:
    """Return the sentences that answer, the best one first, or the closest ones and NOT_FOUND.

    What somebody said comes in the articles' order; `likeness` compares meanings of utterances.
    """
    named = mentions(question.text, [*found.named, *(hit.article.source for hit in found.hits)])
    several = asks_several(question.text, named)
    # "what do the Times and the Post say" asks for articles, "what did the Times say" may ask for words
    by_source = question.speech is not None and any(
        mention.place.of(question.text) in question.speech.speaker for mention in named
    )
    if question.speech and not (found.unheld or found.outside or (by_source and several)):
        statements, citations = _spoken(question, found, likeness, latest=latest)
        if statements:
            return Extract(Outcome.ANSWERED, statements, citations)
    text = as_figure(without_newest(question.text)) if latest else question.text
    facts = weighed(text, named, found, meanings, several=several or by_source)
    if not found.answerable or (_is_about_words_alone(question, found) and not by_source):
        return nearest(facts, found.unheld)
    return answered(facts, latest=latest) or nearest(facts)


def _spoken(question: Question, found: Evidence, likeness: Likeness | None, *, latest: bool) -> Quoted:
    """Return what somebody said, or that nothing was said, the newest article first if the latest is asked for."""
    made = told(question, found.hits, found.reported, likeness) or kept_silent(question, found.hits, found.reported)
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
