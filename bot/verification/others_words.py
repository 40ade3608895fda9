"""Words within words: what a speaker only reports another to have said is not the speaker's."""

import re

from index import Span, Utterance, folded_words

_SAYING = (
    r"(?:say|says|said|saying|tell|tells|told|claim|claims|claimed|write|writes|wrote|ask|asks|asked|shout|shouts|shouted|"
    r"believe|believes|believed|think|thinks|thought|insist|insists|insisted|add|adds|added|reply|replies|replied|"
    r"promise|promises|promised|warn|warns|warned|call|calls|called|answer|answers|answered)"
)
_VERB = re.compile(rf"\b{_SAYING}\b", re.IGNORECASE)
_LEADS_IN = re.compile(
    rf"(?P<who>[\w’'.-]+)\s+(?:(?:has|have|had|once|later|also|always|would|will|then|[a-z]+ly)\s+){{0,2}}{_SAYING}"
    r"(?:\s+(?:him|her|me|us|them|you|reporters|people|everybody|everyone))?(?:\s+that)?\s*[:,]?\s*[\"“”'‘«]*\s*$",
    re.IGNORECASE,
)
_CLAIM_OF = re.compile(
    r"\b(?P<who>[\w’'.-]+)\s+(?:[a-z]+\s+)?(?:claims?|statements?|remarks?|words|allegations?|suggestions?|assertions?|"
    r"accusations?|promises?|warnings?)\s*(?:that|:)?\s*[\"“”'‘«]*\s*$",
    re.IGNORECASE,
)
_OPENING, _CLOSING = "“«„", "”»"


def is_anothers(text: str, place: Span, utterance: Utterance) -> bool:
    """Say whether words that stand in an utterance are led in as those of somebody else.

    So are those of Bob in "Ann said Bob told her: “Go”" and "“People say: go”", and of Ann in "Bob said Ann's claim
    that …". "I said" and, where no other verb stands before, "she said" lead in the speaker's own.
    """
    inside = [span for span in utterance.sentences if span.start <= place.start < span.end]
    if not inside:
        return False
    front = text[inside[0].start : place.start]
    own = set(folded_words(f"{utterance.speaker} {utterance.described}"))
    if found := _CLAIM_OF.search(front):
        return found["who"].endswith(("'s", "’s", "s'", "s’")) and not own & set(folded_words(found["who"][:-2]))
    found = _LEADS_IN.search(front)
    if found is None:
        return False
    who, quoted = found["who"].lower(), _is_open(front[: found.start()])
    if who in ("i", "we"):
        return False
    if quoted:
        return True
    first = len(_VERB.findall(front)) == 1
    return not first and not own & set(folded_words(who)) and who not in ("and", "but", "who", "he", "she", "they")


def _is_open(front: str) -> bool:
    """Say whether a quotation is open at the end of a text."""
    if front.count('"') % 2:
        return True
    return max(map(front.rfind, _OPENING)) > max(map(front.rfind, _CLOSING))
