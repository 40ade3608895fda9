"""Guests: who fills a library of this data directory without being its operator, and what they may name as sources."""

from collections.abc import Iterable, Sequence

from bot.errors import UsageProblem
from index import HandedFile, SourceState, canonical, clean_line

LONGEST_ADDRESS = 2_000


def sources_of(addresses: Sequence[str], handed: Sequence[HandedFile], known: Iterable[SourceState]) -> list[str]:
    """Return what is to be indexed; the pages and feeds that are known if nothing is named.

    Raise UsageProblem for what is no web address, since a guest names no files of this machine, or if nothing is known.
    """
    named = [*map(public_address, addresses), *(file.source for file in handed)]
    sources = named or [state.source for state in of_the_web(known)]
    if not sources:
        raise UsageProblem("No page or feed is known here yet; add one. Files are added again by hand.")
    return sources


def public_address(typed: str) -> str:
    """Return a web address in its one spelling. Raise UsageProblem if it is none."""
    address = canonical(typed.strip()) if len(typed) <= LONGEST_ADDRESS else None
    if address is None:
        shown = clean_line(typed)[:100]
        raise UsageProblem("“{}” is no web address; give one that begins with https://", shown)
    return address


def of_the_web(states: Iterable[SourceState]) -> list[SourceState]:
    """Return the pages and feeds among sources: folders are the operator's, and their names nobody else's business."""
    return [state for state in states if canonical(state.source)]
