"""Examples of who said what, made from questions over news: a speaker is asked about what answers, or does not."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.question import understand
from bot.reader.encoding import read_of
from bot.reader.training.examples import Example, Labelled
from bot.reader.training.written import Parts, Written, labelled
from index import HybridSearch, Ledger, Span, Utterance, content_words_in

FORMS = (
    *["what did {speaker} say about {topic}"] * 3,
    *["What did {speaker} say about {topic}?"] * 2,
    "what does {speaker} say about {topic}",
    "did {speaker} say anything about {topic}",
    "what did {speaker} say on {topic}",
    "{speaker} on {topic}",
    "what does {speaker} think about {topic}",
    "what did {speaker} tell reporters about {topic}",
    "what was {speaker}'s view on {topic}",
)
MOST_WORDS, LEAST_WORDS = 6, 2  # of a topic
MOST_OF_A_NAME = 4  # words
NEAR = 0.5  # cosine from which words of a speaker may be about a topic though they do not answer
OTHERS = 2  # passages read beside the first one
_EMPTY = {"say", "said", "says", "many", "much", "long", "old", "people"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A speaker of an article, a topic, where the speaker's words stand, and which of them answer."""

    parts: Parts
    speaker: str
    topic: str
    words: tuple[Span, ...]
    answering: tuple[Span, ...]
    elsewhere: tuple[Span, ...]  # what answers and is not the speaker's


def of_speakers(
    asked: Sequence[Written],
    articles: Mapping[str, Parts],
    ledger: Ledger,
    search: HybridSearch,
    most_against: int,
    rng: random.Random,
) -> list[Example]:
    """Return examples in which a speaker's own words answer, and at most so many in which only other words do.

    The latter are of passages in which the speaker says something else, which is not near the topic either.
    """
    with ledger.reading() as snapshot:
        said = {name: snapshot.utterances(*article.key) for name, (article, _) in articles.items()}
    made = [each for one in asked for each in _of_question(one, articles[one.document], said[one.document])]
    own = [each for each in made if each.answering]
    others = [each for each in made if not each.answering and _beside(each)]
    rng.shuffle(others)
    against = [each for each in others[: 2 * most_against] if not _may_be_of_topic(each, search)]
    return [_example(each, rng) for each in (*own, *against[:most_against])]


def _of_question(one: Written, parts: Parts, utterances: Sequence[Utterance]) -> Iterator[_Asked]:
    article, passages = parts
    golds = [span for passage in passages for span in _answering(labelled(one, article, passage), passage.start)]
    spoken: dict[str, list[Span]] = defaultdict(list)
    for said in utterances:
        if said.speaker[0].isupper() and len(said.speaker.split()) <= MOST_OF_A_NAME:
            spoken[said.speaker] += said.sentences
    for speaker, words in spoken.items() if golds else ():
        if topic := _topic(one.question, speaker):
            theirs = tuple(gold for gold in golds if _overlaps(gold, words))
            yield _Asked(parts, speaker, topic, tuple(words), theirs, () if theirs else tuple(golds))


def _topic(question: str, speaker: str) -> str:
    """Return the words of a question that name what it is about; nothing if there are too few beside the speaker's."""
    speech = understand(question).speech
    words = content_words_in(speech.topic if speech and speech.topic else question)
    left = [word for word in words if word.lower() not in {*speaker.lower().split(), *_EMPTY}]
    return " ".join(left[:MOST_WORDS]) if len(left) >= LEAST_WORDS else ""


def _beside(each: _Asked) -> bool:
    """Say whether a passage with what answers also has words of the speaker."""
    return any(
        _overlaps(Span(part.start, part.end), each.elsewhere) and _overlaps(Span(part.start, part.end), each.words)
        for part in each.parts[1]
    )


def _may_be_of_topic(each: _Asked, search: HybridSearch) -> bool:
    text = each.parts[0].text
    return max(search.likeness(each.topic, [span.of(text) for span in each.words])) >= NEAR


def _example(each: _Asked, rng: random.Random) -> Example:
    """Return the passages with the speaker's words: first the one that answers, or has what does beside them."""
    article, passages = each.parts
    wanted = each.answering or each.elsewhere
    spans = [(Span(part.start, part.end), part) for part in passages]
    first = [part for span, part in spans if _overlaps(span, wanted) and _overlaps(span, each.words)][:1]
    rest = [part for span, part in spans if part not in first and _overlaps(span, each.words)]
    chosen = [*first, *rng.sample(rest, min(OTHERS, len(rest)))]
    short = each.speaker.split()[-1] if len(each.speaker.split()) < MOST_OF_A_NAME else each.speaker
    speaker = rng.choice([each.speaker, each.speaker, each.speaker.lower(), short])
    question = rng.choice(FORMS).format(speaker=speaker, topic=each.topic)
    reads = [(part.start, read_of(article, part)) for part in chosen]
    return Example(
        question,
        tuple(
            Labelled(
                given,
                frozenset(
                    at for at, span in enumerate(given.sentences) if _overlaps(span.moved(start), each.answering)
                ),
            )
            for start, given in reads
        ),
    )


def _answering(given: Labelled, start: int) -> Iterator[Span]:
    for at in given.answering:
        yield given.read.sentences[at].moved(start)


def _overlaps(one: Span, others: Sequence[Span]) -> bool:
    return any(map(one.overlaps, others))
