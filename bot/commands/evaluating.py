"""Measure what newsdesk answers: eval."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType

from bot.answerers import Answerer
from bot.commands.opening import follow
from bot.commands.options import FAILED, AnsweredBy, AsJson, Library, exit_unless
from bot.console import say, show_result
from bot.desk import Desk, opened
from bot.errors import UsageProblem
from bot.evaluation import golden as golden_questions
from bot.evaluation import tables
from bot.evaluation.comparing import compared
from bot.evaluation.corpora import FOLDER, Corpora, corpora_of
from bot.evaluation.examining import Examiner, examined, index_corpora
from bot.evaluation.golden import Golden, Worse
from bot.evaluation.results import Result, refuse_unwritable, save, saved
from bot.evaluation.scores import bases, scores
from bot.evaluation.sets import QUESTIONS, EvaluationSet, read_set
from bot.generating.wording import Wording
from bot.progress import progress_bar
from bot.settings import load_settings
from index import SHARED

MOST_MISSING = 3  # named in a warning


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder with questions.jsonl or items.jsonl.")]
Most = Annotated[int | None, typer.Option("--limit", min=1, help="Ask at most so many, evenly chosen.")]
Corpus = Annotated[
    list[Path] | None,
    typer.Option("--corpus", metavar="FILE", help="Articles to ask about, instead of DIR's; may be repeated."),
]
Questions = Annotated[
    Path | None, typer.Option("--questions", metavar="FILE", help="Questions to ask, instead of DIR's.")
]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Write every question's result there.")]
Compare = Annotated[Path | None, typer.Option("--compare", metavar="FILE", help="Show what changed since a saved run.")]
GoldenFile = Annotated[
    Path | None,
    typer.Option("--golden", metavar="FILE", help="Ask these too; exit 1 if one got worse than in --compare's run."),
]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Keep the index there; what is in it already is not embedded again."),
]


def evaluate(
    folder: Folder,
    answerer: AnsweredBy = Answerer.EXTRACTIVE,
    limit: Most = None,
    corpus: Corpus = None,
    questions: Questions = None,
    save_to: Save = None,
    compare: Compare = None,
    golden: GoldenFile = None,
    home: Home = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Index a set's articles into a temporary data directory, ask its questions, and score the answers.

    Exit 1 if a golden question got worse; without --compare, if something does not hold of one.

    \b
    Examples:
      newsdesk eval sets/quiz --save before.jsonl
      newsdesk eval sets/quiz --compare before.jsonl
      newsdesk eval sets/quiz --limit 100 --home /tmp/quiz
      newsdesk eval sets/quiz --golden golden.jsonl --compare before.jsonl
    """
    asked = read_set(folder, questions, corpus or ()).evenly(limit)
    golden_asked = golden_questions.read_golden(golden) if golden else ()
    before = saved(compare) if compare else None
    if save_to:
        refuse_unwritable(save_to)  # before the minutes of work of which nothing would be kept
    _refuse_nothing(folder, asked, golden_asked)
    results = _run(asked, golden_asked, answerer or Answerer.EXTRACTIVE, home, library)
    worse = golden_questions.worse(golden_asked, before or (), results)
    _show(results, before, worse, len(golden_asked), as_json)
    if save_to:
        save(save_to, results)  # last: whatever happens to the file, the scores were shown
    exit_unless(not worse, FAILED)


def _show(
    results: Sequence[Result], before: Sequence[Result] | None, worse: Sequence[Worse], golden: int, as_json: bool
) -> None:
    """Show the scores, what changed since another run if there is one, and how golden questions fared if any were."""
    form: dict[str, Any] = dict(scores(results))
    views: list[RenderableType] = [tables.scores_view(form, bases(results))] if form else []
    if before is not None:
        comparison = compared(before, results)
        form["comparison"] = tables.comparison_form(comparison)
        views.append(tables.comparison_view(comparison))
    if golden:
        form["golden"] = {"n": golden, "worse": tables.worse_form(worse)}
        views.append(tables.worse_view(worse, golden))
    show_result(as_json, form, Group(*views))


def _run(
    asked: EvaluationSet, golden: Sequence[Golden], answerer: Answerer, home: Path | None, library: str
) -> tuple[Result, ...]:
    """Return the results of a set and of golden questions, in their order."""
    settings = load_settings()
    wording = Wording(settings.model, settings.home.expanduser())  # the budget is that of the own data directory
    with _data_directory(home) as place, opened(settings.at(place), wording=wording) as desk:
        if answerer is Answerer.GENERATIVE:
            wording.writer()  # a model that cannot be used is told before the articles are indexed
        corpora = corpora_of(asked.corpora, asked.cases, place / FOLDER)
        if asked.corpora:
            _index(desk, library, corpora)
            _warn_of_missing(desk, library, asked)
        examiner = Examiner(desk, library, corpora, answerer)
        with progress_bar("Asking") as progress:
            results = tuple(examined(examiner, asked, progress))
        return results + golden_questions.asked(examiner, golden)


def _index(desk: Desk, library: str, corpora: Corpora) -> None:
    desk.load()  # a model that cannot be used is told before the articles are indexed
    with progress_bar("Indexing") as progress:
        report = index_corpora(desk, library, corpora, progress)
    for unread in report.failed:
        say(f"Not taken in: {unread.source}: {unread.reason}")
    follow(desk)


@contextmanager
def _data_directory(home: Path | None) -> Iterator[Path]:
    """Give a data directory to index into: the named one, else one that is gone afterwards."""
    if home is None:
        with TemporaryDirectory(prefix="newsdesk-eval-") as folder:
            yield Path(folder)
        return
    place = home.expanduser().absolute()
    if place.resolve() == load_settings().home.expanduser().resolve():
        raise UsageProblem("--home names the data directory that answers people. Name a folder of its own.")
    yield place


def _refuse_nothing(folder: Path, asked: EvaluationSet, golden: Sequence[Golden]) -> None:
    if not (asked.cases or asked.quoted or asked.claimed or golden):
        raise UsageProblem(f"{folder} holds nothing to ask. It needs a {QUESTIONS} or an items.jsonl with lines in it.")
    if (asked.quoted or golden) and not asked.corpora:
        raise UsageProblem(f"{folder} holds no corpus.jsonl. Name the articles: --corpus FILE")


def _warn_of_missing(desk: Desk, library: str, asked: EvaluationSet) -> None:
    """Say which articles the questions are about and nobody indexed: they count as not found."""
    wanted = dict.fromkeys(name for case in asked.cases for name in (*case.docs, *case.context_docs))
    with desk.ledger.reading() as snapshot:
        missing = [name for name in wanted if snapshot.resolved(library, name) is None]
    if missing:
        named = ", ".join(missing[:MOST_MISSING])
        say(f"{len(missing):,} articles that questions are about are in no corpus ({named}); add one: --corpus FILE")
