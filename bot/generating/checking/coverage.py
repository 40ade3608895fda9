"""Coverage: the share of a claim's words that stand in the sentences it rests on."""

from collections.abc import Sequence

from bot.generating.checking.support import Support, common_stems
from index import sentences, stem, terms

# Of the quotes of verify_quote: of 51 that stand in their article, exactly or nearly, one is held to less than .8 (to
# .67); of 20 that are invented none to more than .67. Of 23 sentences that people wrote from articles of apnews_qed,
# laid beside passages of the same article that they are not about, two are held to .7 or more.
LEAST_COVERED = 0.7
LEAST_ALIKE = 6  # letters with which two stems begin that are forms of one word

# Words that report, or bind a sentence to others; an article need not hold them.
FRAME = frozenset(
    stem(word)
    for word in """
    according added also article asked claimed described explained expressed further however mentioned moreover noted
    reported responded response said spokesman spokesperson spokeswoman stated statement stressed told
    """.split()
)


def coverage(text: str, supports: Sequence[Support]) -> float:
    """Return the share, 0 to 1, of a claim's common words that stand in its sentences or the headings above them.

    Of several sentences in one claim, that of the one that is held least.
    """
    held = {term.stem for one in supports for term in terms(f"{one.text} {one.before} {one.source.heading}")}
    parts = [span.of(text) for span in sentences(text)]
    return min((_share(common_stems(part) - FRAME, held) for part in parts), default=0.0)


def _share(wanted: set[str], held: set[str]) -> float:
    found = sum(stem in held or any(_alike(stem, other) for other in held) for stem in wanted)
    return found / len(wanted) if wanted else 1.0


def _alike(one: str, other: str) -> bool:
    return len(one) >= LEAST_ALIKE and one[:LEAST_ALIKE] == other[:LEAST_ALIKE]
