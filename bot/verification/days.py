"""Days: whether the article bears out when something is claimed to have been said."""

import re
from collections.abc import Sequence
from datetime import date

from bot.times.calendar_names import IN_LOWER_CASE, MONTHS, WEEKDAYS
from bot.verification.wording import Word, words
from index import Article, Utterance

_DAYS = IN_LOWER_CASE | {"yesterday", "today"}
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»]")


def is_dated(word: Word) -> bool:
    """Say whether a word is a number, or names a day or a month."""
    return word.numeric or (word.key in _DAYS and (word.text[0].isupper() or word.key in ("yesterday", "today")))


def is_then(article: Article, utterance: Utterance, frame: Sequence[Word]) -> bool:
    """Say whether the days and numbers of a frame stand beside an utterance; beside one without a day, the article's.

    The article's are those of the date on which it was published.
    """
    claimed = {_bare(word) for word in frame if is_dated(word)}
    beside = {_bare(word) for word in _outside(article, utterance)}
    own = any(word in _DAYS for word in beside)
    return claimed <= beside or (not own and claimed <= beside | _published(article))


def days_beside(article: Article, utterance: Utterance) -> list[str]:
    """Return the days and months that stand beside an utterance, as they stand there."""
    return [word.text for word in _outside(article, utterance) if is_dated(word) and not word.numeric]


def _outside(article: Article, utterance: Utterance) -> list[Word]:
    """Return the words of the sentences that are not in quotation marks."""
    return [word for span in utterance.sentences for word in words(_QUOTED.sub(" ", span.of(article.text)))]


def _published(article: Article) -> set[str]:
    if not article.published:
        return set()
    day = date.fromisoformat(article.published[:10])
    return {WEEKDAYS[day.weekday()].lower(), MONTHS[day.month - 1].lower(), str(day.day), str(day.year), str(day.month)}


def _bare(word: Word) -> str:
    """Return a word's key, of "-03" in "2024-03-05" and of "5th" the number alone."""
    found = re.fullmatch(r"-?0?(\d+)(?:st|nd|rd|th)?", word.key)
    return found[1] if found else word.key
