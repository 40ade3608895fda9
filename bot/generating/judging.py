"""Judging: what a judge's answer says of statements; it is read strictly, and its words must stand in the passages."""

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.generating.asking import Tool
from bot.generating.checking.claim import Checked
from bot.generating.checking.evidence import standing
from bot.generating.checking.faults import Fault, Kind
from bot.generating.reading import without_thoughts
from bot.generating.sources import Source, cited

MOST_WORDS = 1_000  # characters of the words that decide
TOOL = Tool(
    "verdicts",
    {
        "title": "verdicts",
        "description": "Say of each statement whether its passages support it.",
        "type": "object",
        "properties": {
            "verdicts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "statement": {"type": "integer"},
                        "verdict": {"type": "string", "enum": ["supported", "contradicted", "not_stated"]},
                        "words": {"type": "string", "description": "the words that decide, copied exactly"},
                    },
                    "required": ["statement", "verdict", "words"],
                },
            }
        },
        "required": ["verdicts"],
    },
)


class Judgement(BaseModel):
    """A judge's verdict on one statement, by its number, and the words that decide."""

    model_config = ConfigDict(strict=True, frozen=True)
    statement: int
    verdict: Literal["supported", "contradicted", "not_stated"]
    words: str = Field("", max_length=MOST_WORDS)


def judgements(said: str) -> dict[int, Judgement]:
    """Return the verdicts of a judge's answer by the statements' numbers; of a statement with two verdicts none.

    What is not the JSON that was asked for holds no verdict.
    """
    try:
        answer = json.loads(without_thoughts(said))
        listed = answer["verdicts"]
        found = [Judgement.model_validate(each) for each in listed]
    except (ValueError, TypeError, KeyError, RecursionError, ValidationError):
        return {}
    numbers = [one.statement for one in found]
    return {one.statement: one for one in found if numbers.count(one.statement) == 1}


def judged(statements: Sequence[Checked], found: Mapping[int, Judgement], sources: Sequence[Source]) -> list[Checked]:
    """Return statements, numbered from 1, as they were judged; one without a verdict that counts as it was."""
    return [_judged(one, found.get(number), sources) for number, one in enumerate(statements, 1)]


def _judged(one: Checked, judgement: Judgement | None, sources: Sequence[Source]) -> Checked:
    if judgement is None:
        return one
    if judgement.verdict == "supported":
        return one.found(None) if _stands(judgement.words, cited(sources, one.claim.passages)) else one
    contradicted = judgement.verdict == "contradicted"
    return one.found(Fault(Kind.CONTRADICTED if contradicted else Kind.NOT_STATED, one.text))


def _stands(words: str, sources: Sequence[Source]) -> bool:
    """Say whether the words that decide stand in a passage, exactly or nearly, or in what stands above it."""
    wanted = words.strip(" .…\"'“”‘’")
    above = any(wanted.lower() in source.heading.lower() for source in sources)
    return any(map(str.isalnum, wanted)) and (above or standing(wanted, sources) is not None)
