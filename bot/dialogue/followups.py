"""Turn a follow-up into a question that stands alone."""

from collections.abc import Sequence

from bot.dialogue.anaphora import resolved
from bot.dialogue.conversation import Exchange, exchange, subjects
from bot.dialogue.definites import definite
from bot.dialogue.descriptions import described
from bot.dialogue.ellipsis import completed
from bot.dialogue.exclusion import beside
from bot.dialogue.topics import carried, phrases
from bot.dialogue.whereabouts import placed
from bot.request import Turn

MOST_EXCHANGES = 12
LONGEST = 1_000  # characters of a question; a longer one is a text that stands alone
MOST_SEARCHED = 3  # exchanges to look back for a topic: thanks and the like have none


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves to the conversation put in words."""
    return _standing_alone(question, _past(history))


def search_words(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the phrases to search for beside the stand-alone question, so that its topic is kept."""
    past = _past(history)
    whole = _standing_alone(question, past)
    asked = (passed.question for passed in reversed(past[-MOST_SEARCHED:]))
    return next((carried(whole, question) for question in asked if phrases(question)), ())


def _standing_alone(question: str, past: Sequence[Exchange]) -> str:
    if not past or len(question) > LONGEST:
        return question
    return beside(_complete(question, past), past[-1])


def _past(history: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Return the conversation with each of its questions made to stand alone by those before."""
    past: tuple[Exchange, ...] = ()
    for asked, answer in _pairs(history)[-MOST_EXCHANGES:]:
        past = (*past, exchange(_complete(asked, past), answer))
    return past


def _pairs(history: Sequence[Turn]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            pairs.append((turn.text, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {turn.text}".strip())
        else:
            pairs.append(("", turn.text))
    return pairs


def _complete(question: str, past: Sequence[Exchange]) -> str:
    if not past or len(question) > LONGEST:
        return question
    known = subjects(past)
    whole = placed(completed(question, past[-1]), past[-1])
    return described(resolved(whole, known, definite(past[-1].question)), past, known)
