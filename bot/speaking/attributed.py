"""Show utterances with the words that tell whose they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from bot.speaking.reported import Reported
from bot.speaking.speakers import asked_for
from index import Article, Span, Utterance, folded_words, is_function_word, is_title, sentences, stems_in, terms

NOBODY = -1  # shows a sentence that is nobody's words


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences that are one person's words, in order; without a speaker, one that only names a speaker."""

    sentences: tuple[Span, ...]
    speaker: str | None


def attributed(asked: str, reported: Reported, chosen: Sequence[int]) -> tuple[Statement, ...]:
    """Return an article's utterances of these numbers in its order, each sentence once.

    Where no sentence names the speaker, or none has the title that was asked for, one that does comes with them.
    """
    article, said = reported.article, reported.utterances
    shown: dict[Span, int] = {}  # by sentence, which utterance it is shown in
    for at in sorted(chosen, key=lambda at: said[at].start):
        for span in said[at].sentences:
            shown.setdefault(Span(span.start, span.end), at)
    for at in chosen:
        name, texts = said[at].speaker, [span.of(article.text) for span in shown]
        if not any(_names(text, said[at]) for text in texts):
            shown |= _naming(reported, at) or _introducing(article, name)
        in_full = any(name in text for text in texts)
        if not in_full and (_is_shared(article.text, name) or not _is_told(asked, texts)):
            shown |= _introducing(article, name)
    in_order = sorted(shown, key=lambda span: (span.start, span.end))
    return tuple(
        Statement(tuple(spans), None if at == NOBODY else said[at].speaker)
        for at, spans in groupby(in_order, key=lambda span: shown[span])
    )


def _naming(reported: Reported, at: int) -> dict[Span, int]:
    """Return the nearest sentence of the same speaker before an utterance that names him or her."""
    said = reported.utterances[at]
    earlier = [
        (Span(span.start, span.end), number)
        for number, other in enumerate(reported.utterances)
        for span in other.sentences
        if other.speaker == said.speaker and span.start < said.start and _names(span.of(reported.article.text), said)
    ]
    return dict(earlier[-1:])


def _is_shared(text: str, name: str) -> bool:
    """Say whether an article names somebody else with the surname of a person: "Wilson" is not enough then."""
    *first, last = name.split()
    if not first:
        return False
    before = re.findall(rf"\b([A-Z][\w.’'-]{{0,40}}) {re.escape(last)}\b", text)
    return any(word not in first and not is_title(word) and not is_function_word(word) for word in before)


def _is_told(asked: str, texts: Sequence[str]) -> bool:
    """Say whether the sentences tell that the speaker has the title that was asked for, if any was."""
    whom = asked_for(asked)
    words = whom.name if whom.office else whom.title
    return not words or any(set(folded_words(words[-1])) & set(folded_words(text)) for text in texts)


def _introducing(article: Article, name: str) -> dict[Span, int]:
    """Return the first sentence that holds a name in full."""
    if name not in article.text:
        return {}
    found = (span for span in sentences(article.text, article.language) if name in span.of(article.text))
    return {Span(span.start, span.end): NOBODY for span in islice(found, 1)}


def _names(text: str, said: Utterance) -> bool:
    """Say whether a sentence holds the speaker's name, or its last word."""
    own = [term.stem for term in terms(said.speaker)]
    return bool(own) and own[-1] in set(stems_in(text))
