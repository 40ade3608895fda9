"""Find who is reported to have kept silent: "Ann Jones declined to comment on the ruling"."""

import re
from collections.abc import Iterator

from index.article import Span, Utterance
from index.utterances.people import People
from index.utterances.reading import read
from index.utterances.subjects import in_front, is_plausible

KIND = "silence"
_SILENT = re.compile(
    r"\b(?:(?:declined|refused) to (?:be interviewed|comment|speak|say|answer|discuss|elaborate|respond)|"
    r"(?:made|offered|gave) no (?:comment|statement|answer)|"
    r"(?:did not|didn[’']t|would not|wouldn[’']t) (?:immediately |directly )?"
    r"(?:comment|respond|reply|elaborate|speak (?:to|with) (?:reporters|journalists|the (?:media|press)))|"
    r"could not (?:immediately )?be reached|said nothing)\b"
)


def silences(text: str, language: str | None = None) -> list[Utterance]:
    """Return the sentences that say of somebody that he or she said nothing, each as an utterance without words."""
    return list(_found(text, language)) if _SILENT.search(text) else []


def _found(text: str, language: str | None) -> Iterator[Utterance]:
    reading = read(text, language)
    people = People(reading.masked)
    for sentence, words in zip(reading.sentences, reading.words, strict=True):
        for silent in _SILENT.finditer(words):
            described = in_front(words[: silent.start()], first=True)
            if is_plausible(described):
                identity = people.identity(described)
                span = Span(sentence.start, sentence.end)
                yield Utterance(identity.name, identity.described, silent.group(), KIND, (span,))
