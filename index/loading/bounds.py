"""Bounds of what an article says of itself: names and titles are lines for people, and come from anybody."""

import regex

MOST_TITLE = 300  # characters
MOST_NAME = 200  # of an author, or of who published
MOST_LANGUAGE = 35  # BCP 47, section 4.4.1
MOST_REASON = 500  # of why something could not be taken in
ELLIPSIS = "…"

_CLUSTER = regex.compile(r"\X")


def shortened(line: str, most: int) -> str:
    """Return a line of at most so many characters, cut between words, else between grapheme clusters."""
    if len(line) <= most:
        return line
    room = most - len(ELLIPSIS)
    between_words = line.rfind(" ", room // 2, room + 1)
    if between_words > 0:
        return line[:between_words].rstrip() + ELLIPSIS
    ends = [cluster.end() for cluster in _CLUSTER.finditer(line[: room + 1]) if cluster.end() <= room]
    return line[: ends[-1] if ends else room] + ELLIPSIS
