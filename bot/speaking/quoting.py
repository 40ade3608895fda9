"""Keep of what somebody said what holds the phrases that a question quotes."""

from collections.abc import Iterable, Sequence

from bot.speaking.said import Told
from index import phrases_held


def quoting(told: Iterable[Told], phrases: Sequence[str]) -> list[Told]:
    """Return what is told by articles of which a shown passage, or the title, holds one of the phrases, if any."""
    return [each for each in told if not phrases or phrases_held(phrases, _shown(each), each.reported.article.source)]


def _shown(told: Told) -> str:
    """Return the passages that the statements stand in, under the title."""
    spans = [span for statement in told.statements for span in statement.sentences]
    passages = [
        passage.text
        for passage in told.reported.passages
        if any(passage.start < span.end and span.start < passage.end for span in spans)
    ]
    return "\n".join([told.reported.article.title, *passages])
