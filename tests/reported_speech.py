"""Who speaks in a text, for the tests of who said what."""

from index.utterances import utterances


def speakers(text: str) -> list[str]:
    """Return the speakers of a text's statements who are plainly told, in order."""
    return [said.speaker for said in utterances(text) if said.is_named]


def words_of(text: str, speaker: str) -> str:
    """Return the sentences that are a speaker's."""
    return " | ".join(span.of(text) for said in utterances(text) if said.speaker == speaker for span in said.sentences)
