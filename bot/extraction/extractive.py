"""Answer with the articles' own sentences: no model, no key, no network; nothing can be invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer import Citation, Outcome, Statement
from bot.extraction.judgement import judgement
from bot.extraction.preference import preferred
from bot.extraction.quoting import Quoted, sentences_quoted, speech_quoted
from bot.extraction.selection import closest, judged, selected
from bot.extraction.signals import asked
from bot.extraction.sought import Meanings, Sought, asked_words
from bot.question import Question
from bot.speaking.quoting import quoting
from bot.speaking.reported import Reported
from bot.speaking.said import Likeness, is_heard, told
from bot.times.publication import moment_of
from index import Hit

MOST_HITS = 10  # passages whose sentences are weighed
MOST_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """What the articles' sentences say to a question; `missing` are names that they do not hold."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question.

    `hits` are passages, of `passages` that were looked at; `reported` are articles in which the speaker says something
    that is asked about; `rarity` tells by stem how much a word of the question tells passages apart. One of the
    `phrases` must stand in what is shown; `unheld` are those of them if no passage holds any.
    """

    hits: Sequence[Hit]
    reported: Sequence[Reported]
    rarity: Mapping[str, float]
    passages: int
    phrases: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()


def extract(
    question: Question, found: Evidence, meanings: Meanings, likeness: Likeness | None = None, *, latest: bool = False
) -> Extract:
    """Return the sentences that answer, the best one first, or the closest ones and NOT_FOUND.

    What somebody said comes in the articles' order; `likeness` compares meanings of utterances.
    """
    if question.speech and not found.unheld:
        statements, citations = _spoken(question, found, likeness, latest=latest)
        if statements:
            return Extract(Outcome.ANSWERED, statements, citations, ())
    subject = asked(question.text, Sought(asked_words(question.text), found.rarity, meanings))
    ranked = preferred(question.text, judged(subject, found.hits[:MOST_HITS], judgement(), found.passages))
    if not found.unheld and not _is_about_words_alone(question, found):
        choice = selected(subject, ranked, latest=latest)
        statements, citations = sentences_quoted(choice.chosen)
        if statements:
            outcome = Outcome.PARTLY if choice.missing else Outcome.ANSWERED
            return Extract(outcome, statements, citations, (), choice.missing)
    _, citations = sentences_quoted(closest(ranked, MOST_CLOSEST))
    return Extract(Outcome.NOT_FOUND, (), (), citations, found.unheld)


def _spoken(question: Question, found: Evidence, likeness: Likeness | None, *, latest: bool) -> Quoted:
    """Return what somebody said, the newest article first if the latest is asked for."""
    articles = quoting(told(question, found.hits, found.reported, likeness), found.phrases)
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
