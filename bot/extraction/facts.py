"""Facts: weigh the sentences found for a question, choose those that answer, and quote them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Figure, Outcome
from bot.extraction.aspects import on_aspect
from bot.extraction.candidates import Candidate
from bot.extraction.differing import Told
from bot.extraction.expectation import asks_whether
from bot.extraction.extracts import Evidence, Extract
from bot.extraction.judgement import MOST_ASKED, judgement
from bot.extraction.judging import Judged, closest, judged
from bot.extraction.marking import are_at_odds
from bot.extraction.named_sources import Mention, matter
from bot.extraction.preference import preferred, quoting
from bot.extraction.premises import denial
from bot.extraction.quoting import sentences_quoted
from bot.extraction.selection import Selection, selected, selected_of_several
from bot.extraction.showing import Shown, on_one_line, shown, whole
from bot.extraction.signals import Asked, asked
from bot.extraction.sought import Meanings, Sought, asked_words

MOST_HITS = 10  # passages whose sentences are weighed; if several articles are asked for, those of all hits are
MOST_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question and the sentences found for it, best first; `named` are the sources it names."""

    question: Asked
    several: bool
    named: tuple[Mention, ...]
    ranked: Sequence[Judged]


def weighed(text: str, named: tuple[Mention, ...], found: Evidence, meanings: Meanings, *, several: bool) -> Weighed:
    """Return the sentences found for a question, judged; `several`: it asks what several articles say.

    What names sources and articles need not stand in an answer, so that it is then left out of a short question.
    """
    question = _asked(text, found, meanings)
    if several and len(question.sought.stems) <= MOST_ASKED:
        question = _asked(matter(text, named), found, meanings)
    ranked = judged(question, found.hits[:MOST_HITS], judgement(), found.passages)
    if several and ranked and ranked[0].answers:
        ranked = judged(question, found.hits, judgement(), found.passages)
    return Weighed(
        question,
        several,
        named,
        on_aspect(text, ranked) if several else preferred(text, quoting(found.phrases, ranked)),
    )


def answered(facts: Weighed, *, latest: bool) -> Extract | None:
    """Return the sentences that answer, cited; None if none does."""
    if facts.several:
        chosen = selected_of_several(facts.question, facts.named, facts.ranked)
    else:
        chosen = selected(facts.question, facts.ranked, latest=latest)
    return _quoted(facts, chosen) if chosen.chosen else None


def nearest(facts: Weighed, missing: tuple[str, ...] = ()) -> Extract:
    """Return the sentences that come closest to an answer, as no answer, with the words that nothing holds."""
    _, citations = sentences_quoted(map(whole, closest(facts.ranked, MOST_CLOSEST)))
    return Extract(Outcome.NOT_FOUND, closest=citations, missing=missing)


def _quoted(facts: Weighed, choice: Selection) -> Extract | None:
    """Return what was chosen as an extract; None if nothing of it verifies."""
    question, best = facts.question, choice.chosen[0]
    statements, citations = sentences_quoted(_shown(facts, choice))
    if not statements:
        return None
    title = best.hit.article.title
    denied = denial(question, best.text, f"{title} {best.hit.passage.text}", title)
    replaced = [denied.replaced] if denied and denied.replaced else []
    missing = tuple(dict.fromkeys((*choice.missing, *replaced)))
    denying = [best] if denied and denied.plain else []
    if not asks_whether(question.text):
        denying += [each.candidate for each in choice.rejoinders if each.denies]
    return Extract(
        outcome=Outcome.PARTLY if missing else Outcome.ANSWERED,
        statements=statements,
        citations=citations,
        missing=missing,
        differing=_figures(choice.told, citations),
        denying=tuple(cited.number for cited in citations if any(_is_of(cited, one) for one in denying)),
    )


def _shown(facts: Weighed, choice: Selection) -> Iterator[Shown]:
    """Yield the chosen sentences, the best one marked, or each of several; of figures that differ all are, or none."""
    figures = {id(told.candidate): told.span for told in choice.told}
    plain = not figures and not are_at_odds(facts.question, [one.text for one in choice.chosen])
    rejoinders = [each.candidate for each in choice.rejoinders]
    for one in choice.chosen:
        if one in rejoinders:
            yield replace(whole(one), rejoins=True)
            continue
        marking = plain and (facts.several or one is choice.chosen[0])
        yield shown(facts.question, one, marking=marking, figure=figures.get(id(one)))


def _figures(told: Iterable[Told], citations: Sequence[Citation]) -> tuple[Figure, ...]:
    """Return the figures with the citations that hold them; none unless there are two."""
    figures: list[Figure] = []
    for one in told:
        words = on_one_line(one.words)
        holding = (
            cited.number for cited in citations if _is_of(cited, one.candidate) and words in on_one_line(cited.quote)
        )
        figures += [Figure(words, number) for number in holding][:1]
    return tuple(figures) if len(figures) > 1 else ()


def _is_of(cited: Citation, one: Candidate) -> bool:
    """Say whether a citation is of a sentence."""
    of_article = cited.article.key == one.hit.article.key
    return of_article and cited.start < one.span.end and one.span.start < cited.end


def _asked(text: str, found: Evidence, meanings: Meanings) -> Asked:
    return asked(text, Sought(asked_words(text), found.rarity, meanings))
