"""Choose what somebody said: the utterances that answer, never another person's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from bot.reader import Likeness, Reader, read_of
from bot.speaking.attributed import Statement, attributed
from bot.speaking.reported import Quote, Reported, once_each
from bot.speaking.speakers import asked_for, could_be, is_by, is_loosely_by
from bot.speaking.speech import Form
from index import Article, Hit, Key, Passage, Utterance

# In the reader's log-odds that an utterance answers.
LEAST = -0.5  # from which it is shown, read with the question as it is asked
LEAST_UNNAMED = -3.0  # the same, read without the speaker's name
NEAR = 3.0  # by which further ones may be less likely than the best
MUCH_BETTER = 2.0  # by which another person's must not be likelier than the best
PLAIN = 0.55  # cosine to the topic from which an utterance is about it, though the reader sees no answer
MOST_READ = 8  # passages in which somebody speaks
MOST_FOUND = 3  # of the passages found for the question, that are read whoever speaks in them
MOST_SPEAKERS = 3  # of one thing that somebody is asked to have said
MOST_GOING_ON = 3  # utterances behind a chosen one

Place = tuple[Key, int]  # of an utterance: its article, and which of its utterances it is


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of one article, in its order."""

    reported: Reported
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """The `at`-th utterance of an article."""

    reported: Reported
    at: int

    @property
    def said(self) -> Utterance:
        return self.reported.utterances[self.at]

    @property
    def place(self) -> Place:
        return (self.reported.article.key, self.at)


def told(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported], reader: Reader, likeness: Likeness
) -> list[Told]:
    """Return what answers a question about somebody's words, article by article, the best one first."""
    return _by_article(question.speaker or "", *_answering(question, hits, found, reader, likeness))


def quotes_about(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported], reader: Reader, likeness: Likeness
) -> list[Quote]:
    """Return the utterances that answer a question about a speaker's words, and no others."""
    chosen, _ = _answering(question, hits, found, reader, likeness)
    return [Quote(each.reported.article, each.said) for each in chosen]


def _answering(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported], reader: Reader, likeness: Likeness
) -> tuple[list[_Heard], dict[Place, float]]:
    """Return the utterances that answer, and how likely each one that was read does."""
    heard = _heard(hits, found)
    mine = _all_by(heard, question.speaker or "")
    form = question.speech.form if question.speech else Form.WHAT
    if form is not Form.WHO and not question.topic:
        return mine, {}
    wanted = heard if form is Form.WHO else mine
    by_topic = form is not Form.WHO and not _asks_for_reply(question)  # a reply need not be about what it answers
    asked = _without_speaker(question) if by_topic else question.text
    scores = _scores(asked, _to_read(hits, wanted), heard, reader)
    if form is Form.WHO:
        return _best_of_anybody(heard, scores), scores
    chosen = _of_the_speaker(question, heard, mine, scores, LEAST_UNNAMED if by_topic else LEAST)
    return chosen or (_plainly_near(question, mine, likeness) if by_topic else []), scores


def _without_speaker(question: Question) -> str:
    """Return a question that asks what "they" said: the utterances tell whose they are.

    To a question with a name, the reader finds whatever stands beside that name likelier than it is.
    """
    if not question.speaker:
        return question.text
    return re.sub(rf"(?<!\w){re.escape(question.speaker)}(?!\w)", "they", question.text)


def _plainly_near(question: Question, mine: Sequence[_Heard], likeness: Likeness) -> list[_Heard]:
    """Return the utterances of which a sentence is nearly the topic itself."""
    spoken = [(each, span.of(each.reported.article.text)) for each in mine for span in each.said.sentences]
    cosines = likeness(" ".join(term.word for term in question.topic), [text for _, text in spoken]) if spoken else ()
    near = {each.place for (each, _), cosine in zip(spoken, cosines, strict=True) if cosine >= PLAIN}
    return [each for each in mine if each.place in near]


def is_heard(question: Question, hits: Sequence[Hit], found: Sequence[Reported]) -> bool:
    """Say whether the speaker whom a question names says anything in the articles at hand."""
    return any(is_by(each.said, question.speaker or "") for each in _heard(hits, found))


def _heard(hits: Sequence[Hit], found: Sequence[Reported]) -> list[_Heard]:
    """Return every utterance of the articles at hand."""
    looked_at = [Reported(hit.article, hit.context.passages, hit.context.utterances) for hit in hits]
    articles = once_each([*looked_at, *found])
    return [_Heard(each, at) for each in articles for at in range(len(each.utterances))]


def _to_read(hits: Sequence[Hit], wanted: Sequence[_Heard]) -> list[tuple[Article, Passage]]:
    """Return the passages to read: the first ones found, then those with wanted utterances, those found first."""
    rank = {hit.key: at for at, hit in reversed(list(enumerate(hits)))}
    passages: dict[Key, tuple[Article, Passage]] = {}
    for each in wanted:
        article = each.reported.article
        for passage in each.reported.passages:
            if passage.start < each.said.end and each.said.start < passage.end:
                passages.setdefault((article.library, passage.id), (article, passage))
    in_order = sorted(passages, key=lambda key: rank.get(key, len(rank)))[:MOST_READ]
    first = {hit.key: (hit.article, hit.passage) for hit in hits[:MOST_FOUND]}
    return list((first | {key: passages[key] for key in in_order}).values())


def _scores(
    question: str, to_read: Sequence[tuple[Article, Passage]], heard: Sequence[_Heard], reader: Reader
) -> dict[Place, float]:
    """Return how likely each utterance answers, as log-odds: that of its best sentence; none for those not read."""
    reads = [read_of(article, passage) for article, passage in to_read]
    by_sentence: dict[tuple[Key, int], float] = {}
    for (article, passage), read, reading in zip(to_read, reads, reader.read(question, reads), strict=True):
        for span, score in zip(read.sentences, reading.scores, strict=True):
            by_sentence[article.key, passage.start + span.start] = score
    scores = {}
    for each in heard:
        own = [by_sentence.get((each.reported.article.key, span.start)) for span in each.said.sentences]
        if known := [score for score in own if score is not None]:
            scores[each.place] = max(known)
    return scores


def _best_of_anybody(heard: Sequence[_Heard], scores: Mapping[Place, float]) -> list[_Heard]:
    """Return the utterance that most likely says what somebody is asked to have said, and others' as likely."""
    ranked = sorted((each for each in heard if each.place in scores), key=lambda each: -scores[each.place])
    if not ranked or scores[ranked[0].place] < LEAST:
        return []
    best: dict[str, _Heard] = {}
    for each in ranked:
        if scores[each.place] >= max(LEAST, scores[ranked[0].place] - 1):
            best.setdefault(each.said.speaker, each)
    return list(best.values())[:MOST_SPEAKERS]


def _of_the_speaker(
    question: Question,
    heard: Sequence[_Heard],
    mine: Sequence[_Heard],
    scores: Mapping[Place, float],
    least: float,
) -> list[_Heard]:
    speaker = question.speaker or ""
    own = {each.place for each in mine}
    best = max((scores[place] for place in own & scores.keys()), default=least - MUCH_BETTER)
    others = [each for each in heard if each.place not in own and each.place in scores]
    another = max(others, key=lambda each: scores[each.place], default=None)
    outdone = another is not None and scores[another.place] - best >= MUCH_BETTER and not _asks_for_reply(question)
    if best >= least and not outdone:
        chosen = [each for each in mine if scores.get(each.place, least - 1) >= max(least, best - NEAR)]
        return [*chosen, *_going_on(chosen, mine)]
    # It was somebody else who said so: that is said where the question asks whether.
    theirs = another is not None and scores[another.place] >= LEAST and not could_be(another.said, speaker)
    is_proposition = question.speech is not None and question.speech.form is Form.DID
    return [another] if is_proposition and theirs and another else []


def _asks_for_reply(question: Question) -> bool:
    return question.speech is not None and question.speech.reply


def _all_by(heard: Sequence[_Heard], speaker: str) -> list[_Heard]:
    """Return a speaker's utterances; of an office's holder also those under the name, of a surname's those it means."""
    mine = [each for each in heard if is_by(each.said, speaker)]
    if not mine:
        loose = [each for each in heard if is_loosely_by(each.said, speaker)]
        return loose if len({each.said.speaker for each in loose}) == 1 else []
    names = {each.said.speaker for each in mine}
    if asked_for(speaker).office and len(names) == 1:
        return [each for each in heard if each.said.speaker in names]
    return mine


def _going_on(chosen: Sequence[_Heard], mine: Sequence[_Heard]) -> Iterator[_Heard]:
    """Yield what the same speaker says right behind a chosen utterance."""
    reached = list(chosen)
    for _ in range(MOST_GOING_ON):
        behind = [each for each in mine if each not in reached and any(_adjoin(one, each) for one in reached)]
        reached += behind
        yield from behind


def _adjoin(one: _Heard, other: _Heard) -> bool:
    if one.reported is not other.reported:
        return False
    return one.said.start < other.said.start and not one.reported.article.text[one.said.end : other.said.start].strip()


def _by_article(asked: str, chosen: Sequence[_Heard], scores: Mapping[Place, float]) -> list[Told]:
    grouped: dict[Key, list[_Heard]] = {}
    for each in sorted(chosen, key=lambda each: -scores.get(each.place, LEAST)):
        grouped.setdefault(each.reported.article.key, []).append(each)
    return [
        Told(group[0].reported, attributed(asked, group[0].reported, [each.at for each in group]))
        for group in grouped.values()
    ]
