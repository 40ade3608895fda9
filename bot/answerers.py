"""The answerers there are, by the names that people choose them by."""

from enum import StrEnum

from bot.errors import UsageProblem


class Answerer(StrEnum):
    """Who answers a question; `bot.chain` has each one's way."""

    EXTRACTIVE = "extractive"  # the articles' own sentences
    GENERATIVE = "generative"  # a language model's, each checked against the articles


def answerer_named(name: str) -> Answerer:
    """Return the answerer of a name. Raise UsageProblem, which lists all of them, if there is none."""
    try:
        return Answerer(name)
    except ValueError as error:
        raise UsageProblem(f"There is no answerer {name!r}. Name one of these: {', '.join(Answerer)}.") from error
