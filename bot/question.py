"""What a question asks: about whom, and which of its words an answer must hold."""

import re
from dataclasses import dataclass

from bot.errors import UsageProblem
from index import Term, clean_line, content_terms, terms

MOST_CHARACTERS = 6_000  # what Discord allows in a slash command's option

# Tried in this order: "state", "claim" and the like can also be part of a name ("US State Department").
_SAYING = (
    "say|says|said|saying|tell|told|think|thinks|thought",
    "state|stated|claim|claimed|announce|announced|argue|argued|explain|explained|comment|commented|warn|warned|"
    "respond|responded|reply|replied|declare|declared",
)
_WHAT_DID_THEY_SAY = [
    re.compile(
        rf"\bwhat\s+(?:did|does|do|has|have|had|was|is|were)\s+(?P<speaker>.+?)\s+(?:been\s+)?(?:{verbs})\b"
        r"(?:\s+in\s+(?:response|reply)\s+to|\s+(?:about|on|of|regarding|concerning|to))?\s*(?P<topic>.*)$",
        re.IGNORECASE,
    )
    for verbs in _SAYING
]
_THE_ARTICLE_ITSELF = re.compile(
    r"^(?:the|this|these|those|your|any|all)?\s*(?:article|articles|text|report|reports|news|story|stories|it|they|people)$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:the|a|an|mr|mrs|ms|dr)\b\.?\s+", re.IGNORECASE)
# Words that frame a question and need not stand in its answer.
_FRAME = frozenset(
    """
    name named mention mentioned list listed call called describe described give given tell know known happen
    happened article articles text say says said mean means meant kind type many long old far please exactly
    """.split()
)
_ASKED_KIND = re.compile(
    r"\b(?:which|what)\s+((?!is\b|are\b|was\b|were\b|do\b|does\b|did\b|has\b|have\b|had\b|will\b|can\b)\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, and what its words say about the answer.

    `speaker` is set for "what did X say about Y"; `topic` are then the words of Y, else of the whole question.
    """

    text: str
    speaker: str | None
    topic: tuple[Term, ...]


def understand(text: str) -> Question:
    """Return what a question asks. Raise UsageProblem if it is empty or too long."""
    if len(text) > MOST_CHARACTERS:
        raise UsageProblem(
            f"The question has {len(text):,} characters, at most {MOST_CHARACTERS:,} are taken; shorten it."
        )
    asked = clean_line(text)
    if not terms(asked):
        raise UsageProblem("The question is empty; ask something, for example: what did South Korea say")
    plain = asked.rstrip(" ?!.")
    said = next((match for pattern in _WHAT_DID_THEY_SAY if (match := pattern.search(plain))), None)
    speaker = _LEADING.sub("", said["speaker"].strip()) if said else ""
    if said and speaker and not _THE_ARTICLE_ITSELF.match(said["speaker"].strip()) and terms(speaker):
        return Question(asked, speaker, _topic(said["topic"]))
    return Question(asked, None, _topic(asked))


def _topic(text: str) -> tuple[Term, ...]:
    """Return the words an answer should hold: no function words, no frame ("named"), not the kind asked for."""
    kind = _ASKED_KIND.match(text)
    kinds = {kind.group(1).lower()} if kind else set()
    wanted = [term for term in content_terms(text) if term.word.lower() not in _FRAME | kinds]
    return tuple({term.stem: term for term in wanted or content_terms(text)}.values())
