"""Sources made by hand, for claims to be held against."""

from conftest import an_article
from made_answers import passage_of

from bot.generating.sources import Source
from index import Span, Utterance

TEXT = (
    "The mayor of Dulwich, Ann Lee, said on Monday that 1,200 homes had lost power in the storm. "
    "“We will not close the harbour,” she told reporters. "
    "The storm of 14 October 2020 cost the city $4.2 million, Treasurer Bob Stone said. "
    "Ferry traffic to the islands did not resume until the afternoon."
)


def a_source(text: str = TEXT, number: int = 1, **fields: object) -> Source:
    usual = {
        "title": "Storm over Dulwich",
        "source": "The Herald",
        "published": "2020-10-19",
        "url": "https://herald.test/storm",
    }
    article = an_article(text, **(usual | fields))
    return Source(number, article, passage_of(article), _said(text) if text == TEXT else ())


def _said(text: str) -> tuple[Utterance, ...]:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    first = text[: text.index("storm. ") + 6]
    quote = "“We will not close the harbour,” she told reporters."
    cost = "The storm of 14 October 2020 cost the city $4.2 million, Treasurer Bob Stone said."
    return (
        Utterance("Ann Lee", "The mayor of Dulwich, Ann Lee", "said", "indirect", (span(first),)),
        Utterance("Ann Lee", "The mayor of Dulwich, Ann Lee", "told", "direct", (span(quote),)),
        Utterance("Bob Stone", "Treasurer Bob Stone", "said", "indirect", (span(cost),)),
    )
