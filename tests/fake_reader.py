"""A reader for tests, quick and the same every time: it counts the words that question and sentence share."""

from collections.abc import Sequence

from bot.reader import Calibration, Read, Reading
from index import content_words_in, stem

AS_IT_IS = Calibration(found=0.0, bias=0.0, best=1.0, least=0.5)
ENOUGH = 0.6  # of a question's words, that a sentence has which answers it
FRAME = {"sai", "said", "tell", "told", "latest"}


class SharedWordsReader:
    """Have a sentence answer if most words of the question stand in it; mark nothing."""

    calibration = AS_IT_IS
    notice = None

    def fetch(self) -> None:
        """Have nothing to fetch."""

    def load(self) -> None:
        """Have nothing to load."""

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return scores of 0 to 4 for sentences that answer, and -8 to -5 for the others."""
        asked = _stems(question)
        return [
            Reading(
                tuple(_score(asked, _stems(span.of(one.text))) for span in one.sentences), (None,) * len(one.sentences)
            )
            for one in passages
        ]


def _stems(text: str) -> set[str]:
    return set(map(stem, content_words_in(text))) - FRAME


def _score(asked: set[str], own: set[str]) -> float:
    share = len(asked & own) / max(1, len(asked))
    return 4 * share if share >= ENOUGH else 3 * share - 8
