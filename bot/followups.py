"""Turn a follow-up into a question that stands alone."""

from collections.abc import Sequence

from bot.anaphora import resolved
from bot.conversation import Exchange, exchange, subjects
from bot.descriptions import described
from bot.ellipsis import completed
from bot.exclusion import beside
from bot.request import Turn

MOST_EXCHANGES = 12


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves to the conversation put in words."""
    past: tuple[Exchange, ...] = ()
    for asked, answer in _pairs(history)[-MOST_EXCHANGES:]:
        past = (*past, exchange(_complete(asked, past), answer))
    return _complete(question, past)


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
    if not past:
        return question
    known = subjects(past)
    whole = completed(question, past[-1].question)
    return beside(described(resolved(whole, known), past, known), past[-1])
