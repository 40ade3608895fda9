"""Tell where articles give different figures for what is asked."""

import re
from collections.abc import Sequence

from bot.answer import Citation, Figure
from bot.extraction.ranking import Ranked
from bot.extraction.showing import on_one_line

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def differing(chosen: Sequence[Ranked], citations: Sequence[Citation]) -> tuple[Figure, ...]:
    """Return the words in which sentences of different articles answer with different numbers; none if they do not.

    Only words that are alike but for their numbers tell of one thing: "40 million" and "30 million", not "May 2020".
    """
    form = ""
    told: dict[str, Figure] = {}
    articles: set[tuple[str, str]] = set()
    for one in chosen:
        article = one.candidate.hit.article
        words = one.words and one.words.of(article.text)
        number = words and _NUMBER.search(words)
        if not words or not number or article.key in articles:
            continue
        form = form or _form(words)
        if _form(words) != form:
            continue
        for cited in citations:
            if cited.article.key == article.key and words in cited.quote:
                told.setdefault(number.group().replace(",", ""), Figure(on_one_line(words), cited.number))
                articles.add(article.key)
                break
    return tuple(told.values()) if len(told) > 1 else ()


def _form(words: str) -> str:
    return on_one_line(_NUMBER.sub("#", words)).casefold()
