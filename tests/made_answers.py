"""Answers made by hand."""

from conftest import an_article

from bot.answer import Answer, Citation, Outcome, Statement
from bot.answerers import Answerer
from bot.citations import cite
from index import Article, Freshness, Passage, Span

FRESH = Freshness(articles=2, passages=3, newest="2020-10-21T08:00:00+00:00", indexed_at="2026-01-02T03:04:05+00:00",
                  revision=1)  # fmt: skip
RAIN = "Rain fell. The mayor said it would stop. It did not.\n\nThe harbour closed. Ships left."


def passage_of(article: Article, start: int = 0, end: int | None = None) -> Passage:
    end = len(article.text) if end is None else end
    return Passage(f"{article.id}-{start}", article.id, 0, start, end, article.text[start:end])


def cited(article: Article, *quotes: str, passage: Passage | None = None) -> tuple[Citation, ...]:
    within = passage or passage_of(article)
    starts = [article.text.index(quote) for quote in quotes]
    return tuple(
        cite(number, article, within, start, start + len(quote), quote=quote)
        for number, (start, quote) in enumerate(zip(starts, quotes, strict=True), 1)
    )


def answer_of(citations: tuple[Citation, ...], **fields: object) -> Answer:
    statements = tuple(Statement(citation.quote, (citation.number,)) for citation in citations)
    usual = {"question": "rain?", "understood": "rain?", "outcome": Outcome.ANSWERED, "statements": statements,
             "citations": citations, "closest": (), "freshness": FRESH}  # fmt: skip
    return Answer(**(usual | fields))


def a_worded_answer(**fields: object) -> Answer:
    """Return an answer in a language model's words, of which the last nobody judged."""
    lead = "It rained, and ships sailed."
    statements = (Statement(lead, (1, 2), (Span(0, len(lead)),)), Statement("The harbour shut.", (3,), unchecked=True))
    quotes = cited(an_article(RAIN), "Rain fell.", "Ships left.", "The harbour closed.")
    usual = {"statements": statements, "answerer": Answerer.GENERATIVE, "notice": "One statement is left out."}
    return answer_of(quotes, **(usual | fields))


def an_answer(statements: int = 1, **fields: object) -> Answer:
    sentences = [f"Ship number {number} left the harbour in the rain." for number in range(1, statements + 1)]
    return answer_of(cited(an_article(" ".join(sentences)), *sentences), **fields)
