"""What speaks for a sentence as the answer to a question, in numbers.

All are 0 to 1 but for the lengths, so that their weights can be read (`judgement.json`).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.extraction.candidates import Candidate
from bot.extraction.expectation import Kind, expected, head_asked_for, is_negated, offered
from bot.extraction.named_days import in_words
from bot.extraction.sought import Sought, Strengths
from index import Hit, content_words_in, is_function_word, stem, stems_in, terms

AROUND = 0.7  # what a word counts that stands only in the sentence before, or in the title
TOGETHER = 3  # words apart at most for two words of the question to stand together
MOST_WORDS = 300  # of a sentence that are looked at for pairs
MANY_NEW = 25  # content words that the question does not hold
NAMES = (
    "meaning",  # share of the question's words that the sentence holds, by meaning
    "meaning_around",  # the same, with the sentence before and the title
    "meaning_passage",  # the same, with the whole passage
    "words",  # the same three by stem only, without the passage
    "words_around",
    "pairs",  # neighbours in the question that stand together in the sentence
    "names",  # share of the question's names
    "names_around",
    "names_passage",
    "numbers",  # share of the question's numbers
    "offers_person",  # an answer of the expected kind
    "offers_date",
    "offers_number",
    "offers_place",
    "offers_thing",
    "head",  # "companies" of "which companies"
    "new",  # content words that the question does not hold
    "length",
    "opening",  # in the article's first passage
    "similarity",  # of the passage's vector to the question's
    "score",  # of the passage in the fused ranking
    "denial_missing",  # the question denies something and the sentence does not
    "names_unknown",  # share of the question's names that stand nowhere in the library
    "asked_words",  # how many words the question looks for
    "asked_unknown",  # share of them that stand nowhere in the library
)
_OFFERS = (Kind.PERSON, Kind.DATE, Kind.NUMBER, Kind.PLACE, Kind.THING)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart for the signals."""

    text: str
    sought: Sought
    kind: Kind
    head: str | None
    names: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    denies: bool


def asked(text: str, sought: Sought) -> Asked:
    """Take a question apart."""
    words = terms(text)
    shouted = text.isupper()  # then capitals tell nothing
    return Asked(
        text=text,
        sought=sought,
        kind=expected(text),
        head=head_asked_for(text),
        names=frozenset(
            term.stem
            for term in words
            if term.start > 0 and term.word[0].isupper() and not is_function_word(term.word) and not shouted
        ),
        numbers=frozenset(term.stem for term in words if term.word[0].isdigit()),
        stems=frozenset(term.stem for term in words),
        denies=is_negated(text),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around every sentence of a passage: how far it holds the question's words, and its own stems."""

    title: Strengths
    passage: Strengths
    title_stems: frozenset[str]
    passage_stems: frozenset[str]
    dated: frozenset[str]


def signals(question: Asked, sentences: Sequence[Candidate]) -> Strengths:
    """Return the signals of sentences, in the order of NAMES, float32, shape (sentences, NAMES)."""
    if not sentences:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    around = {key: _around(question, hit) for key, hit in {one.hit.key: one.hit for one in sentences}.items()}
    surroundings = [around[one.hit.key] for one in sentences]
    meanings = _meanings(question.sought, sentences, surroundings)
    others = [_others(question, one, its) for one, its in zip(sentences, surroundings, strict=True)]
    shared = np.tile(np.array(_of_question(question), dtype=np.float32), (len(sentences), 1))
    return np.hstack([meanings, np.array(others, dtype=np.float32), shared])


def _meanings(sought: Sought, sentences: Sequence[Candidate], around: Sequence[_Around]) -> Strengths:
    """Return how far sentences hold the question's words, shape (sentences, 5); all at once, which is faster."""
    here = np.array([sought.strengths(one.text) for one in sentences])
    before = np.array([sought.strengths(one.before) for one in sentences])
    near = np.maximum(before, [its.title for its in around])
    passage = np.array([its.passage for its in around])
    by_stem, near_by_stem = here == 1.0, near == 1.0
    held = (here, np.maximum(here, AROUND * near), passage, by_stem, by_stem | near_by_stem)
    # Not by BLAS, which rounds equal rows differently: the better of two equal sentences would be one by chance.
    shares: Strengths = np.einsum("kns,s->nk", np.array(held, dtype=np.float32), sought.weights)
    return shares


def _of_question(question: Asked) -> tuple[float, ...]:
    """Return the last signals, which all sentences share."""
    sought = question.sought
    return (
        1.0 - _share(question.names, sought.rarity),
        math.log1p(len(sought.stems)),
        1.0 - _share(frozenset(sought.stems), sought.rarity),
    )


def _around(question: Asked, hit: Hit) -> _Around:
    dated = in_words(hit.article.published)  # a report does not repeat its own day
    title = f"{hit.article.title} {dated}"
    above = question.sought.strengths(title)
    return _Around(
        title=above,
        passage=np.maximum(question.sought.strengths(hit.passage.text), above),
        title_stems=frozenset(stems_in(title)),
        passage_stems=frozenset(stems_in(hit.passage.text)),
        dated=frozenset(stems_in(dated)),
    )


def _others(question: Asked, candidate: Candidate, around: _Around) -> tuple[float, ...]:
    """Return the signals of a sentence between its meanings and those of the question."""
    sought, text, passage = question.sought, candidate.text, candidate.hit.passage
    order = stems_in(text)
    held, beside = frozenset(order), (stems_in(candidate.before), around.title_stems)
    new = {stem(word) for word in content_words_in(text)}.difference(sought.stems)
    offers = offered(question.kind, text, question.stems)
    return (
        _pairs(sought.stems_in_order, order),
        _share(question.names, held),
        _share(question.names, held, *beside),
        _share(question.names, held, *beside, around.passage_stems),
        _share(question.numbers, held, around.dated),
        *(offers if question.kind is kind else 0.0 for kind in _OFFERS),
        0.5 if question.head is None else float(question.head in held),
        min(len(new), MANY_NEW) / MANY_NEW,
        math.log1p(len(order)),
        float(passage.ordinal == 0),
        candidate.hit.why.similarity or 0.0,
        candidate.hit.score,
        float(question.denies and not is_negated(text)),
    )


def _share(wanted: frozenset[str], *held: Iterable[str]) -> float:
    return (len(wanted) - len(wanted.difference(*held))) / len(wanted) if wanted else 1.0


def _pairs(wanted: Sequence[str], order: Sequence[str]) -> float:
    """Return the share of neighbours in the question that stand within TOGETHER words in the sentence."""
    pairs = list(pairwise(wanted))
    if not pairs:
        return float(bool(wanted) and wanted[0] in order)
    places: dict[str, list[int]] = {}
    for at, one in enumerate(order[:MOST_WORDS]):
        if one in wanted:
            places.setdefault(one, []).append(at)
    there = [(places[one], places[other]) for one, other in pairs if one in places and other in places]
    return sum(_stand_together(ones, others) for ones, others in there) / len(pairs)


def _stand_together(ones: Iterable[int], others: Sequence[int]) -> bool:
    return any(abs(one - other) <= TOGETHER for one in ones for other in others)
