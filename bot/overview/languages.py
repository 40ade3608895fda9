"""Tell in its own language that a question is in another language than the articles, and what to do."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bot.answer import Remark
from index import EVERYTHING, Article, Ledger, is_function_word, words_in

SAMPLED = 10  # articles
LOOKED_AT = 600  # characters of a text
LEAST = 2  # function words of another language, and more than of English
LEAST_SHARE = 0.3  # of a question's words that are function words of the language

_SENTENCES = Path(__file__).with_name("sentences.toml")
# Names of characters begin with their script; Han alone is Chinese, with kana beside it Japanese.
_SCRIPTS = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he",
    "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi", "LATIN": "la",
}  # fmt: skip
_LATIN = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "vi": "Vietnamese", "id": "Indonesian", "sv": "Swedish",
}  # fmt: skip


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
    """Return the code of a text's language, by its script or its function words; None if that does not tell."""
    text = text[:LOOKED_AT]
    scripts = Counter(unicodedata.name(letter, " ").split()[0] for letter in text if letter.isalpha())
    found = Counter({code: scripts[name] for name, code in _SCRIPTS.items() if scripts[name]})
    if not found:
        return None
    if scripts["HIRAGANA"] + scripts["KATAKANA"] and found.most_common(1)[0][0] == "zh":
        return "ja"
    code, _ = found.most_common(1)[0]
    return _latin_language(text) if code == "la" else code


def _latin_language(text: str) -> str | None:
    words = [word.lower() for at, word in enumerate(words_in(text)) if at == 0 or word.islower()]  # names tell nothing
    counts = Counter({code: sum(word in listed for word in words) for code, listed in _function_words().items()})
    english = max(counts.pop("en", 0), sum(map(is_function_word, words)))
    code, most = max(counts.items(), key=lambda one: one[1], default=("", 0))
    if most > english and most >= LEAST and most >= LEAST_SHARE * len(words):
        return code
    return "en" if english > most else None


def _language_of_article(article: Article) -> str | None:
    return article.language.split("-")[0].lower() if article.language else language_of(article.text)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """Return the commonest words of languages in Latin letters, as jusText lists them."""
    spec = find_spec("justext")  # not imported: it brings along a parser of pages
    folders = [Path(folder, "stoplists") for folder in (spec and spec.submodule_search_locations) or ()]
    texts = {code: (folder / f"{name}.txt").read_text("utf-8") for folder in folders for code, name in _LATIN.items()}
    listed = {code: frozenset(word for word in text.split() if word.isalpha()) for code, text in texts.items()}
    english = listed.get("en", frozenset())
    return {code: words if code == "en" else words - english for code, words in listed.items()}


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))
