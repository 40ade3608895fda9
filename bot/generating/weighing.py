"""Weighing: what the support model makes of a claim beside the passages that it cites."""

from collections.abc import Sequence
from dataclasses import replace

from bot.generating.checking.claim import Checked
from bot.generating.checking.faults import Fault, Kind
from bot.generating.sources import Source, cited
from bot.reader import Read, heading_of
from bot.support import Verdict, Weighing
from index import Span, content_terms

LANGUAGE = "en"  # of the statements that the model learnt from


def weighed(checked: Checked, sources: Sequence[Source], model: Weighing | None) -> Checked:
    """Return a claim with the support model's doubt of it, or as sure; unchanged where that says nothing.

    A word that its passages have nowhere is for a judge: the model overlooks one in a sentence that is else a copy.
    """
    rests_on = cited(sources, checked.claim.passages)
    if model is None or checked.settled or any(one.article.language not in (None, LANGUAGE) for one in rests_on):
        return checked
    verdict = model.weigh(checked.text, [_read(source) for source in rests_on])
    if verdict is Verdict.DOUBTED:
        return replace(checked, faults=(*checked.faults, Fault(Kind.DOUBTED, checked.text)))
    held = _stems(" ".join(source.told for source in rests_on))
    return replace(checked, sure=verdict is Verdict.SURE and _stems(checked.text) <= held)


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}


def _read(source: Source) -> Read:
    article, start = source.article, source.passage.start
    spans = tuple(Span(span.start - start, span.end - start) for span in source.sentences)
    return Read(heading_of(article.title, article.published, None), source.passage.text, spans)
