"""Faults: what is wrong with a claim."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing is wrong; the names stand in JSON."""

    UNCITED = "uncited"  # it cites no passage that was given
    LINK = "link"  # it holds an address that is not the article's own
    MENTION = "mention"  # it holds markup, or would call somebody
    ADDRESS = "address"  # it speaks to the reader, asks or orders
    QUOTE = "quote"  # quoted words do not stand in the passage
    SPEAKER = "speaker"  # somebody else said it
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    DENIAL = "denial"  # it denies what the passage affirms, or affirms what it denies
    DOUBT = "doubt"  # it states what the passage only holds possible
    UNCOVERED = "uncovered"  # too many of its words stand in no cited sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and the words it is about."""

    kind: Kind
    words: str = ""

    def __str__(self) -> str:
        """Return the fault in words, as a model is told of it."""
        return f"{_TOLD[self.kind]}: {self.words}" if self.words else _TOLD[self.kind]


_TOLD = {
    Kind.UNCITED: "it cites no passage that was given",
    Kind.LINK: "it holds an address",
    Kind.MENTION: "it holds markup",
    Kind.ADDRESS: "it does not state what the articles say, but asks, orders or speaks to the reader",
    Kind.QUOTE: "these words do not stand in the cited passage exactly so",
    Kind.SPEAKER: "the cited passage does not say that these are the words of",
    Kind.NUMBER: "the cited sentences do not hold the number",
    Kind.DATE: "the cited sentences do not hold the date",
    Kind.NAME: "the cited sentences do not hold the name",
    Kind.DENIAL: "it denies what the passage affirms, or the other way round",
    Kind.DOUBT: "it states as a fact what the passage holds possible, or says only under a condition",
    Kind.UNCOVERED: "the cited passage does not hold most of these words",
}
