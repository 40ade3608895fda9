"""What a question asks: about whom, and in which words it tells its topic."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import UsageProblem
from bot.speaking.speech import Form, Speech, names_nobody, speech_in
from index import Term, clean_line, content_terms, stem, terms

MOST_CHARACTERS = 6_000  # what Discord allows in a slash command's option

# Words that frame a question and are not of its topic.
FRAME = frozenset(
    """
    name named mention mentioned list listed call called describe described give given tell know known happen
    happened article articles text say says said mean means meant kind type many long old far please exactly
    """.split()
)
# Words that ask about somebody's words and need not stand in them.
_SPEECH_FRAME = FRAME | frozenset(
    """
    anything something someone somebody asked pressed response reply regarding concerning against else ever examples
    example call calls told think thinks thought believe saying
    """.split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, and what its words say about the answer.

    `speaker` is set for "what did X say about Y" and "did X say Y"; `topic` are then the words of Y, as for "who said
    Y", else of the whole question. `speech` is set for all three.
    """

    text: str
    speaker: str | None
    topic: tuple[Term, ...]
    speech: Speech | None = None


def understand(text: str) -> Question:
    """Return what a question asks. Raise UsageProblem if it is empty or too long, or asks for nobody's words."""
    if len(text) > MOST_CHARACTERS:
        raise UsageProblem(
            "The question has {:,} characters, at most {:,} are taken; shorten it.", len(text), MOST_CHARACTERS
        )
    asked = clean_line(text)
    if not terms(asked):
        raise UsageProblem("The question is empty; ask something, for example: what did South Korea say")
    speech = speech_in(asked)
    if names_nobody(asked) or (speech and speech.form is not Form.WHO and not terms(speech.speaker)):
        raise UsageProblem("The question does not say whose words it asks for; name somebody, for example: Zhao Lijian")
    if speech:
        topic = _topic_of_speech(speech)
        if topic or speech.form is Form.WHAT:
            return Question(asked, speech.speaker or None, topic, speech)
    found = content_terms(asked)
    return Question(asked, None, _distinct([term for term in found if term.word.lower() not in FRAME] or found))


def asked_of(speaker: str, about: str) -> Question:
    """Return the question what a speaker said about a topic."""
    speech = Speech(Form.WHAT, speaker, about)
    return Question(f"what did {speaker} say about {about}", speaker, _topic_of_speech(speech), speech)


def _topic_of_speech(speech: Speech) -> tuple[Term, ...]:
    """Return the words that an utterance should hold: neither the speaker's name nor the frame."""
    own = {stem(term.word) for term in terms(speech.speaker)}
    found = [term for term in content_terms(speech.topic) if term.stem not in own]
    wanted = [term for term in found if term.word.lower() not in _SPEECH_FRAME]
    return _distinct(wanted or found)


def _distinct(found: Iterable[Term]) -> tuple[Term, ...]:
    return tuple({term.stem: term for term in found}.values())
