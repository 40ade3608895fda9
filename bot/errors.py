"""Every error that `bot` raises, and how a command ends with it.

NewsdeskError            exit 1
├── UsageProblem         exit 2   the question or an option cannot be used
├── SettingsProblem      exit 2   a setting is unknown, missing or wrong
├── RecordsError         exit 1   the records of people cannot be opened, read or written
├── ModelFailure         exit 1   the language model does not answer; caught where the extractive answer stands in
│   ├── ModelResting     exit 1   it failed several times and is left alone for a while
│   └── BudgetSpent      exit 1   today's budget does not hold the tokens of another call
└── UnverifiedCitation   exit 1   a quote is not in its article; caught where the answer is built

Messages are for the person who ran the command and end with what to do next.
"""

from typing import ClassVar


class NewsdeskError(Exception):
    """Stand for anything that `bot` could not do."""

    exit_code: ClassVar[int] = 1


class UsageProblem(NewsdeskError):  # noqa: N818 - the name says what happened
    """Say that a question or option cannot be used, in words that are translated where people read other languages."""

    exit_code = 2

    def __init__(self, words: str, *given: object) -> None:
        super().__init__(words.format(*given) if given else words)
        self.words = words
        self.given = given


class SettingsProblem(NewsdeskError):  # noqa: N818 - the name says what happened
    """Say that a setting cannot be used."""

    exit_code = 2


class RecordsError(NewsdeskError):
    """Say that the records of people cannot be opened, read or written."""


class ModelFailure(NewsdeskError):  # noqa: N818 - the name says what happened
    """Say that the language model does not answer.

    `passing`: it may in a moment. `refused`: it did nothing that costs. `refused_request`: because it did not like what
    it was asked with.
    """

    def __init__(
        self, message: str, *, passing: bool = False, refused: bool = False, refused_request: bool = False
    ) -> None:
        super().__init__(message)
        self.passing = passing
        self.refused = refused or refused_request
        self.refused_request = refused_request


class ModelResting(ModelFailure):
    """Say that the language model failed several times and is left alone for a while."""


class BudgetSpent(ModelFailure):
    """Say that today's budget for the language model does not hold another call."""


class UnverifiedCitation(NewsdeskError):  # noqa: N818 - the name says what happened
    """Say that a quote is not what its article says at the place it names."""
