"""Questions and sentences as the tests of the extractive answerer make them."""

from collections.abc import Callable, Sequence

from conftest import an_article
from fake_reader import AS_IT_IS

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.ranking import Ranked
from bot.reader import Read, Reading
from index import Context, Hit, Passage, Span, Why


class FakeReader:
    """Give each sentence the log-odds that a function of its text decides, and no words."""

    calibration = AS_IT_IS
    notice = None

    def __init__(self, score: Callable[[str], float]) -> None:
        self._score = score
        self.read_passages: list[Read] = []

    def fetch(self) -> None:
        """Have nothing to fetch."""

    def load(self) -> None:
        """Have nothing to load."""

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return the score of each sentence, whatever is asked."""
        self.read_passages += passages
        return [
            Reading(tuple(self._score(span.of(one.text)) for span in one.sentences), (None,) * len(one.sentences))
            for one in passages
        ]


def hit(text: str, article_id: str = "rain", **fields: str) -> Hit:
    """Return an article of one passage as it is found."""
    article = an_article(text, **({"id": article_id, "title": "Weather"} | fields))
    passage = Passage(f"{article_id}-0", article_id, 0, 0, len(text), text)
    return Hit(passage, article, Context((passage,), ()), 1.0, Why(1, 1, 0.8))


def sentence(text: str, article_id: str = "rain", **fields: str) -> Candidate:
    """Return a sentence that is all of its article."""
    (candidate,) = candidates([hit(text, article_id, **fields)])
    return candidate


def ranked(*found: Candidate, score: float = 2.0, words: Span | None = None) -> list[Ranked]:
    """Return sentences as ranked, each a little worse than the one before."""
    return [Ranked(one, score - 0.1 * at, words) for at, one in enumerate(found)]
