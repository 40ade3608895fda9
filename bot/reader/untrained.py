"""Readers beside the trained one: another cross-encoder, or the nearness of sentences alone."""

from collections.abc import Callable, Sequence

from bot.reader.calibration import Calibration
from bot.reader.encoding import Read
from bot.reader.reader import Reading
from index import CrossEncoderReranker

Likeness = Callable[[str, Sequence[str]], Sequence[float]]  # cosines of texts to a query

# A cosine of .45 is as likely to answer as not; so steep that forty of .2 together do not answer. Set by hand.
MIDDLE, STEEPNESS = 0.45, 25.0
AS_IT_IS = Calibration(found=0.0, bias=0.0, best=1.0, least=0.5)


class CosineReader:
    """Score a sentence by how near it is to the question in meaning; it knows no answer from a text on the subject."""

    calibration = AS_IT_IS
    notice = "These are the sentences nearest to the question: the reader, which says what answers, is switched off."

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def fetch(self) -> None:
        """Do nothing: the embedding model is there for the search."""

    def load(self) -> None:
        """Do nothing: the embedding model is loaded for the search."""

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return how near each sentence is to a question."""
        return _scored(passages, lambda texts: [STEEPNESS * (one - MIDDLE) for one in self._likeness(question, texts)])


class CrossEncoderReader:
    """Score a sentence, under its heading and behind the sentence before, by a cross-encoder of the operator's."""

    calibration = AS_IT_IS
    notice = None

    def __init__(self, encoder: CrossEncoderReranker) -> None:
        self._encoder = encoder

    def fetch(self) -> None:
        """Have the model on this machine. Raise ModelError if it is not to be had."""
        self._encoder.fetch()

    def load(self) -> None:
        """Load the model now (seconds). Raise ModelError if it cannot be used."""
        self._encoder.load()

    def read(self, question: str, passages: Sequence[Read]) -> list[Reading]:
        """Return the model's score of each sentence."""
        return _scored(passages, lambda texts: self._encoder.scores(question, texts), around=True)


def _scored(
    passages: Sequence[Read], score: Callable[[Sequence[str]], Sequence[float]], *, around: bool = False
) -> list[Reading]:
    texts = [_text(one, at, around) for one in passages for at in range(len(one.sentences))]
    scores = iter(score(texts) if texts else [])
    return [Reading(tuple(next(scores) for _ in one.sentences), (None,) * len(one.sentences)) for one in passages]


def _text(one: Read, at: int, around: bool) -> str:
    own = one.sentences[at].of(one.text)
    before = one.sentences[at - 1].of(one.text) if at else ""
    return "\n".join(part for part in (one.heading, before, own) if part) if around else own
