"""Choose what somebody said: the utterances that answer, never another person's."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.question import Question
from bot.speaking.answering import before, denies_what_stands_before, question_before
from bot.speaking.attributed import Statement, attributed
from bot.speaking.matching import Topic
from bot.speaking.reasons import gives_reason
from bot.speaking.reported import Reported, once_each
from bot.speaking.speakers import asked_for, could_be, is_by, is_loosely_by
from bot.speaking.speech import Form
from index import Article, Hit, Key, Utterance

LEAST = 0.5  # share of the topic's weight that an utterance must hold, words around it counting half
LEAST_OF_BEST = 0.75  # share of the best one's score that further utterances must reach
MUCH_BETTER = 0.3  # by which another person's utterance must not match better
LEAST_DENIED = 0.9  # share of the weight of what is denied that stands before the denial
LEAST_OF_ANOTHER = 0.75  # share of the weight that another person's words must hold to be shown as theirs
LEAST_WORDS_OF_ANOTHER = 2  # of a topic, to tell whose words it is
MOST_SPEAKERS = 3  # of one thing that somebody is asked to have said
MOST_GOING_ON = 3  # utterances behind a chosen one
LEAST_OF_LIKELY = 0.3  # share of the topic, enough if the utterance is near to the question in meaning as well
LEAST_ALIKE = 0.65  # cosine
MOST_LIKELY, MOST_COMPARED = 8, 600  # utterances whose meaning is compared, and characters of each
BEFORE, BEHIND = 500, 300  # characters around an utterance that may name its topic

Likeness = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of one article, in its order."""

    reported: Reported
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class _Candidate:
    """An utterance that could answer, the `at`-th of its article."""

    reported: Reported
    at: int
    topic: Topic
    bonus: float
    reply: bool = False

    @property
    def said(self) -> Utterance:
        return self.reported.utterances[self.at]

    @cached_property
    def own(self) -> float:
        """Return the share of the topic that the speaker's own words hold."""
        return self.topic.share(_text(self.reported.article, self.said))

    @cached_property
    def score(self) -> float:
        """Return the share of the topic in the words and, at half, around them; nothing if only around them."""
        said, article = self.said, self.reported.article
        around = f"{article.title} {self._around()}"
        if not self.topic.is_told_of(f"{_text(article, said)} {around}"):
            return 0.0
        if self.reply:  # to what stands before
            answered = article.text[max(0, said.start - BEFORE) : said.start]
            return self.topic.share(f"{_text(article, said)} {answered}") + self.bonus
        if asked := question_before(article.text, said, BEFORE):
            return self.topic.share(f"{asked} {_text(article, said)}", around) + self.bonus
        return self.topic.share(_text(article, said), around) + self.bonus if self.own else 0.0

    def _around(self) -> str:
        """Return the text around the utterance without what others say there."""
        text, said = self.reported.article.text, self.said
        start, end = max(0, said.start - BEFORE), said.end + BEHIND
        others = [other for other in self.reported.utterances if other.speaker != said.speaker]
        for span in (span for other in others for span in other.sentences if span.end > start and span.start < end):
            text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
        return text[start:end]


def told(
    question: Question, hits: Sequence[Hit], found: Sequence[Reported], likeness: Likeness | None = None
) -> list[Told]:
    """Return what answers a question about somebody's words, article by article, the best one first.

    `likeness` is asked how near in meaning utterances are that hold too few of the topic's words.
    """
    candidates = _candidates(question, hits, found)
    if question.speech and question.speech.form is Form.WHO:
        chosen = _best(candidates)
    else:
        chosen = _of_the_speaker(question, candidates, likeness)
        if question.speech and question.speech.reason:
            chosen = _giving_reasons(chosen, _all_by(candidates, question.speaker or ""))
    return _by_article(question.speaker or "", chosen)


def is_heard(question: Question, hits: Sequence[Hit], found: Sequence[Reported]) -> bool:
    """Say whether the speaker whom a question names says anything in the articles at hand."""
    said = [each for hit in hits for each in hit.context.utterances] + [
        each for one in found for each in one.utterances
    ]
    return any(is_by(each, question.speaker or "") for each in said)


def _candidates(question: Question, hits: Sequence[Hit], found: Sequence[Reported]) -> list[_Candidate]:
    """Return every utterance of the articles at hand; one in a passage that was found counts a little more."""
    rank = {hit.key: at for at, hit in reversed(list(enumerate(hits)))}
    looked_at = [Reported(hit.article, hit.context.passages, hit.context.utterances) for hit in hits]
    articles = once_each([*looked_at, *found])
    texts = [_text(each.article, said) for each in articles for said in each.utterances]
    topic = Topic(question.topic, texts, question.speech.topic if question.speech else "")
    return [
        _Candidate(each, at, topic, _bonus(each, said, rank), question.speech is not None and question.speech.reply)
        for each in articles
        for at, said in enumerate(each.utterances)
    ]


def _bonus(each: Reported, said: Utterance, rank: dict[Key, int]) -> float:
    beside = [one for one in each.passages if one.start < said.end and said.start < one.end]
    near = [rank[key] for one in beside if (key := (each.article.library, one.id)) in rank]
    return 0.05 / (1 + min(near)) if near else 0.0


def _best(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the utterance that holds most of what somebody is asked to have said, and others' that hold as much."""
    best = max(candidates, key=lambda each: each.own + each.bonus, default=None)
    if best is None or best.own < LEAST:
        return []
    chosen = {best.said.speaker: best}
    for each in candidates if best.own >= LEAST_OF_ANOTHER else ():
        if each.own >= best.own:
            chosen.setdefault(each.said.speaker, each)
    return list(chosen.values())[:MOST_SPEAKERS]


def _of_the_speaker(
    question: Question, candidates: Sequence[_Candidate], likeness: Likeness | None
) -> list[_Candidate]:
    speaker = question.speaker or ""
    mine = _all_by(candidates, speaker)
    if not question.topic:
        return mine
    open_to = [each for each in candidates if each not in mine and could_be(each.said, speaker)]
    others = [each for each in candidates if each not in mine and each not in open_to]
    best = max((each.score for each in mine), default=0.0)
    another = max(others, key=lambda each: each.own + each.bonus, default=None)
    replies = question.speech is not None and question.speech.reply
    outdone = another is not None and another.own - best >= MUCH_BETTER and not replies
    if best < LEAST and not outdone and likeness and (alike := _alike(question, mine, likeness)):
        return [*alike, *_going_on(alike, mine)]
    if best < LEAST and (denied := [each for each in mine if _denies_the_topic(each)]):
        return denied
    if best < LEAST or outdone:
        if any(each.own >= LEAST_OF_ANOTHER for each in open_to):
            return []  # the article leaves open whether it is the one asked for who says so
        is_proposition = question.speech is not None and question.speech.form is Form.DID
        named = [each for each in others if each.said.speaker != each.said.speaker.lower()]  # not "her office"
        another = max(named, key=lambda each: each.own + each.bonus, default=None)
        plain = len(question.topic) >= LEAST_WORDS_OF_ANOTHER and another and another.own >= LEAST_OF_ANOTHER
        return [another] if is_proposition and plain and another else []
    chosen = [each for each in mine if each.score >= max(LEAST, LEAST_OF_BEST * best)]
    return [*chosen, *_going_on(chosen, mine)]


def _denies_the_topic(each: _Candidate) -> bool:
    """Say whether an utterance denies what stands before it, and that is the topic."""
    text = each.reported.article.text
    if not denies_what_stands_before(_text(each.reported.article, each.said)):
        return False
    return each.topic.share(before(text, each.said, BEFORE)) >= LEAST_DENIED


def _giving_reasons(chosen: Sequence[_Candidate], mine: Sequence[_Candidate]) -> list[_Candidate]:
    """Return what gives a reason: of what was chosen, and of what else the speaker says there on the topic."""
    articles = [each.reported for each in chosen]
    others = [each for each in mine if each.score >= LEAST_OF_LIKELY and each.reported in articles]
    near = [*chosen, *(each for each in others if each not in chosen)]
    return [each for each in near if gives_reason(_text(each.reported.article, each.said))]


def _alike(question: Question, mine: Sequence[_Candidate], likeness: Likeness) -> list[_Candidate]:
    """Return the utterances that hold some words of the topic and are near to the question in meaning."""
    likely = sorted((each for each in mine if each.score >= LEAST_OF_LIKELY), key=lambda each: -each.score)
    likely = likely[:MOST_LIKELY]
    texts = [_text(each.reported.article, each.said)[:MOST_COMPARED] for each in likely]
    near = likeness(question.text, texts) if texts else []
    return [each for each, alike in zip(likely, near, strict=True) if alike >= LEAST_ALIKE]


def _all_by(candidates: Sequence[_Candidate], speaker: str) -> list[_Candidate]:
    """Return a speaker's utterances; of an office's holder also those under the name, of a surname's those it means."""
    mine = [each for each in candidates if is_by(each.said, speaker)]
    if not mine:
        loose = [each for each in candidates if is_loosely_by(each.said, speaker)]
        return loose if len({each.said.speaker for each in loose}) == 1 else []
    names = {each.said.speaker for each in mine}
    if asked_for(speaker).office and len(names) == 1:
        return [each for each in candidates if each.said.speaker in names]
    return mine


def _going_on(chosen: Sequence[_Candidate], mine: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Yield what the same speaker says right behind a chosen utterance."""
    reached = list(chosen)
    for _ in range(MOST_GOING_ON):
        behind = [each for each in mine if each not in reached and any(_adjoin(one, each) for one in reached)]
        reached += behind
        yield from behind


def _adjoin(one: _Candidate, other: _Candidate) -> bool:
    if one.reported is not other.reported:
        return False
    return one.said.start < other.said.start and not one.reported.article.text[one.said.end : other.said.start].strip()


def _by_article(asked: str, chosen: Sequence[_Candidate]) -> list[Told]:
    grouped: dict[Key, list[_Candidate]] = {}
    for each in sorted(chosen, key=lambda each: -each.score):
        grouped.setdefault(each.reported.article.key, []).append(each)
    return [
        Told(group[0].reported, attributed(asked, group[0].reported, [each.at for each in group]))
        for group in grouped.values()
    ]


def _text(article: Article, said: Utterance) -> str:
    return " ".join(span.of(article.text) for span in said.sentences)
