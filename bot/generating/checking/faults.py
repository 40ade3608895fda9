"""Faults: what is wrong with a claim."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing is wrong; the names stand in JSON."""

    UNCITED = "uncited"  # it cites no passage that was given
    LINK = "link"  # it holds an address that is not the article's own
    MENTION = "mention"  # it holds markup, or would call somebody
    ADDRESS = "address"  # it speaks to the reader, asks or orders
    QUOTE = "quote"  # words that it sets in quotation marks do not stand in the passage, or somebody else said them
    SPEAKER = "speaker"  # somebody else said what it has somebody say
    EVIDENCE = "evidence"  # the words that are to bear it out do not stand in the passage
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    UNCLEAR = "unclear"  # it would open the answer and points back to what is not there
    DOUBTED = "doubted"  # the support model finds it unlikely that the passages say so
    CONTRADICTED = "contradicted"  # the judge finds that they say otherwise
    NOT_STATED = "not_stated"  # the judge finds that they do not say so


# Rules and a small model can be wrong about these, since words may differ and the sense be the same: a judge decides.
IN_DOUBT = frozenset([Kind.SPEAKER, Kind.EVIDENCE, Kind.NUMBER, Kind.DATE, Kind.NAME, Kind.DOUBTED])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and the words it is about."""

    kind: Kind
    words: str = ""
