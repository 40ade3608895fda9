"""Turn a follow-up into a question that stands alone."""

from collections.abc import Sequence

from bot.dialogue.anaphora import resolved
from bot.dialogue.conversation import Exchange, exchange, subjects
from bot.dialogue.descriptions import described
from bot.dialogue.ellipsis import completed
from bot.dialogue.lacking import lacks
from bot.dialogue.spelling import spelt
from bot.dialogue.topics import carried, phrases
from bot.request import Turn
from index import content_terms

MOST_EXCHANGES = 12
LONGEST = 1_000  # characters of a question; a longer one is a text that stands alone
SHORT = 2  # words of content, with which a question may mean by "the bank" the one that was spoken of
MOST_SEARCHED = 3  # exchanges to look back for a topic: thanks and the like have none


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves to the conversation put in words; if it leaves nothing, as it is."""
    return _complete(question, _past(history))


def search_words(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the phrases to search for beside the stand-alone question, so that a follow-up keeps its topic."""
    past = _past(history)
    whole = _complete(question, past)
    if whole == question and not lacks(_as_spelt(question, past), past):
        return ()
    asked = (passed.question for passed in reversed(past[-MOST_SEARCHED:]))
    return next((carried(whole, question) for question in asked if phrases(question)), ())


def _complete(question: str, past: Sequence[Exchange]) -> str:
    if not past or len(question) > LONGEST:
        return question
    seen, known = _as_spelt(question, past), subjects(past)
    whole = seen
    if lacks(seen, past):
        whole = resolved(completed(seen, past[-1]), known)
    if len(content_terms(seen)) <= SHORT:
        whole = described(whole, past, known)
    return question if whole == seen else whole


def _as_spelt(question: str, past: Sequence[Exchange]) -> str:
    return spelt(question, [name for passed in past for name in (*passed.asked, *passed.answered) if name.sure])


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
