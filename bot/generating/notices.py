"""Notices: what an answer says of the model that was to word it."""

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


def left_out(number: int) -> str | None:
    """Return the notice of statements that failed their check, None if there are none."""
    if not number:
        return None
    if number == 1:
        return "One statement of the language model could not be verified and is left out."
    return f"{number} statements of the language model could not be verified and are left out."
