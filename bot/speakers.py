"""Tell whether an utterance is by the person or body that a question names."""

import re

from index import Utterance, is_function_word, stem

_WORD = re.compile(r"\w[\w’'&-]*")
_OFFICE_OF = re.compile(r"\b(Secretary) of (?:State|Defen[cs]e|Commerce|Health)\b|\b(Speaker) of the House\b")
# No title holds these words: what they join to a name is somebody or something else.
_NOT_IN_TITLES = frozenset(
    """
    of for from in at with to by on near against about over under around behind between like within without inside
    outside after before than as and or not who whom whose which that close critical opposed loyal familiar
    claim claims rumor rumors rumour rumours report reports allegation allegations idea video news story fact day time
    """.split()
)
_TITLES = frozenset(
    """
    president minister secretary senator governor mayor judge general spokesman spokeswoman spokesperson director
    chairman chairwoman chief leader lawyer attorney critic rival ally aide adviser advisor official mr mrs ms dr
    """.split()
)
# A name that ends so is a body's; what stands before is not its first name ("Trump Organization", "Donald Trump Jr").
_BODIES = frozenset(
    """
    department ministry house office agency council commission committee court bank parliament congress senate party
    organization organisation foundation university group company administration government times post news daily
    journal tower campaign union jr sr junior senior ii iii
    """.split()
)
# Whoever is described so speaks for the body named before, or after "of", "for", "in", "at" or "from".
_SPEAKERS_FOR = frozenset(
    """
    spokesman spokeswoman spokesperson spokespeople official officials representative representatives office statement
    side government authorities
    """.split()
)
_INSIDERS = frozenset(["people", "source", "sources"])  # they speak for a ministry, but not for a country
_PLAIN = frozenset("a an the one two three several some relevant senior top unnamed anonymous".split())
_JOINTS = frozenset(["of", "for", "in", "at", "from"])


def is_by(utterance: Utterance, asked: str) -> bool:
    """Say whether the phrase that names the speaker plainly means the person or body asked for.

    The name must be the speaker's own ("spokesman Zhao Lijian"), or that of a body spoken for ("a spokesman for the
    ministry", "the US side"). Whoever is only described by the name ("Trump's lawyer") is somebody else.
    """
    phrase = _without_articles(_words(_OFFICE_OF.sub(r"\1\2", utterance.described.partition(",")[0])))
    wanted = [stem(word) for word in _without_articles(_words(asked))]
    if not wanted or not phrase:
        return False
    return _is_own_name(phrase, wanted) or _speaks_before_a_name(phrase, wanted) or _speaks_for(phrase, wanted)


def _is_own_name(phrase: list[str], wanted: list[str]) -> bool:
    """Say whether the phrase is the name, or ends with it behind titles."""
    if [stem(word) for word in phrase] == wanted:
        return not _is_possessive(phrase[-1])
    name = _last_name(phrase)
    before = phrase[: len(phrase) - len(name)]
    if any(word.lower() in _NOT_IN_TITLES or (word.islower() and word.endswith(("ing", "ed"))) for word in before):
        return False
    return _ends_with(name, wanted) or _opens_a_persons_name(name, wanted)


def _speaks_before_a_name(phrase: list[str], wanted: list[str]) -> bool:
    """Say whether a body asked for stands right before who speaks for it: "Foreign Ministry spokesman Zhao Lijian"."""
    at = next((at for at, word in enumerate(phrase) if word in _SPEAKERS_FOR), 0)
    body, after = phrase[:at], phrase[at + 1 :]
    while body and body[0].lower() in _PLAIN:
        body = body[1:]
    if after and not (phrase[at].startswith("spokes") and _is_body(body) and _last_name(after) == after):
        return False
    return _last_name(body) == body and _ends_with(body, wanted)


def _speaks_for(phrase: list[str], wanted: list[str]) -> bool:
    """Say whether the phrase is "officials of", "people in the office of" and the like, and a name asked for."""
    insiders = False
    while joint := next((at for at, word in enumerate(phrase) if word in _JOINTS), 0):
        *described, head = (word.lower() for word in phrase[:joint])
        insiders = insiders or head in _INSIDERS
        if head not in _SPEAKERS_FOR | _INSIDERS or not _PLAIN.issuperset(described):
            return False
        phrase = _without_articles(phrase[joint + 1 :])
        if _last_name(phrase) == phrase and _ends_with(phrase, wanted):
            return _is_body(phrase) or not insiders
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _without_articles(words: list[str]) -> list[str]:
    """Return the words without leading articles, unless nothing else is there."""
    while len(words) > 1 and is_function_word(words[0]):
        words = words[1:]
    return words


def _last_name(words: list[str]) -> list[str]:
    """Return the capitalised words that the phrase ends with."""
    start = len(words)
    while start and not words[start - 1][0].islower() and not _is_possessive(words[start - 1]):
        start -= 1
    return words[start:]


def _opens_a_persons_name(name: list[str], wanted: list[str]) -> bool:
    """Say whether a name of two or three words opens so: "Zhao" for Zhao Lijian, but not "Trump" for his heirs."""
    folded = [word.lower() for word in name]
    titles = max((at + 1 for at, word in enumerate(folded) if word in _TITLES), default=0)
    own = name[titles:]
    is_persons = 2 <= len(own) <= 3 and _BODIES.isdisjoint(folded)
    return is_persons and [stem(word) for word in own[: len(wanted)]] == wanted


def _ends_with(name: list[str], wanted: list[str]) -> bool:
    return [stem(word) for word in name[-len(wanted) :]] == wanted


def _is_body(name: list[str]) -> bool:
    return bool(name) and name[-1].lower() in _BODIES


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "'", "’"))
