"""Combine the answers to the parts of a question into one: what no part found is named as missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.answer import Answer, Citation, Figure, Outcome, Statement
from bot.answerers import Answerer


def combined(question: str, asked: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """Return one answer to a question, given its parts as they were asked and the answer to each."""
    found = [answer for answer in answers if answer.outcome is not Outcome.NOT_FOUND]
    closest = () if found else [citation for answer in answers for citation in answer.closest]
    missing = (
        words
        for part, answer in zip(asked, answers, strict=True)
        for words in (answer.missing if answer in found else (part,))
    )
    timings, dropped = Counter[str](), Counter[str]()
    for answer in answers:
        timings.update(answer.timings_ms)
        dropped.update(answer.dropped)
    return replace(
        _one_after_the_other(found) if found else answers[0],
        question=question,
        understood="; ".join(answer.understood for answer in answers),
        outcome=_outcome(answers),
        closest=tuple(replace(citation, number=number) for number, citation in enumerate(closest, 1)),
        missing=tuple(missing) if found else (),
        period="; ".join(dict.fromkeys(filter(None, (answer.period for answer in answers)))) or None,
        latest=any(answer.latest for answer in answers),
        answerer=_answerer(answers),
        dropped=dict(dropped),
        notice=" ".join(dict.fromkeys(filter(None, (answer.notice for answer in answers)))) or None,
        timings_ms={name: round(ms, 1) for name, ms in timings.items()},
    )


def _answerer(answers: Iterable[Answer]) -> Answerer:
    """Return whose answer it is: a language model's if any part is."""
    return Answerer.GENERATIVE if any(one.answerer is Answerer.GENERATIVE for one in answers) else Answerer.EXTRACTIVE


def _outcome(answers: Iterable[Answer]) -> Outcome:
    outcomes = {answer.outcome for answer in answers}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTLY


def _one_after_the_other(answers: Sequence[Answer]) -> Answer:
    """Return the first answer with what the others say; citations and utterances are numbered on."""
    citations: list[Citation] = []
    statements: list[Statement] = []
    differing: list[Figure] = []
    utterances = accumulate((_utterances(answer) for answer in answers), initial=0)
    for answer, said in zip(answers, utterances, strict=False):
        before = len(citations)
        numbers = {citation.number: before + at for at, citation in enumerate(answer.citations, 1)}
        citations += [replace(citation, number=numbers[citation.number]) for citation in answer.citations]
        statements += [
            replace(
                statement,
                citations=tuple(numbers[number] for number in statement.citations),
                utterance=None if statement.utterance is None else statement.utterance + said,
            )
            for statement in answer.statements
        ]
        differing += [replace(figure, citation=numbers[figure.citation]) for figure in answer.differing]
    return replace(
        answers[0],
        statements=tuple(statements),
        citations=tuple(citations),
        differing=tuple(differing),
    )


def _utterances(answer: Answer) -> int:
    """Return how far an answer counts utterances."""
    return 1 + max((statement.utterance or 0 for statement in answer.statements), default=0)
