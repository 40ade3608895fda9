"""Check a claim: every rule, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.generating.checking.address import addressing
from bot.generating.checking.evidence import Standing, given, quoted, standing, supporting, verbatim
from bot.generating.checking.facts import unheld
from bot.generating.checking.faults import IN_DOUBT, Fault, Kind
from bot.generating.checking.neutral import MOST_CHARACTERS, carried, neutral
from bot.generating.checking.quotations import quotations, without
from bot.generating.checking.speakers import wrong_speakers
from bot.generating.claims import Claim
from bot.generating.sources import Source, cited
from index import content_terms

LEAST_WORDS = 2  # of content: less tells nothing


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim after its check: its text as it may be shown, the sentences it rests on, and its faults.

    `evidence` are the article's words that are to bear it out. `sure`: the support model is sure of it, or it is in
    the article's own words. `judged`: a judge found it supported.
    """

    claim: Claim
    text: str
    supports: tuple[Standing, ...] = ()
    evidence: tuple[Standing, ...] = ()
    faults: tuple[Fault, ...] = ()
    sure: bool = False
    judged: bool = False

    @property
    def lost(self) -> bool:
        """Say whether something is wrong with it that no judge can overrule."""
        return any(fault.kind not in IN_DOUBT for fault in self.faults)

    @property
    def holds(self) -> bool:
        """Say whether it may be shown."""
        return self.judged or not self.faults

    @property
    def settled(self) -> bool:
        """Say whether no judge needs to look at it."""
        return self.lost or self.judged or (self.sure and not self.faults)

    def found(self, fault: Fault | None) -> "Checked":
        """Return it as a judge found it: supported, or with a fault."""
        return replace(self, judged=True) if fault is None else replace(self, faults=(*self.faults, fault))


def check(claim: Claim, sources: Sequence[Source]) -> Checked:
    """Hold a claim against the sources that it cites.

    All numbers must be those of sources: one that points nowhere shows that the others were not read either.
    """
    text = neutral(claim.text)
    rests_on = cited(sources, claim.passages)
    if len(rests_on) < len(set(claim.passages)) or not rests_on or len(content_terms(text)) < LEAST_WORDS:
        return Checked(claim, text, faults=(Fault(Kind.UNCITED),))
    if len(text) > MOST_CHARACTERS:
        return Checked(claim, text, faults=(Fault(Kind.MENTION),))
    within, faults = quoted(text, rests_on)
    evidence, missing = given(claim.quotes, rests_on)
    supports = supporting(text, rests_on, [*within, *evidence])
    if not supports:
        faults.append(Fault(Kind.UNCITED))
    frame = without(text, quotations(text))  # quotes are checked word by word
    faults += [
        *missing,
        *carried(text, [one.article.url for one in rests_on], [one.article.source for one in rests_on]),
        *addressing(frame, " ".join(source.told for source in rests_on)),
        *wrong_speakers(text, supports, rests_on[0].article.language, quotes=bool(within)),
        *unheld(frame, rests_on),
    ]
    own = standing(text.rstrip("."), rests_on) is not None
    return Checked(claim, verbatim(text, within), tuple(supports), tuple(evidence), tuple(faults), sure=own)
