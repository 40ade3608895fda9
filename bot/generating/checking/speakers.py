"""Speakers: whom a claim has say something must be whom the article reports as saying it."""

from collections.abc import Iterator, Sequence

from bot.generating.checking.evidence import Standing
from bot.generating.checking.faults import Fault, Kind
from bot.generating.names import names
from bot.speaking.speakers import is_by
from index import Span, Utterance, folded_words, stems_in, utterances_in


def wrong_speakers(text: str, supports: Sequence[Standing], language: str | None, *, quotes: bool) -> Iterator[Fault]:
    """Yield whom a claim has speak though the article gives the sentences that it rests on to somebody else.

    Claims are read for who speaks as articles are. Of a quotation the article must name the speaker so; where a claim
    puts it in words of its own, somebody who speaks by name is held against others who do.
    """
    for claimed in utterances_in(text, language):
        rest = set(stems_in(text)) - set(stems_in(claimed.described))
        most = max((len(rest & set(stems_in(one.text))) for one in supports), default=0)
        nearest = [one for one in supports if quotes or len(rest & set(stems_in(one.text))) == most]
        told = [said for one in nearest for said in one.source.said_in(one.span) if said.is_named]
        others = told if quotes else [said for said in told if _is_name(said.speaker)]
        known = claimed.is_named and (quotes or _is_name(claimed.speaker))
        if known and others and not any(_is_same(claimed, said) for said in told):
            yield Fault(Kind.QUOTE if quotes else Kind.SPEAKER, claimed.described)


def _is_name(speaker: str) -> bool:
    return names(speaker) == [Span(0, len(speaker))]


def _is_same(claimed: Utterance, said: Utterance) -> bool:
    """Say whether two are one speaker: by the rules for questions, or by every word of one's name or description."""
    own = set(folded_words(f"{said.speaker} {said.described}"))
    asked = set(folded_words(claimed.speaker))
    return is_by(said, claimed.speaker) or (bool(asked) and (asked <= own or set(folded_words(said.speaker)) <= asked))
