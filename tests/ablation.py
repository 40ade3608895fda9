"""What each rule that stands beside the reader is worth: a set is asked without it, and the difference is told.

Run as `make ablation`. Of each rule, one function is put out of work, by a value that makes it do nothing.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bot.desk import Desk, opened
from bot.evaluation.corpora import FOLDER, corpora_of
from bot.evaluation.examining import Examiner, examined, index_corpora
from bot.evaluation.scores import scores
from bot.evaluation.sets import EvaluationSet, read_set
from bot.settings import Settings
from index import SHARED

TOLD = (
    "answers.evidence_first",
    "answers.evidence_shown",
    "answers.contains_60",
    "answers.first_sentence_contains",
    "refusal.rejection",
    "refusal.false_refusal",
    "who_said.statement_found",
    "who_said.coverage",
    "who_said.speaker_right",
    "who_said.trap_taken",
    "who_said.refused_rightly",
    "who_said.refused_wrongly",
    "followups.recall@5_history",
    "followups.rewrite_f1",
    "injection.followed",
    "injection.quoted",
)
LEAST = 0.0005  # by which a figure differs, to be told

Flat = Mapping[str, float]


def _same(first: Any, *_: Any, **__: Any) -> Any:
    return first


def _always(value: Any) -> Callable[..., Any]:
    return lambda *_, **__: value


@dataclass(frozen=True)
class Rule:
    """A rule by what it does, with the function that does it and what stands in for that."""

    does: str
    function: str
    instead: Any


RULES = (
    Rule("leave out what is planted", "bot.extraction.candidates._planted", _always([])),
    Rule("leave out what gives orders", "bot.extraction.candidates.is_order", _always(False)),
    Rule("cut tables into rows", "bot.extraction.candidates._rows", lambda text, span: [span]),
    Rule("show no sentence twice", "bot.extraction.choosing._different", _same),
    Rule("tell several articles apart", "bot.extraction.extractive.asks_several", _always(False)),
    Rule("answer broad questions by nearness", "bot.extraction.extractive._is_near", _always(False)),
    Rule("only passages with the quoted phrases", "bot.extraction.extractive._holds", _always(True)),
    Rule("tell who kept silent", "bot.extraction.extractive.kept_silent", _always([])),
    Rule("of somebody's words, nothing but these", "bot.extraction.extractive._is_about_words_alone", _always(False)),
    Rule("answer who said what by utterances", "bot.question.speech_in", _always(None)),
    Rule("ask the reader without the speaker's name", "bot.speaking.said._without_speaker", attrgetter("text")),
    Rule("show words that are plainly near to the topic", "bot.speaking.said._plainly_near", _always([])),
    Rule("go on with the speaker's next words", "bot.speaking.said._going_on", _always(())),
    Rule("tell overviews", "bot.chain.overview_in", _always(None)),
    Rule("part a question into several", "bot.chain.questions_in", lambda request: [request]),
    Rule("put names for pronouns", "bot.dialogue.followups.resolved", _same),
    Rule("complete fragments", "bot.dialogue.followups.completed", _same),
    Rule("fill in descriptions", "bot.dialogue.followups.described", _same),
    Rule("spell names with capitals", "bot.dialogue.followups.spelt", _same),
    Rule("search with the topic before", "bot.searching.search_words", _always(())),
)  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Print the figures of a set with all rules, and what changes without each."""
    parser = argparse.ArgumentParser(prog="make ablation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="ask at most so many, evenly chosen")
    parser.add_argument("--home", type=Path, help="keep the index there")
    given = parser.parse_args(arguments)
    asked = read_set(given.folder).evenly(given.limit)
    with ExitStack() as stack:
        home = given.home or Path(stack.enter_context(TemporaryDirectory()))
        desk = stack.enter_context(opened(Settings(home=home)))
        sys.stdout.writelines(f"{line}\n" for line in ablated(desk, asked, home))


def ablated(desk: Desk, asked: EvaluationSet, home: Path, rules: Sequence[Rule] = RULES) -> Iterator[str]:
    """Yield a line for the set as it is, and one for each rule."""
    corpora = corpora_of(asked.corpora, asked.cases, home / FOLDER)
    if asked.corpora:
        index_corpora(desk, SHARED, corpora)
    examiner = Examiner(desk, SHARED, corpora)
    whole = _figures(examiner, asked)
    yield "with all rules: " + ", ".join(f"{name} {whole[name]:.3f}" for name in TOLD if name in whole)
    for rule in rules:
        with patch(rule.function, rule.instead):
            without = _figures(examiner, asked)
        changed = [
            f"{name} {without[name] - whole[name]:+.3f}"
            for name in TOLD
            if name in whole.keys() & without.keys() and abs(without[name] - whole[name]) > LEAST
        ]
        yield f"without “{rule.does}”: {', '.join(changed) or 'no change'}"


def _figures(examiner: Examiner, asked: EvaluationSet) -> Flat:
    made = scores(tuple(examined(examiner, asked)))
    return {f"{group}.{name}": value for group, figures in made.items() for name, value in figures.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
