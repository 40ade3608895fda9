"""Tell in its own language that a question is in another language than the articles, and what to do."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Remark
from index import EVERYTHING, Article, Ledger

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLED = 10  # articles
LOOKED_AT = 600  # characters of a text
LEAST = 0.8  # of the probability of all languages that have a sentence, from which one is told
LEAST_KNOWN = 0.25  # probability that it is one of these: less, and it is Norwegian rather than Swedish

_SENTENCES = Path(__file__).with_name("sentences.toml")


def sampled(ledger: Ledger, libraries: Sequence[str]) -> list[Article]:
    """Return some of the newest articles, which tell what languages the libraries are in."""
    with ledger.reading() as snapshot:
        return snapshot.newest(libraries, EVERYTHING, SAMPLED)[1]


def told_apart(question: str, articles: Iterable[Article]) -> Remark | None:
    """Return what to say where none of the articles is in the question's language, in that language; else None."""
    asked = language_of(question)
    written = Counter(filter(None, map(_language_of_article, articles)))
    if asked is None or not written or asked in written:
        return None
    from babel import Locale

    sentences = _sentences()
    spoken = asked if asked in sentences else "en"
    return Remark(sentences[spoken], (Locale.parse(written.most_common(1)[0][0]).get_display_name(spoken) or "",))


def language_of(text: str) -> str | None:
    """Return the code of the language that a text is in; None if that is not plain, or it has no sentence here."""
    ranked = _identifier().rank(text[:LOOKED_AT])  # likeliest first
    known = [(name, probability) for name, probability in ranked if name in _sentences()]
    (language, probability), total = known[0], sum(probability for _, probability in known)
    return language if total >= LEAST_KNOWN and probability >= LEAST * total else None


def _language_of_article(article: Article) -> str | None:
    return article.language.split("-")[0].lower() if article.language else language_of(article.text)


@cache
def _identifier() -> "LanguageIdentifier":
    """Load what tells languages apart: half a second, which is spent only where a question is not answered."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))
