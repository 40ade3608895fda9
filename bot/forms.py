"""The JSON forms of the command line's results; their names are a contract."""

from collections.abc import Iterable
from typing import Any

from bot.answer import Answer, Citation
from bot.answerers import Answerer
from bot.records import Feedback, Gap
from bot.speaking.reported import Quote
from bot.verification.quotes import Verification
from index import Article, Check, Freshness, Hit, IndexReport, Passage, SourceState

Form = dict[str, Any]


def answer_form(answer: Answer) -> Form:
    """Return the form of `ask`; where a language model was asked, with what there is to tell of it."""
    asked_of_model = answer.answerer is Answerer.GENERATIVE or answer.notice
    model = {"notice": answer.notice, "dropped": dict(answer.dropped)} if asked_of_model else {}
    return {
        "question": answer.question,
        "understood": answer.understood,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "answerer": answer.answerer.value,
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)} for statement in answer.statements
        ],
        "citations": [citation_form(citation) for citation in answer.citations],
        "closest": [citation_form(citation) for citation in answer.closest],
        "freshness": {
            "articles": answer.freshness.articles,
            "newest": answer.freshness.newest,
            "indexed_at": answer.freshness.indexed_at,
            "revision": answer.freshness.revision,
        },
        "timings_ms": answer.timings_ms,
        **model,
    }


def citation_form(citation: Citation) -> Form:
    """Return the form of one citation."""
    return {
        "number": citation.number,
        "article_id": citation.article.id,
        "title": citation.article.title,
        "url": citation.article.url,
        "source": citation.article.source,
        "published": citation.article.published,
        "passage_id": citation.passage.id,
        "passage": citation.passage.text,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "speaker": citation.speaker,
    }


def report_form(report: IndexReport) -> Form:
    """Return the form of `index`."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "copies": report.copies,
        "removed": report.removed,
        "failed": [{"source": unread.source, "reason": unread.reason} for unread in report.failed],
        "passages": report.passages,
        "embedded": report.embedded,
        "seconds": round(report.seconds, 3),
        "revision": report.revision,
    }


def hits_form(hits: Iterable[Hit]) -> Form:
    """Return the form of `search`."""
    return {
        "hits": [
            {
                "article_id": hit.article.id,
                "passage_id": hit.passage.id,
                "title": hit.article.title,
                "score": hit.score,
                "dense_rank": hit.why.dense_rank,
                "bm25_rank": hit.why.bm25_rank,
                "text": hit.passage.text,
                "start": hit.passage.start,
                "end": hit.passage.end,
            }
            for hit in hits
        ]
    }


def verification_form(verification: Verification) -> Form:
    """Return the form of `verify`: `diff` holds what differs, in the article's order, and leaves out what is equal."""
    return {
        "verdict": verification.verdict.value,
        "matches": [
            {
                "article_id": match.article.id,
                "title": match.article.title,
                "url": match.article.url,
                "published": match.article.published,
                "start": match.start,
                "end": match.end,
                "text": match.text,
                "diff": [
                    {"op": difference.op, "article": difference.article, "asked": difference.asked}
                    for difference in match.differences
                ],
            }
            for match in verification.matches
        ],
    }


def quotes_form(quotes: Iterable[Quote], *, with_sentences: bool = False) -> Form:
    """Return the form of `said`; of `said --in` it has the sentences of each quote, too."""
    return {
        "quotes": [
            {
                "speaker": quote.said.speaker,
                "cue": quote.said.cue,
                "kind": quote.said.kind,
                "text": quote.text,
                "article_id": quote.article.id,
                "published": quote.article.published,
                "start": quote.said.start,
                "end": quote.said.end,
                **({"sentences": [[span.start, span.end] for span in quote.said.sentences]} if with_sentences else {}),
            }
            for quote in quotes
        ]
    }


def article_form(article: Article, passages: Iterable[Passage] | None = None) -> Form:
    """Return the form of an article: as in `show` if its passages are given, else as in `articles`."""
    form: Form = {
        "library": article.library,
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "language": article.language,
    }
    if passages is not None:
        form["text"] = article.text
        form["passages"] = [
            {"id": passage.id, "ordinal": passage.ordinal, "start": passage.start, "end": passage.end}
            for passage in passages
        ]
    return form


def status_form(freshness: Freshness, sources: Iterable[SourceState]) -> Form:
    """Return the form of `status`."""
    return {
        "articles": freshness.articles,
        "passages": freshness.passages,
        "newest": freshness.newest,
        "indexed_at": freshness.indexed_at,
        "revision": freshness.revision,
        "sources": [
            {"source": state.source, "last_success": state.last_success, "error": state.error} for state in sources
        ],
    }


def feedback_form(feedback: Iterable[Feedback]) -> Form:
    """Return the form of `feedback`. Servers' numbers are texts: they are too large for many readers of JSON."""
    return {
        "feedback": [
            {
                "answer_id": given.answer_id,
                "question": given.question,
                "outcome": given.outcome.value,
                "up": given.up,
                "reason": given.reason,
                "at": given.at.isoformat(timespec="seconds"),
                "server": _server(given.guild_id),
            }
            for given in feedback
        ]
    }


def gaps_form(gaps: Iterable[Gap]) -> Form:
    """Return the form of `gaps`."""
    return {
        "gaps": [
            {
                "id": gap.id,
                "question": gap.question,
                "count": gap.count,
                "first": gap.first.isoformat(timespec="seconds"),
                "last": gap.last.isoformat(timespec="seconds"),
                "libraries": list(gap.libraries),
                "server": _server(gap.guild_id),
            }
            for gap in gaps
        ]
    }


def _server(guild_id: int | None) -> str | None:
    return None if guild_id is None else str(guild_id)


def checks_form(checks: Iterable[Check]) -> Form:
    """Return the form of `doctor`."""
    return {
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": check.detail, "remedy": check.remedy} for check in checks
        ]
    }
