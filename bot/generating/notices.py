"""Notices: what an answer says of the model that was to word it."""

from collections.abc import Sequence

STANDS_IN = "These are the articles' own sentences instead."
EMPTY = "Nothing that the language model said could be verified."
RESTING = "The language model failed several times and is left alone for a minute."
SPENT = "Today's budget for the language model (UTC) does not hold another answer."
BUDGET_UNREADABLE = "The budget for the language model cannot be read; newsdesk doctor examines the records."
LATE = "The language model took too long."
BROKEN_OFF = "The language model broke off; this is what it had said by then."


def instead(reason: str) -> str:
    """Return the notice of an extractive answer in the place of the model's."""
    return f"{reason} {STANDS_IN}"


def left_out(number: int, *, led: bool) -> str | None:
    """Return the notice of statements that are left out, None if there are none; `led`: the first one is not."""
    if not number:
        return None
    which = "" if led else ", the one that answers first among them" if number > 1 else ", the one that answers first,"
    if number == 1:
        return f"One statement of the language model{which} could not be verified and is left out."
    return f"{number} statements of the language model{which} could not be verified and are left out."


def unchecked(numbers: Sequence[int], of: int) -> str | None:
    """Return the notice of statements that nobody judged, by their numbers, None if there are none."""
    if not numbers:
        return None
    if len(numbers) == of:
        return "The statements were not judged; compare them with their quotes."
    which = f"Statement {numbers[0]} was" if len(numbers) == 1 else f"Statements {_listed(numbers)} were"
    return f"{which} not judged; compare with the quotes."


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
