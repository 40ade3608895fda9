"""Tell whether an utterance is by the person or body that a question names."""

import re
from dataclasses import dataclass

from index import Utterance, folded_words, is_function_word, is_of_a_body, is_office, is_title, stem

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
_OF_OTHERS = _JOINTS | frozenset(["to", "with", "by", "under"])
# Who is this is not the one who holds the office.
_NOT_THE_HOLDER = frozenset(
    "former ex late deputy vice assistant associate under shadow onetime then-future would-be incoming elect".split()
)
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
        found = folded_words(" ".join(words)) if self.office or len(self.name) < 2 else folded_words(words[-1])
        return list(dict.fromkeys(found))


def asked_for(text: str) -> Asked:
    """Return whom a question names: "Judge Wilson" by title and name, "the Vatican spokesman" by office."""
    words = _without_articles(_words(_OFFICE_OF.sub(r"\1\2", text)))
    if _head_of(words) and len(words) < 12:
        return Asked(text, tuple(words), (), office=words[-1].lower() not in ("statement", "side"))
    last = max((at + 1 for at, word in enumerate(words[:-1]) if is_title(word) or is_office(word)), default=0)
    if words and is_of_a_body(words[-1]):
        last = 0
    return Asked(text, tuple(words[last:]), tuple(words[:last]), office=False)


def _head_of(words: list[str]) -> str:
    """Return the office in "the Vatican spokesman" or "the mayor of Rome", nothing if the words are a name."""
    joint = next((at for at, word in enumerate(words) if word in ("of", "for") and at), len(words))
    head = words[joint - 1] if words else ""
    return head if is_office(head) or head.lower() in _SPEAKERS_FOR else ""


def is_by(utterance: Utterance, asked: str) -> bool:
    """Say whether the phrases that name the speaker plainly mean the person or body asked for.

    The name must be the speaker's own ("spokesman Zhao Lijian"), or that of a body spoken for ("a spokesman for the
    ministry", "the US side"). Whoever is only described by the name ("Trump's lawyer") is somebody else. Of an office
    ("the Vatican spokesman") the words must stand in one phrase about the speaker.
    """
    whom = asked_for(asked)
    phrases = list(dict.fromkeys([utterance.speaker, *utterance.described.split("; ")]))
    if whom.office:
        return any(_holds_office(phrase, asked) for phrase in phrases)
    if any(_is_meant(phrase, asked) for phrase in phrases):
        return True
    named = any(_is_meant(phrase, " ".join(whom.name)) for phrase in phrases)
    if not whom.title or not named:
        return False
    return len(whom.name) > 1 or _title_fits(whom.title, utterance)


def is_loosely_by(utterance: Utterance, asked: str) -> bool:
    """Say whether first and last name are those asked for, whatever initials and "Jr." stand between and behind."""
    wanted, name = _ends(asked_for(asked).name), _ends(tuple(_words(utterance.speaker)))
    return len(wanted) == 2 and wanted == name


def _ends(name: tuple[str, ...]) -> tuple[str, ...]:
    words = [word.lower() for word in name if word.lower() not in ("jr", "sr", "ii", "iii")]
    return (words[0], words[-1]) if len(words) > 1 else ()


def _title_fits(title: tuple[str, ...], utterance: Utterance) -> bool:
    """Say whether a title before a surname is one that the article gives the speaker; "Mr" fits everybody."""
    wanted = [word for word in folded_words(" ".join(title)) if word not in _PLAIN_TITLES]
    return set(wanted) <= set(folded_words(utterance.described))


def _holds_office(phrase: str, asked: str) -> bool:
    """Say whether a phrase gives somebody the office asked for, and not that of somebody near it."""
    wanted = set(folded_words(" ".join(_without_articles(_words(asked)))))
    words = _words(phrase)
    folded = [folded_words(word)[0] if folded_words(word) else "" for word in words]
    if not wanted or not wanted <= set(folded):
        return False
    if _NOT_THE_HOLDER & ({word.lower() for word in words} - {word.lower() for word in _words(asked)}):
        return False
    at = folded.index(folded_words(_head_of(_words(asked)))[0])
    before = [word.lower() for word in words[:at]]
    is_near = any(is_office(word) for word in before) and any(word in _OF_OTHERS for word in before)
    is_first_of_two = at + 1 < len(words) and is_office(words[at + 1])
    return not (words[at].endswith(_POSSESSIVE) or is_near or is_first_of_two)


def _is_meant(phrase: str, asked: str) -> bool:
    """Say whether one phrase that names a speaker means whoever is asked for by name."""
    front, _, behind = _OFFICE_OF.sub(r"\1\2", phrase).partition(",")
    both = [front, *([behind] if _last_name(_words(behind)) == _words(behind) else [])]
    wanted = [stem(word) for word in _without_articles(_words(asked))]
    for words in (_without_articles(_words(part)) for joined in both for part in _joined(joined)):
        if not wanted or not words:
            continue
        if _is_own_name(words, wanted) or _speaks_before_a_name(words, wanted) or _speaks_for(words, wanted):
            return True
    return False


def _joined(phrase: str) -> list[str]:
    """Return the names in "Ann Jones and Bob Lee", else the phrase as it is."""
    parts = phrase.split(" and ")
    names = len(parts) == 2 and all(
        len(_words(part)) > 1 and _last_name(_words(part)) == _words(part) for part in parts
    )
    return parts if names else [phrase]


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
    return word.endswith(_POSSESSIVE)
