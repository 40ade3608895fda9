"""What of a question is missing in an answer: names, numbers and parts that nothing cited holds."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.extraction.candidates import Candidate
from bot.extraction.lacking import lacking
from bot.extraction.named_days import in_words
from bot.extraction.named_sources import Mention
from bot.extraction.names import names
from bot.extraction.parts import is_answered, parts
from bot.extraction.relation import unheld_relation
from bot.extraction.signals import Asked
from index import content_terms, is_title, stems_in, words_in

LEAST_ALIKE = 0.4  # how far a sentence holds a superlative by one that means the same: "biggest" for "largest"
_SUPERLATIVE = re.compile(r"\b(?:the|['’]s|its|their|his|her)\s+(?P<word>[a-z]{2,}est)\b")
_YEAR = re.compile(r"\d{4}")  # "1960s" has the stem of "1960"


def missing(question: Asked, chosen: Sequence[Candidate], named: Sequence[Mention] = ()) -> tuple[str, ...]:
    """Return the words of a question that no cited passage, or what is said above it, holds, and its unanswered parts.

    A source that is named as such is missing if no article of it is cited.
    """
    told = [_said_with(one) for one in chosen]
    held = {stem for text in (*told, *(mention.source for mention in named)) for stem in stems_in(text)}
    written = {word.lower() for text in told for word in words_in(text)}
    sought = {term.stem: term.word for term in question.sought.terms if term.stem in question.names | question.numbers}
    words = {
        stem: word
        for stem, word in sought.items()
        if not (is_title(word) or (word.lower() in written if _YEAR.fullmatch(word) else stem in held))
    }
    cited = {one.hit.article.source for one in chosen}
    sources = dict.fromkeys(mention.source for mention in named if mention.source not in cited)
    superlatives = [word for word in _unheld_superlatives(question, chosen) if word not in words.values()]
    beside = unheld_relation(question, chosen) if not named else ()
    return (*_joined(question.text, words), *superlatives, *beside, *sources, *_unanswered(question, chosen))


def _unheld_superlatives(question: Asked, chosen: Sequence[Candidate]) -> list[str]:
    """Return the superlatives of a question that no sentence holds, nor one like it: the biggest is not the oldest."""
    asked = {found["word"] for found in _SUPERLATIVE.finditer(question.text)}
    sought = [term.word for term in question.sought.terms if term.word in asked]
    texts = [text for one in chosen for text in (one.text, one.before, one.hit.article.title)]
    return [word for word in sought if texts and question.sought.held(word, *texts) < LEAST_ALIKE]


def _joined(text: str, words: Mapping[str, str]) -> Iterable[str]:
    """Return words, by stem, in order; those that are the greater part of a name as this name: "New York Times"."""
    whole: dict[str, str] = {}
    for span in names(text):
        name = span.of(text)
        stems = [term.stem for term in content_terms(name)]
        if 2 * len(words.keys() & stems) > len(stems):
            whole |= dict.fromkeys(stems, name)
    return dict.fromkeys(whole.get(stem, word) for stem, word in words.items())


def _unanswered(question: Asked, chosen: Sequence[Candidate]) -> list[str]:
    """Return the parts of a question that no sentence answers; of one that asks one thing, the words that ask."""
    if asked := parts(question.text):
        return [part for part in asked if not is_answered(question, part, chosen)]
    lacked = lacking(question, [one.text for one in chosen]) if chosen else None
    return [lacked] if lacked else []


def _said_with(one: Candidate) -> str:
    """Return the passage with what stands above it: title, source and date, this in words."""
    article = one.hit.article
    return f"{article.title} {article.source or ''} {in_words(article.published)} {one.hit.passage.text}"
