"""Choose the sentences that answer a question about facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.extraction.candidates import Candidate
from bot.extraction.differing import Told, differing, of_figures
from bot.extraction.elaboration import opens_a_point, refers_back
from bot.extraction.expectation import EXPLAINED, Kind
from bot.extraction.figures import figure_of
from bot.extraction.fitting import fitting_first
from bot.extraction.grounds import grounds
from bot.extraction.judging import Judged
from bot.extraction.missing import missing
from bot.extraction.named_sources import Mention
from bot.extraction.parts import is_answered, parts
from bot.extraction.rejoinders import Rejoinder, rejoinder
from bot.extraction.relation import is_of_others
from bot.extraction.several import comparable, one_of_each, with_figures
from bot.extraction.signals import Asked
from bot.speaking.reasons import gives_reason
from bot.times.publication import moment_of
from index import content_words_in, stem

MOST_WORDS = 60  # of an answer to a factual question, unless its first sentence is longer
MOST_SENTENCES = 5  # of an explanation
# By how much a further sentence may rank below the best one, in the units of the order: one of another article, which
# bears out the first, by more than one of the same; one that goes on about it ("It cost …") by more again, and one
# that gives a figure, to be held against others, by most.
NEAR_THE_BEST, NEAR_IN_ANOTHER_ARTICLE, NEAR_WHERE_IT_GOES_ON, NEAR_WHERE_IT_DIFFERS = 1.0, 2.0, 3.0, 6.0
SAME_SENTENCE = 0.8  # share of the words of both from which two sentences say the same


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that answer, the one that answers best first.

    `missing` are words of the question that nothing cited holds, `told` the figures by which the sentences differ.
    `rejoinders` are those of the sentences that take back the one before them.
    """

    chosen: tuple[Candidate, ...] = ()
    missing: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    rejoinders: tuple[Rejoinder, ...] = ()


def selected(question: Asked, ranked: Sequence[Judged], *, latest: bool = False) -> Selection:
    """Return the sentences that answer; none if the best one does not.

    With `latest`, the newest of the sentences that are as good comes first; what is undated comes last. Sentences of
    several articles that give different figures are all there, those that give none of these come after them.
    """
    if not ranked or not ranked[0].answers:
        return Selection()
    ranked = fitting_first(question, ranked)
    near = [one for one in ranked if one.answers and _is_near(one, ranked[0])]
    if latest:
        near = [one for one in ranked if one.answers and (one in near or _gives_figure(question, one, ranked[0]))]
        near.sort(key=lambda one: moment_of(one.candidate.hit.article.published), reverse=True)
    told = differing(question, _comparable(ranked, near[0]))
    different = _different([each.candidate for each in told], (one.candidate for one in near))
    if question.kind in EXPLAINED:
        listed = _listed(ranked, near[0].candidate)
        chosen = _in_order(list(dict.fromkeys([*listed, *different]))[:MOST_SENTENCES])
        if question.kind is Kind.REASON and not any(gives_reason(one.text) for one in chosen):
            found = grounds(question, near[0].candidate, ranked)
            chosen = [near[0].candidate, *found] if found else chosen
    else:
        chosen = _within_words(different, least=max(1, len(told)))
    if is_of_others(question, chosen):
        return Selection()
    chosen += _of_other_parts(question, chosen, ranked)
    return _with_rejoinders(question, Selection(tuple(chosen), missing(question, chosen), told), ranked)


def selected_of_several(question: Asked, named: Sequence[Mention], ranked: Sequence[Judged]) -> Selection:
    """Return one sentence of each article that answers, the best one first; none if nothing answers."""
    if not ranked or not ranked[0].answers:
        return Selection()
    chosen = one_of_each(question, named, ranked)
    told = differing(of_figures(question), comparable(named, chosen, ranked))
    chosen = with_figures(chosen, [each.candidate for each in told])
    selection = Selection(tuple(chosen), missing(question, chosen, named), told)
    return _with_rejoinders(question, selection, ranked)


def _with_rejoinders(question: Asked, selection: Selection, ranked: Sequence[Judged]) -> Selection:
    """Return what was chosen, each sentence with the one that takes it back; the last make room for it."""
    told: list[Candidate] = []
    found: list[Rejoinder] = []
    for one in selection.chosen:
        if one not in told:
            told.append(one)
            if its := rejoinder(question, one, ranked):
                told = [each for each in told if each is not its.candidate] + [its.candidate]
                found.append(its)
    if not found:
        return selection
    least = max(1, len(selection.told), 1 + max(told.index(each.candidate) for each in found))
    return replace(selection, chosen=tuple(_within_words(told, least=least)), rejoinders=tuple(found))


def _is_near(one: Judged, best: Judged) -> bool:
    first, other = best.candidate, one.candidate
    near = NEAR_THE_BEST if first.hit.article.key == other.hit.article.key else NEAR_IN_ANOTHER_ARTICLE
    if first.hit is other.hit and other.before == first.text and refers_back(other.text):
        near = NEAR_WHERE_IT_GOES_ON
    return one.rank >= best.rank - near


def _gives_figure(question: Asked, one: Judged, best: Judged) -> bool:
    """Say whether a sentence plainly gives the figure that is asked for, and ranks not too far below the best."""
    return one.rank >= best.rank - NEAR_WHERE_IT_DIFFERS and figure_of(question, one.candidate) is not None


def _listed(ranked: Sequence[Judged], first: Candidate) -> list[Candidate]:
    """Return a sentence with the points that are listed right behind it: "three reasons. First, …"."""
    own = sorted((one.candidate for one in ranked if one.candidate.hit is first.hit), key=lambda one: one.span.start)
    behind = own[own.index(first) + 1 :]
    if not behind or not opens_a_point(behind[0].text):
        return []
    return [first, *(one for one in behind if opens_a_point(one.text))]


def _comparable(ranked: Sequence[Judged], first: Judged) -> list[Candidate]:
    """Return the first sentence, and those that may answer otherwise: their figures must be plain, not their words."""
    least = ranked[0].rank - NEAR_WHERE_IT_DIFFERS
    return [first.candidate, *(one.candidate for one in ranked if one.rank >= least and one is not first)]


def _different(wanted: Sequence[Candidate], sentences: Iterable[Candidate]) -> list[Candidate]:
    """Return what is wanted, and the sentences that say something else than those before them."""
    kept = list(wanted)
    stems = [_stems(one) for one in kept]
    for one in sentences:
        own = _stems(one)
        if not any(len(own & other) >= SAME_SENTENCE * len(own | other) for other in stems):
            kept.append(one)
            stems.append(own)
    return kept


def _stems(one: Candidate) -> set[str]:
    return set(map(stem, content_words_in(one.text)))


def _within_words(sentences: Sequence[Candidate], *, least: int) -> list[Candidate]:
    """Return the first sentences, at least so many, and those behind them that there is room for."""
    chosen: list[Candidate] = []
    words = 0
    for one in sentences:
        length = len(one.text.split())
        if len(chosen) < least or words + length <= MOST_WORDS:
            chosen.append(one)
            words += length
    return chosen


def _in_order(sentences: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences article by article, the best one's first, each in its order."""
    articles = list(dict.fromkeys(one.hit.article.key for one in sentences))
    return sorted(sentences, key=lambda one: (articles.index(one.hit.article.key), one.span.start))


def _of_other_parts(question: Asked, chosen: Sequence[Candidate], ranked: Sequence[Judged]) -> list[Candidate]:
    """Return the best sentence for each part of the question that the chosen ones leave unanswered."""
    found: list[Candidate] = []
    for part in parts(question.text):
        if not is_answered(question, part, (*chosen, *found)):
            found += [one.candidate for one in ranked if is_answered(question, part, [one.candidate])][:1]
    return found
