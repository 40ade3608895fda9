"""Name who speaks in libraries, for those who begin to type a name."""

from collections import Counter
from collections.abc import Sequence

from index import Ledger

MOST_ARTICLES = 2_000  # whose speakers are named, the newest
AT_ONCE = 100  # articles looked at before others may write


def speakers_in(ledger: Ledger, libraries: Sequence[str]) -> tuple[str, ...]:
    """Return the speakers of the newest articles, those first who are quoted most."""
    with ledger.reading() as snapshot:
        _, articles = snapshot.titled(libraries, "", 0, MOST_ARTICLES)
    spoken = Counter[str]()
    for first in range(0, len(articles), AT_ONCE):
        with ledger.reading() as snapshot:
            for article in articles[first : first + AT_ONCE]:
                spoken.update(said.speaker for said in snapshot.utterances(*article.key) if said.speaker.strip())
    return tuple(name for name, _ in sorted(spoken.items(), key=lambda each: (-each[1], each[0])))
