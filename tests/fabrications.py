"""How much of what a fabricating model alters is shown: one altered thing in each of many right statements.

Run as `make fabrications`; a short version runs in the suite.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fabricating import Fabricated, Statement, fabrications, right_statements
from fake_embeddings import FakeEmbeddings
from unfaithful_models import Fabricating

from bot.answer import Answer
from bot.answerers import Answerer
from bot.desk import Desk
from bot.generating.wording import Wording
from bot.model_settings import ModelSettings
from bot.request import Request
from bot.settings import Settings
from index import SHARED

LEAST_CAUGHT = 0.95


@contextmanager
def fabricating_desk(corpus: Path, home: Path, judge: str = "") -> Iterator[tuple[Desk, Fabricating]]:
    """Open a desk over a corpus whose answers a fabricating model words, and judges, unless `judge` is "off"."""
    model = Fabricating()
    desk = Desk(Settings(home=home), FakeEmbeddings(), Wording(ModelSettings(judge=judge), home, model))
    try:
        desk.index(SHARED, [corpus])
        yield desk, model
    finally:
        desk.close()


def answer_to(desk: Desk, model: Fabricating, one: Fabricated | Statement) -> Answer | None:
    """Return the answer that the model words with one statement; None if its passage was not among those given."""
    model.stated = [one]
    right = one.right if isinstance(one, Fabricated) else one
    with desk.ledger.reading() as snapshot:
        article = snapshot.resolved(SHARED, right.doc)
    assert article, right.doc
    asked = Request(f"Tell of this: {right.evidence[:300].translate(UNQUOTED)}", articles=(article.key,))
    answer = desk.ask(asked, (SHARED,))
    return answer if model.placed else None


UNQUOTED = str.maketrans(dict.fromkeys("“”\"‘’«»'", " "))  # what is quoted must stand in one passage


def is_shown(answer: Answer) -> bool:
    """Say whether an answer is the model's statement: it makes only one."""
    return answer.answerer is Answerer.GENERATIVE and bool(answer.statements)


def counted(
    desk: Desk, model: Fabricating, made: Sequence[Fabricated | Statement]
) -> tuple[Counter[str], Counter[str]]:
    """Return by kind how many statements were made and how many are shown."""
    stated: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for one in made:
        kind = one.kind if isinstance(one, Fabricated) else "right"
        if (answer := answer_to(desk, model, one)) is not None:
            stated[kind] += 1
            shown[kind] += is_shown(answer)
    return stated, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder that holds who_said and verify_quote")
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    made = [one for seed in range(1, given.seeds + 1) for one in fabrications(given.sets, seed)]
    distinct = list({one.text: one for one in made}.values())
    failed = False
    for judge, told in (("", "a judge that is wrong one time in ten"), ("off", "no judge")):
        with (
            tempfile.TemporaryDirectory() as home,
            fabricating_desk(given.sets / "who_said" / "corpus.jsonl", Path(home), judge) as (desk, model),
        ):
            stated, shown = counted(desk, model, distinct)
            right, kept = counted(desk, model, right_statements(given.sets))
        print(f"With {told}:")
        for kind, number in sorted(stated.items()):
            print(f"  {kind}: {number} altered, {number - shown[kind]} caught")
        caught = 1 - shown.total() / stated.total()
        print(f"  all: {stated.total()} altered, share caught {caught:.3f}, altered quotes shown {shown['quote']}")
        print(f"  right statements: {right.total()}, kept {kept.total() / right.total():.3f}")
        failed |= shown["quote"] > 0 or (judge != "off" and caught < LEAST_CAUGHT)
    sys.exit(failed)


if __name__ == "__main__":
    main()
