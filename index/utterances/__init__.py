"""Who said what in an article, by rules on the words around verbs of saying. Precision before recall."""

from index.utterances.offices import SPEAKERS_FOR, head_of, holds_office, without_articles, words_of
from index.utterances.roles import folded_words, is_of_a_body, is_office, is_title
from index.utterances.silence import silences
from index.utterances.statements import RULES, utterances

__all__ = [
    "RULES",
    "SPEAKERS_FOR",
    "folded_words",
    "head_of",
    "holds_office",
    "is_of_a_body",
    "is_office",
    "is_title",
    "silences",
    "utterances",
    "without_articles",
    "words_of",
]
