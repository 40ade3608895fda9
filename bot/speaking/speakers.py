"""Tell whether an utterance is by the person or body that a question names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index import (
    SPEAKERS_FOR,
    Utterance,
    folded_words,
    head_of,
    holds_office,
    is_function_word,
    is_of_a_body,
    is_office,
    is_title,
    without_articles,
    words_of,
)

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
_INSIDERS = frozenset(["people", "source", "sources"])  # they speak for a ministry, but not for a country
_PLAIN = frozenset("a an the one two three several some relevant senior top unnamed anonymous".split())
_JOINTS = frozenset(["of", "for", "in", "at", "from"])
_SUFFIXES = ("jr", "sr", "ii", "iii")  # of a name
_PLAIN_TITLES = frozenset(["mr", "mrs", "ms", "miss", "sir"])
_POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question names: the words of a name, of a title before it, and whether only an office is named."""

    text: str
    name: tuple[str, ...]
    title: tuple[str, ...]
    office: bool

    @property
    def lookup(self) -> list[str]:
        """Return the folded words that describe such a speaker in any article."""
        words = [word for word in self.name if not is_function_word(word)]
        found = folded_words(" ".join(words if self.office or len(self.name) < 2 else words[-1:]))
        return list(dict.fromkeys(found))


@lru_cache(maxsize=16)  # one question is held against hundreds of utterances
def asked_for(text: str) -> Asked:
    """Return whom a question names: "Judge Wilson" by title and name, "the Vatican spokesman" by office."""
    words = without_articles(words_of(_OFFICE_OF.sub(r"\1\2", text)))
    if head_of(words) and len(words) < 12:
        return Asked(text, tuple(words), (), office=words[-1].lower() not in ("statement", "side"))
    last = max((at + 1 for at, word in enumerate(words[:-1]) if is_title(word) or is_office(word)), default=0)
    if words and is_of_a_body(words[-1]):
        last = 0
    return Asked(text, tuple(words[last:]), tuple(words[:last]), office=False)


def is_by(utterance: Utterance, asked: str) -> bool:
    """Say whether the phrases that name the speaker plainly mean the person or body asked for.

    The name must be the speaker's own ("spokesman Zhao Lijian"), or that of a body spoken for ("a spokesman for the
    ministry", "the US side"). Whoever is only described by the name ("Trump's lawyer") is somebody else. Of an office
    ("the Vatican spokesman") the words must stand in one phrase about the speaker.
    """
    whom = asked_for(asked)
    phrases = list(dict.fromkeys([utterance.speaker, *utterance.described.split("; ")]))
    if whom.office:
        return any(holds_office(phrase, asked) for phrase in phrases)
    if any(_is_meant(phrase, asked) for phrase in phrases):
        return True
    named = any(_is_meant(phrase, " ".join(whom.name)) for phrase in phrases)
    if not whom.title or not named:
        return False
    return len(whom.name) > 1 or _title_fits(whom.title, utterance)


def is_loosely_by(utterance: Utterance, asked: str) -> bool:
    """Say whether first and last name are those asked for, whatever initials stand between; Jr. and Sr. are two."""
    whom, own = asked_for(asked).name, tuple(words_of(utterance.speaker))
    wanted = _ends(whom)
    suffixes = {_suffix(name) for name in (whom, own)} - {""}
    return len(wanted) == 2 and wanted == _ends(own) and len(suffixes) < 2


def could_be(utterance: Utterance, asked: str) -> bool:
    """Say whether whoever is asked for by a full name may be meant by a surname alone that the article leaves open."""
    whom, own = asked_for(asked).name, words_of(utterance.speaker)
    return len(own) == 1 and len(whom) > 1 and own[0].lower() == whom[-1].lower()


def _ends(name: tuple[str, ...]) -> tuple[str, ...]:
    words = [word.lower() for word in name if word.lower() not in _SUFFIXES]
    return (words[0], words[-1]) if len(words) > 1 else ()


def _suffix(name: tuple[str, ...]) -> str:
    return name[-1].lower() if name and name[-1].lower() in _SUFFIXES else ""


def _title_fits(title: tuple[str, ...], utterance: Utterance) -> bool:
    """Say whether a title before a surname is one that the article gives the speaker; "Mr" fits everybody."""
    wanted = [word for word in folded_words(" ".join(title)) if word not in _PLAIN_TITLES]
    return set(wanted) <= set(folded_words(utterance.described))


def _is_meant(phrase: str, asked: str) -> bool:
    """Say whether one phrase that names a speaker means whoever is asked for by name."""
    wanted = [word.lower() for word in without_articles(words_of(asked))]
    if not wanted or not {word.lower() for word in words_of(phrase)}.issuperset(wanted):
        return False  # as most are; the name must stand in the phrase whole
    front, _, behind = _OFFICE_OF.sub(r"\1\2", phrase).partition(",")
    both = [front, *([behind] if _last_name(words_of(behind)) == words_of(behind) else [])]
    for words in (without_articles(words_of(part)) for joined in both for part in _joined(joined)):
        if words and (
            _is_own_name(words, wanted) or _speaks_before_a_name(words, wanted) or _speaks_for(words, wanted)
        ):
            return True
    return False


def _joined(phrase: str) -> list[str]:
    """Return the names in "Ann Jones and Bob Lee", else the phrase as it is."""
    parts = phrase.split(" and ")
    names = len(parts) == 2 and all(
        len(words_of(part)) > 1 and _last_name(words_of(part)) == words_of(part) for part in parts
    )
    return parts if names else [phrase]


def _is_own_name(phrase: list[str], wanted: list[str]) -> bool:
    """Say whether the phrase is the name, or ends with it behind titles."""
    if [word.lower() for word in phrase] == wanted:
        return not _is_possessive(phrase[-1])
    name = _last_name(phrase)
    before = phrase[: len(phrase) - len(name)]
    if any(word.lower() in _NOT_IN_TITLES or (word.islower() and word.endswith(("ing", "ed"))) for word in before):
        return False
    return _ends_with(name, wanted) or _opens_a_persons_name(name, wanted)


def _speaks_before_a_name(phrase: list[str], wanted: list[str]) -> bool:
    """Say whether a body asked for stands right before who speaks for it: "Foreign Ministry spokesman Zhao Lijian"."""
    at = next((at for at, word in enumerate(phrase) if word in SPEAKERS_FOR), 0)
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
        if head not in SPEAKERS_FOR | _INSIDERS or not _PLAIN.issuperset(described):
            return False
        phrase = without_articles(phrase[joint + 1 :])
        if _last_name(phrase) == phrase and _ends_with(phrase, wanted):
            return _is_body(phrase) or not insiders
    return False


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
    return is_persons and [word.lower() for word in own[: len(wanted)]] == wanted


def _ends_with(name: list[str], wanted: list[str]) -> bool:
    return [word.lower() for word in name[-len(wanted) :]] == wanted


def _is_body(name: list[str]) -> bool:
    return bool(name) and name[-1].lower() in _BODIES


def _is_possessive(word: str) -> bool:
    return word.endswith(_POSSESSIVE)
