"""Check a claim: every rule, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.generating.checking.address import addressing
from bot.generating.checking.copies import exchanged
from bot.generating.checking.counts import wrong_counts
from bot.generating.checking.coverage import LEAST_COVERED, coverage
from bot.generating.checking.denials import denied_otherwise, opposed
from bot.generating.checking.doubts import made_certain
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.figures import wrong_days, wrong_figures
from bot.generating.checking.naming import wrong_names
from bot.generating.checking.neutral import MOST_CHARACTERS, carried, neutral
from bot.generating.checking.quotations import quotations, without
from bot.generating.checking.quotes import Standing, standing, verbatim
from bot.generating.checking.speakers import wrong_speakers
from bot.generating.checking.support import Support, supporting
from bot.generating.claims import Claim
from bot.generating.sources import Source, cited
from index import content_terms

LEAST_WORDS = 2  # of content: less tells nothing


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim after its check: its text as it may be shown, the sentences it rests on, its quotes, and its faults."""

    claim: Claim
    text: str
    supports: tuple[Support, ...] = ()
    quotes: tuple[Standing, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether nothing is wrong with it."""
        return not self.faults


def check(claim: Claim, sources: Sequence[Source]) -> Checked:
    """Hold a claim against the sources that it cites.

    All numbers must be those of sources: one that points nowhere shows that the others were not read either.
    """
    text = neutral(claim.text)
    rests_on = cited(sources, claim.passages)
    if len(rests_on) < len(set(claim.passages)) or not rests_on or len(content_terms(text)) < LEAST_WORDS:
        return Checked(claim, text, faults=(Fault(Kind.UNCITED),))
    if len(text) > MOST_CHARACTERS:
        return Checked(claim, text, faults=(Fault(Kind.UNCOVERED),))
    quotes, faults = standing(text, claim.quotes, rests_on)
    supports = supporting(text, rests_on, quotes)
    borne = [source for source in rests_on if any(one.source is source for one in supports)]
    frame = without(text, quotations(text))  # quotes are checked word by word
    faults += carried(text, [one.article.url for one in rests_on], [one.article.source for one in rests_on])
    faults += [
        *(wrong_figures(frame, supports) or wrong_counts(frame, supports)),
        *wrong_days(frame, supports),
        *(wrong_names(frame, borne, supports) or exchanged(frame, supports)),
        *wrong_speakers(frame, supports, quotes),
        *(denied_otherwise(text, supports) or opposed(frame, supports)),
        *made_certain(frame, supports),
        *addressing(frame, " ".join(one.text for one in supports)),
    ]
    if not supports or coverage(text, supports) < LEAST_COVERED:
        faults.append(Fault(Kind.UNCOVERED, text))
    return Checked(claim, verbatim(text, quotes), tuple(supports), quotes, tuple(faults))
