"""Answer that whoever is asked about is reported to have said nothing about it."""

from collections.abc import Sequence

from bot.question import Question
from bot.speaking.attributed import Statement
from bot.speaking.reported import Reported, once_each
from bot.speaking.said import Told
from bot.speaking.speakers import is_by
from index import Hit, Utterance, silences

MOST_FOUND = 6  # passages found that are looked at


def kept_silent(question: Question, hits: Sequence[Hit]) -> list[Told]:
    """Return the sentences that say that the speaker declined to comment, in the passages that tell of the topic.

    They are nobody's words, and shown as such.
    """
    looked_at = [Reported(hit.article, hit.context.passages, hit.context.utterances) for hit in hits[:MOST_FOUND]]
    told = []
    for each in once_each(looked_at) if question.speaker else ():
        found = silences(each.article.text, each.article.language)
        if made := [one for one in found if is_by(one, question.speaker or "") and _stands_in(one, each, hits)]:
            told.append(Told(each, tuple(Statement(one.sentences, None) for one in made)))
    return told


def _stands_in(one: Utterance, each: Reported, hits: Sequence[Hit]) -> bool:
    own = (hit.passage for hit in hits[:MOST_FOUND] if hit.article.key == each.article.key)
    return any(passage.start <= one.start < passage.end for passage in own)
