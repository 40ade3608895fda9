"""Answer that whoever is asked about is reported to have said nothing about it."""

from collections.abc import Sequence

from bot.question import Question
from bot.speaking.attributed import Statement
from bot.speaking.matching import Topic
from bot.speaking.reported import Reported, once_each
from bot.speaking.said import BEFORE, BEHIND, LEAST, Told
from bot.speaking.speakers import is_by
from index import Hit, Utterance, silences


def kept_silent(question: Question, hits: Sequence[Hit], found: Sequence[Reported]) -> list[Told]:
    """Return the sentences that say that the speaker declined to comment on the topic, or on anything if none is asked.

    They are nobody's words, and shown as such.
    """
    looked_at = [Reported(hit.article, hit.context.passages, hit.context.utterances) for hit in hits]
    told = []
    for each in once_each([*looked_at, *found]) if question.speaker else ():
        made = [one for one in silences(each.article.text, each.article.language) if _answers(question, each, one)]
        if made:
            told.append(Told(each, tuple(Statement(one.sentences, None) for one in made)))
    return told


def _answers(question: Question, each: Reported, silence: Utterance) -> bool:
    if not is_by(silence, question.speaker or ""):
        return False
    text = each.article.text
    front, behind = text[: silence.start].rpartition("\n")[2], text[silence.end :].partition("\n")[0]
    around = f"{each.article.title} {front[-BEFORE:]} {behind[:BEHIND]}"
    own = text[silence.start : silence.end]
    return not question.topic or Topic(question.topic, [own, around]).share(own, around) >= LEAST
