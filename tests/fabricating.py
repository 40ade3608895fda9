"""Make right statements from question sets, and alter one thing in each: what a model that fabricates would say."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.generating.checking.quotations import quotations, without
from bot.generating.names import names
from bot.times.time_words import time_words
from bot.verification.wording import words
from index import Span, content_terms

# Kinds of change in verify_quote that alter what a fabricating model would alter.
CHANGES = {"number changed": "number", "entity swapped": "name", "speaker swapped": "speaker", "day changed": "date"}
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# What turns a cause, a certainty or a unit into another; each word becomes the one beside it.
_CAUSES = {"because": "although", "because of": "despite", "due to": "despite", "after": "before", "before": "after",
           "led to": "followed", "caused": "prevented", "as a result of": "in spite of"}  # fmt: skip
_CERTAINTIES = {"may": "will", "might": "will", "could": "will", "would": "did", "allegedly": "certainly",
                "reportedly": "certainly", "likely": "certain", "plans to": "has begun to", "expected to": "known to",
                "possible": "certain", "suspected": "proven", "apparently": "certainly"}  # fmt: skip
_UNITS = {"million": "billion", "billion": "million", "percent": "dollars", "miles": "kilometers", "feet": "meters",
          "hours": "days", "days": "weeks", "weeks": "months", "months": "years", "years": "months", "minutes": "hours",
          "dollars": "euros", "acres": "hectares", "tons": "pounds"}  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """A right statement: what it rests on, in which article, and whose words it reports if that is known."""

    doc: str
    evidence: str
    text: str
    speaker: str | None = None


@dataclass(frozen=True)
class Fabricated:
    """A statement of which one thing was altered, from `before` to `after`."""

    right: Statement
    kind: str
    text: str
    before: str
    after: str


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def right_statements(folder: Path) -> list[Statement]:
    """Return the evidence of who_said as it stands, and quoted as its speaker's words."""
    made: dict[str, Statement] = {}
    for question in read(folder / "who_said" / "questions.jsonl"):
        for evidence in question["evidence"] if question["answerable"] else ():
            doc, sentence = evidence["doc"], evidence["quote"]
            made.setdefault(f"{doc} {sentence}", Statement(doc, sentence, sentence, question["speaker"]))
            said = _quotable(sentence)
            if said and evidence["role"] in ("primary", "follow_on"):
                text = f"{question['speaker']} said: “{said}”"
                made.setdefault(f"{doc} {text}", Statement(doc, sentence, text, question["speaker"]))
    for item in read(folder / "verify_quote" / "items.jsonl"):
        if item["label"] == "exact" and item["change"] in ("verbatim", "part of a sentence"):
            made.setdefault(item["quote"], Statement(item["doc"], item["quote"], item["quote"]))
    return list(made.values())


def fabrications(folder: Path, seed: int = 1) -> list[Fabricated]:
    """Return every statement altered in every way that applies to it, and the alterations of verify_quote."""
    chance = random.Random(seed)
    texts = {line["id"]: line["text"] for line in read(folder / "who_said" / "corpus.jsonl")}
    people = sorted({question["speaker"] for question in read(folder / "who_said" / "questions.jsonl")})
    alterations: dict[str, Callable[[Statement], tuple[Span, str] | None]] = {
        "quote": lambda right: _other_word(right, chance, texts),
        "number": lambda right: _other_number(right, chance),
        "date": lambda right: _other_day(right, chance),
        "name": lambda right: _other_name(right, chance, texts),
        "speaker": lambda right: _other_speaker(right, chance, people),
        "actor": lambda right: _exchanged_actors(right, chance),
        "cause": lambda right: _other_sense(right, chance, _CAUSES),
        "certainty": lambda right: _other_sense(right, chance, _CERTAINTIES),
        "unit": lambda right: _other_sense(right, chance, _UNITS),
    }
    made = list(_from_verify_quote(folder))
    for right in right_statements(folder):
        for kind, alter in alterations.items():
            if altered := alter(right):
                span, after = altered
                text = right.text[: span.start] + after + right.text[span.end :]
                made.append(Fabricated(right, kind, text, span.of(right.text), after))
    return made


def _from_verify_quote(folder: Path) -> Iterator[Fabricated]:
    for item in read(folder / "verify_quote" / "items.jsonl"):
        if item["label"] == "altered" and (kind := CHANGES.get(item["change"])) and item.get("source"):
            right = Statement(item["doc"], item["source"], item["source"])
            yield Fabricated(right, kind, item["quote"], item["source"], item["quote"])


def _quotable(sentence: str) -> str | None:
    """Return what a sentence quotes, or all of it where it is part of a longer quotation; None if it is reported."""
    spans = quotations(sentence)
    longest = max(spans, key=lambda span: span.end - span.start, default=None)
    return longest.of(sentence).strip(" ,") if longest and len(longest.of(sentence).split()) > 4 else None


def _other_word(right: Statement, chance: random.Random, texts: dict[str, str]) -> tuple[Span, str] | None:
    """Change, drop or negate a word inside of quotation marks."""
    spans = quotations(right.text)
    inside = [
        term for term in content_terms(right.text) if any(s.start <= term.start and term.end <= s.end for s in spans)
    ]
    if len(inside) < 3:
        return None
    term = chance.choice(inside)
    others = [each.word for each in content_terms(texts[right.doc]) if each.stem != term.stem and each.word.islower()]
    return Span(term.start, term.end), chance.choice([chance.choice(others), "not " + term.word])


def _other_number(right: Statement, chance: random.Random) -> tuple[Span, str] | None:
    dated = [Span(found.start, found.end) for found in time_words(right.text, date(2020, 12, 1))]
    numbers = [
        word
        for word in words(right.text)
        if re.fullmatch(r"\d[\d,.]*", word.text) and not any(s.start <= word.start < s.end for s in dated)
    ]
    if not numbers:
        return None
    word = chance.choice(numbers)
    digits = word.text
    while digits == word.text:
        digits = re.sub(r"\d", lambda digit: str(chance.randint(1, 9)), word.text)
    return Span(word.start, word.end), digits


def _other_day(right: Statement, chance: random.Random) -> tuple[Span, str] | None:
    found = [
        (Span(*match.span()), choices)
        for choices in (_MONTHS, _WEEKDAYS)
        for match in re.finditer(rf"\b(?:{'|'.join(choices)})\b", right.text)
    ]
    found += [(Span(*match.span()), []) for match in re.finditer(r"\b(?:19|20)\d\d\b", right.text)]
    if not found:
        return None
    span, choices = chance.choice(found)
    before = span.of(right.text)
    others = [name for name in choices if name != before] or [str(int(before) + chance.choice([-3, -1, 1, 2]))]
    return span, chance.choice(others)


def _other_name(right: Statement, chance: random.Random, texts: dict[str, str]) -> tuple[Span, str] | None:
    """Put another name in place of one: half of them from the same article, which is harder to see."""
    frame = without(right.text, quotations(right.text))
    spans = [span for span in names(frame) if right.speaker is None or span.of(frame) not in right.speaker]
    if not spans:
        return None
    span = chance.choice(spans)
    docs = [right.doc] if chance.random() < 0.5 else sorted(texts)
    text = texts[chance.choice(docs)]
    others = [each.of(text) for each in names(text)]
    own = right.text.lower()
    others = [name for name in others if name.lower() not in own and not set(name.lower().split()) & set(own.split())]
    return (span, chance.choice(others)) if others else None


def _other_speaker(right: Statement, chance: random.Random, people: list[str]) -> tuple[Span, str] | None:
    """Give the words to another speaker of the set."""
    if right.speaker is None:
        return None
    frame = without(right.text, quotations(right.text))
    at = frame.find(right.speaker)
    others = [name for name in people if not set(name.split()) & set(right.text.split())]
    return (Span(at, at + len(right.speaker)), chance.choice(others)) if at >= 0 else None


def _exchanged_actors(right: Statement, chance: random.Random) -> tuple[Span, str] | None:
    """Let two whom the statement names change places."""
    spans = names(without(right.text, quotations(right.text)))
    pairs = [
        (one, other)
        for at, one in enumerate(spans)
        for other in spans[at + 1 :]
        if not set(one.of(right.text).lower().split()) & set(other.of(right.text).lower().split())
    ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    between = right.text[one.end : other.start]
    return Span(one.start, other.end), other.of(right.text) + between + one.of(right.text)


def _other_sense(right: Statement, chance: random.Random, others: dict[str, str]) -> tuple[Span, str] | None:
    """Put the contrary of a word in its place, outside of quotation marks."""
    frame = without(right.text, quotations(right.text))
    found = list(re.finditer(rf"\b(?:{'|'.join(sorted(others, key=len, reverse=True))})\b", frame))
    if not found:
        return None
    chosen = chance.choice(found)
    return Span(*chosen.span()), others[chosen.group()]
