"""Questions and sentences as the tests of the extractive answerer make them."""

from conftest import an_article
from fake_embeddings import FakeEmbeddings

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.judging import Judged
from bot.extraction.signals import Asked, asked
from bot.extraction.sought import Sought, asked_words
from index import Context, Hit, Passage, Why

MEANINGS = FakeEmbeddings().word_vectors


def question(text: str) -> Asked:
    """Return a question whose words all weigh the same."""
    return asked(text, Sought(asked_words(text), {}, MEANINGS))


def hit(text: str, article_id: str = "rain", **fields: str) -> Hit:
    """Return an article of one passage as it is found."""
    article = an_article(text, **({"id": article_id, "title": "Weather"} | fields))
    passage = Passage(f"{article_id}-0", article_id, 0, 0, len(text), text)
    return Hit(passage, article, Context((passage,), ()), 1.0, Why(1, 1, 0.8))


def sentence(text: str, article_id: str = "rain", **fields: str) -> Candidate:
    """Return a sentence that is all of its article."""
    (candidate,) = candidates([hit(text, article_id, **fields)])
    return candidate


def ranked(*found: Candidate, answers: bool = True) -> list[Judged]:
    """Return sentences as judged, each a little worse than the one before."""
    return [Judged(one, -0.1 * at, answers) for at, one in enumerate(found)]
