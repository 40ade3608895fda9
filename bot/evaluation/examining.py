"""Run a set: index its articles, ask its questions, verify its quotes, check its claims, and score what comes back."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.answerers import Answerer
from bot.desk import Desk
from bot.errors import UsageProblem
from bot.evaluation import agreement, measures
from bot.evaluation.corpora import CLEAN, Corpora
from bot.evaluation.measures import Measures, RankedArticles
from bot.evaluation.results import REFUSED, Reply, Result, reply_of
from bot.evaluation.sets import Case, Claimed, EvaluationSet, Quoted
from bot.request import Request
from bot.searching import search_of
from bot.verification.quotes import Verdict, verify
from index import IndexReport, Key, Progress, no_progress, remembered

DEEP = 100  # passages that are ranked, so that ten articles are among them


def index_corpora(desk: Desk, library: str, corpora: Corpora, progress: Progress = no_progress) -> IndexReport:
    """Index what is to be asked about. Raise UsageProblem if the library holds articles from elsewhere."""
    wanted = [remembered(source) for source in corpora.sources]
    with desk.ledger.reading() as snapshot:
        others = [state.source for state in snapshot.sources(library) if state.source not in wanted]
    if others:
        raise UsageProblem(
            f"{desk.ledger.home} holds articles from {others[0]}, which are not asked about. "
            "Name a folder of its own for this set, or an empty one."
        )
    if corpora.clean:
        desk.index(CLEAN, [corpora.clean], prune=True)
    return desk.index(library, wanted, prune=True, progress=progress)


def examined(examiner: "Examiner", asked: EvaluationSet, progress: Progress = no_progress) -> Iterator[Result]:
    """Yield one result for every question, every quote and every claim of a set."""
    total = len(asked.cases) + len(asked.quoted) + len(asked.claimed)
    cases = asked.cases if asked.corpora else tuple(case for case in asked.cases if case.rewrite is not None)
    if cases and asked.corpora:
        examiner.warm_up(cases[0])
    for done, case in enumerate(cases):
        progress(done, total)
        yield examiner.answered(case) if asked.corpora else _rewriting(case)
    for done, item in enumerate(asked.quoted, len(cases)):
        progress(done, total)
        yield examiner.verified(item)
    for done, claim in enumerate(asked.claimed, len(cases) + len(asked.quoted)):
        progress(done, total)
        yield examiner.checked(claim)
    progress(total, total)


def _rewriting(case: Case) -> Result:
    understood, made = rewritten(case)
    return Result(case.id, "rewriting", case.question, Reply(""), understood, measures=made)


class Examiner:
    """Have one answerer asked about one library, and score what comes back."""

    def __init__(
        self,
        desk: Desk,
        library: str,
        corpora: Corpora | None = None,
        answerer: Answerer = Answerer.EXTRACTIVE,
    ) -> None:
        self._desk = desk
        self._library = library
        self._corpora = corpora
        self._answerer = answerer
        self._stored = cache(self._resolved)

    def warm_up(self, case: Case) -> None:
        """Ask once without counting: the first question loads what the later ones find loaded."""
        self.reply(Request(case.question))

    def answered(self, case: Case) -> Result:
        """Return what a question brings and scores."""
        case = self._as_stored(case)
        reply = self.reply(_request(case, [(self._library, name) for name in case.context_docs]))
        understood, made = rewritten(case)
        made |= self._retrieved(case) | measures.of_reply(case, reply)
        if case.attack:
            made |= measures.of_injection(case, reply, self._clean_reply(case))
        return Result(case.id, "question", case.question, reply, understood, measures=made)

    def verified(self, item: Quoted) -> Result:
        """Return the verdict on a quote, and whether it is right."""
        with self._desk.ledger.reading() as snapshot:
            try:
                verdict = verify(snapshot, (self._library,), item.quote).verdict
            except UsageProblem:  # a quote that cannot be looked up stands nowhere
                verdict = Verdict.ABSENT
        made = measures.of_verdict(item.label, verdict.value)
        return Result(item.id, "quote", item.quote, Reply(verdict.value), label=item.label, measures=made)

    def checked(self, item: Claimed) -> Result:
        """Return whether a claim would be shown if a language model stated it, and whether that is right."""
        from bot.evaluation.claimed import KEPT, verdict_on

        wording = self._desk.wording
        verdict = verdict_on(item, wording.checker(), self._library, wording.deadline_s)
        made = measures.of_claim(item, kept=verdict == KEPT)
        return Result(item.id, "claim", item.claim, Reply(verdict), measures=made)

    def reply(self, request: Request, library: str | None = None) -> Reply:
        """Return the reply to a request; one that cannot be used is refused."""
        started = time.perf_counter()
        try:
            answer = self._desk.ask(replace(request, answerer=self._answerer), (library or self._library,))
        except UsageProblem:
            return Reply(REFUSED)
        took_ms = (time.perf_counter() - started) * 1000
        with self._desk.ledger.reading() as snapshot:
            held = {
                each.article.id: snapshot.article(each.article.library, each.article.id) for each in answer.citations
            }
        texts = {name: article.text if article else "" for name, article in held.items()}
        valid = [texts[each.article.id][each.start : each.end] == each.quote != "" for each in answer.citations]
        return reply_of(answer, took_ms, valid=valid)

    def _retrieved(self, case: Case) -> Measures:
        """Return how well the evidence is found as an answer looks for it; after a conversation, also without that."""
        if not case.docs or case.context_docs:
            return {}
        request = _request(case, ())
        made = measures.of_retrieval(case, self._ranking(request))
        if case.history:
            as_typed = measures.of_retrieval(case, self._ranking(replace(request, history=())))
            made["followups.recall@5_last_turn"] = as_typed["retrieval.recall@5"]
            made["followups.recall@5_history"] = made["retrieval.recall@5"]
        return made

    def _ranking(self, request: Request) -> RankedArticles:
        """Rank all articles, those outside the days that the question limits itself to as well."""
        try:
            wanted = search_of(request, newest=None)
        except UsageProblem:  # it lacks what nothing before it tells
            return RankedArticles((), ())
        hits = self._desk.search(wanted.query, (self._library,), DEEP, wanted.scope).hits
        return RankedArticles(
            tuple(dict.fromkeys(hit.article.id for hit in hits)), tuple(hit.passage.text for hit in hits)
        )

    def _clean_reply(self, case: Case) -> Reply | None:
        """Return the reply from the article as it was before the attack, if it is there."""
        corpora = self._corpora
        poisoned = [*case.context_docs, *case.docs]
        names = [corpora.originals[name] for name in poisoned if name in corpora.originals] if corpora else []
        if corpora is None or not names:
            return None
        library = CLEAN if names[0] in corpora.replaced else self._library
        with self._desk.ledger.reading() as snapshot:
            clean = snapshot.resolved(library, names[0])
        return self.reply(_request(case, [clean.key]), library) if clean else None

    def _as_stored(self, case: Case) -> Case:
        """Return the case with the ids under which its articles are stored: copies stand for one another."""
        evidence = tuple(replace(each, doc=self._stored(each.doc)) for each in case.evidence)
        return replace(case, evidence=evidence, context_docs=tuple(map(self._stored, case.context_docs)))

    def _resolved(self, name: str) -> str:
        with self._desk.ledger.reading() as snapshot:
            article = snapshot.resolved(self._library, name)
        return article.id if article else name


def rewritten(case: Case) -> tuple[str, Measures]:
    """Return the question as it stands alone after its conversation, and how near that is to a person's rewriting."""
    if not case.history and case.rewrite is None:
        return case.question, {}
    from bot.dialogue.followups import stand_alone

    understood = stand_alone(case.question, case.history)
    if case.rewrite is None:
        return understood, {}
    return understood, {"followups.rewrite_f1": agreement.token_f1(understood, case.rewrite)}


def _request(case: Case, articles: Sequence[Key]) -> Request:
    return Request(case.question, history=case.history, articles=tuple(articles), now=case.moment)
