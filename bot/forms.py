"""The JSON forms of the command line's results; their names are a contract."""

from collections.abc import Iterable
from typing import Any

from bot.answer import Answer, Citation
from bot.answerers import Answerer
from bot.notices import further
from bot.records import Feedback, Gap
from bot.speaking.reported import Quote
from bot.verification.quotes import Verification
from index import Article, Check, Freshness, Hit, IndexReport, Passage, SourceState

Form = dict[str, Any]


def answer_form(answer: Answer) -> Form:
    """Return the form of `ask`; where a language model was asked, or there is something to say beside, with that."""
    notice = " ".join(filter(None, (answer.notice, str(answer.remark or ""), further(answer)))) or None
    asked_of_model = answer.answerer is Answerer.GENERATIVE or answer.notice
    model = {"notice": notice, "dropped": dict(answer.dropped)} if asked_of_model else {}
    beside = {"notice": notice} if notice else {}
    return {
        "question": answer.question,
        "understood": answer.understood,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "answerer": answer.answerer.value,
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)}
            | ({"unchecked": True} if statement.unchecked else {})
            for statement in answer.statements
        ],
        "citations": [citation_form(citation) for citation in answer.citations],
        "closest": [citation_form(citation) for citation in answer.closest],
        "freshness": _fields(answer.freshness, "articles", "newest", "indexed_at", "revision"),
        "timings_ms": answer.timings_ms,
        **beside,
        **model,
    }


def citation_form(citation: Citation) -> Form:
    """Return the form of one citation."""
    return {
        "number": citation.number,
        "article_id": citation.article.id,
        **_fields(citation.article, "title", "url", "source", "published"),
        "passage_id": citation.passage.id,
        "passage": citation.passage.text,
        **_fields(citation, "quote", "start", "end", "speaker"),
    }


def report_form(report: IndexReport) -> Form:
    """Return the form of `index`."""
    return {
        **_fields(report, "added", "updated", "unchanged", "copies", "removed"),
        "failed": [_fields(unread, "source", "reason") for unread in report.failed],
        **_fields(report, "passages", "embedded"),
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
                **_fields(hit.why, "dense_rank", "bm25_rank"),
                **_fields(hit.passage, "text", "start", "end"),
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
                **_fields(match.article, "title", "url", "published"),
                **_fields(match, "start", "end", "text"),
                "diff": [_fields(difference, "op", "article", "asked") for difference in match.differences],
            }
            for match in verification.matches
        ],
    }


def quotes_form(quotes: Iterable[Quote], *, with_sentences: bool = False) -> Form:
    """Return the form of `said`; of `said --in` it has the sentences of each quote, too."""
    return {
        "quotes": [
            {
                **_fields(quote.said, "speaker", "cue", "kind"),
                "text": quote.text,
                "article_id": quote.article.id,
                "published": quote.article.published,
                **_fields(quote.said, "start", "end"),
                **({"sentences": [[span.start, span.end] for span in quote.said.sentences]} if with_sentences else {}),
            }
            for quote in quotes
        ]
    }


def article_form(article: Article, passages: Iterable[Passage] | None = None) -> Form:
    """Return the form of an article: as in `show` if its passages are given, else as in `articles`."""
    form = _fields(article, "library", "id", "title", "url", "source", "author", "published", "language")
    if passages is not None:
        form["text"] = article.text
        form["passages"] = [_fields(passage, "id", "ordinal", "start", "end") for passage in passages]
    return form


def status_form(freshness: Freshness, sources: Iterable[SourceState]) -> Form:
    """Return the form of `status`."""
    return {
        **_fields(freshness, "articles", "passages", "newest", "indexed_at", "revision"),
        "sources": [_fields(state, "source", "last_success", "error") for state in sources],
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


def checks_form(checks: Iterable[Check]) -> Form:
    """Return the form of `doctor`."""
    return {"checks": [_fields(check, "name", "ok", "detail", "remedy") for check in checks]}


def _fields(one: object, *names: str) -> Form:
    return {name: getattr(one, name) for name in names}


def _server(guild_id: int | None) -> str | None:
    return None if guild_id is None else str(guild_id)
