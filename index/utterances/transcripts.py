"""Find what is answered in an interview that is printed as a transcript: every line behind the name of who speaks."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.article import Span, Utterance
from index.segmentation import Sentence
from index.utterances.people import Identity, People

CUE = "answered"
_LABEL = re.compile(r"([A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,5}):\s+(?=\S)")

Line = tuple[str, list[Sentence]]  # the label, none if there is none, and the sentences


def transcribed(text: str, sentences: Sequence[Sentence], people: People) -> Iterator[Utterance]:
    """Yield the answers of persons whom the text names in full.

    A line is an answer behind a question of somebody else; "Ann Jones: mayor of Rome" alone is none.
    """
    lines = [_line(text, list(own)) for _, own in groupby(sentences, key=lambda each: each.paragraph)]
    asked = ""  # the label of the question that the line before asks
    for label, own in lines:
        asking = label and own[-1].of(text).endswith("?")
        if asked and label not in ("", asked) and not asking and (identity := _person(people, label)):
            spans = tuple(Span(each.start, each.end) for each in own)
            yield Utterance(identity.name, identity.described, CUE, "direct", spans)
        asked = label if asking else ""


def _line(text: str, own: list[Sentence]) -> Line:
    found = _LABEL.match(own[0].of(text))
    return (found[1] if found else "", own)


def _person(people: People, label: str) -> Identity | None:
    identity = people.identity(label)
    return identity if identity.is_person and " " in identity.name else None
