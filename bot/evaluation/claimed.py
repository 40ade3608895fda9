"""Claims with their evidence, held to what checks a language model's statements."""

import time

from bot.evaluation.sets import Claimed
from bot.generating.checker import Checker
from bot.generating.claims import Claim
from bot.generating.sources import Source
from index import Article, Passage, utterances_in

KEPT = "kept"


def verdict_on(item: Claimed, checker: Checker, library: str, deadline_s: float) -> str:
    """Return "kept" if a language model's statement with this evidence would be shown, else why it would not."""
    checked = checker.checked(Claim(item.claim, (1,)), [source := _source(item)])
    (judged,) = checker.judged([checked], [source], library, time.monotonic() + deadline_s)
    return KEPT if judged.holds else judged.faults[-1].kind.value


def _source(item: Claimed) -> Source:
    text = item.evidence
    article = Article("", item.id, item.title, text, published=item.date)
    passage = Passage("", article.id, 0, 0, len(text), text)
    return Source(1, article, passage, tuple(utterances_in(text)))
