"""Names in a text: runs of capitalised words, and what kind of thing each seems to name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from bot.dialogue.name_words import (
    BODY_WORDS,
    COUNTRIES,
    NOT_NAMES,
    THING_WORDS,
    TITLES,
    TITLES_OF_MEN,
    TITLES_OF_WOMEN,
    WORK_WORDS,
)
from index import Gender, gender_of_first_name, is_first_name, is_function_word

Kind = Literal["person", "body", "place", "work", "thing", "name"]
Role = Literal["subject", "owner", "governed", "joined", "introduced", "free"]

MOST_NAMES = 40  # taken from one text

_TOKEN = re.compile(r"[^\W\d_](?:[\w-]|\.(?=\w)|[’'](?!s\b)(?=\w))*\.?|\d[\d.,]*|[^\w\s]")
_JOINTS = frozenset("de la le van von der den del di da du bin al el ibn".split())
_SENTENCE_END = frozenset('.!?:;"“”(')
_DEMONYM = re.compile(r"[A-Z]\w+(?:an|ish|ese|ench|utch|eek|aeli|aqi|ani)")
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,60})[\"”]")
_AUXILIARIES = frozenset(
    "did does do was is are were has have had can could will would should didn't doesn't wasn't isn't".split()
)
_GOVERNING = frozenset(
    "in at from near to into across outside inside by with of for on over against about via between".split()
)
_VERBS = frozenset(
    """
    is was are were has had have did does do will would could can may might must says said told won made became began
    took gave went came left got met wrote led felt saw lost held ran found thought knew spent sold kept brought built
    sang broke drew put set also then never later first
    """.split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in a text, without a possessive ending; `sure` is false for one word that opens a sentence.

    `definite` says that "the" stands before it, `role` what it does in its sentence: a small word before it ("poet",
    "coach") makes it "introduced", a preposition "governed", "and" "joined".
    """

    name: str
    start: int
    end: int
    kind: Kind
    gender: Gender | None
    sure: bool
    definite: bool
    role: Role

    @property
    def words(self) -> tuple[str, ...]:
        """Return the name's words, folded."""
        return tuple(word.lower().strip(".") for word in self.name.split())


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    opens: bool  # it is the first of a sentence

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def mentions(text: str) -> list[Mention]:
    """Return the names in a text, in order."""
    tokens = _tokens(text)
    if _is_title_case(tokens):
        return []
    quoted = [(at.start(1), at.end(1)) for at in _QUOTED.finditer(text)]
    runs = islice(_runs(tokens), MOST_NAMES)
    found = [_mention(text, tokens, first, last, quoted) for first, last in runs]
    return [mention for mention in found if mention is not None]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    opens = True
    for at in _TOKEN.finditer(text):
        word = at.group()
        ends_sentence = word.endswith(".") and len(word) > 3 and word.lower() not in TITLES
        end = at.end() - 1 if ends_sentence else at.end()
        found.append(_Token(text[at.start() : end], at.start(), end, opens))
        opens = ends_sentence or word in _SENTENCE_END
    return found


def _is_title_case(tokens: list[_Token]) -> bool:
    """Say whether even the small words are capitalised, so that capitals tell nothing."""
    small = [token for token in tokens if not token.opens and token.text.lower() in NOT_NAMES]
    capitals = sum(token.capital and token.text != "I" for token in small)
    return len(small) > 2 and capitals > len(small) / 2


def _runs(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of every run of capitalised words, joined over "of", "de" and the like."""
    at = 0
    while at < len(tokens):
        if not _can_start(tokens[at]):
            at += 1
            continue
        last = at
        while (after := _next_of_run(tokens, last)) is not None:
            last = after
        yield at, last
        at = last + 1


def _can_start(token: _Token) -> bool:
    return token.capital and token.text.lower().strip(".") not in NOT_NAMES and not is_function_word(token.text)


def _next_of_run(tokens: list[_Token], last: int) -> int | None:
    """Return the token that carries the run on after its last one."""
    if last + 1 >= len(tokens) or tokens[last + 1].opens:
        return None
    following = tokens[last + 1]
    if _can_start(following) or (following.text.isdigit() and len(following.text) < 3):
        return last + 1
    if following.capital and _can_follow(tokens, last + 2):
        return last + 2
    if following.text not in _JOINTS and following.text not in ("of", "&"):
        return None
    at = last + 2
    if at < len(tokens) and tokens[at].text in (_JOINTS | {"the"}):  # "von der", "of the"
        at += 1
    return at if _can_follow(tokens, at) else None


def _can_follow(tokens: list[_Token], at: int) -> bool:
    return at < len(tokens) and not tokens[at].opens and _can_start(tokens[at])


def _mention(text: str, tokens: list[_Token], first: int, last: int, quoted: list[tuple[int, int]]) -> Mention | None:
    start, end = tokens[first].start, tokens[last].end
    for opening, closing in quoted:
        if opening <= start < closing and _is_title(text[opening:closing]):
            if tokens[first].start > opening and first and tokens[first - 1].start >= opening:
                return None  # the quoted name is taken once, from its first word
            return Mention(text[opening:closing].strip(" ,.?!"), opening, closing, "work", None, True, False, "free")
    last = _last_of_person(tokens, first, last)
    end = tokens[last].end
    name = text[start:end]
    shouted = last > first and name.isupper()
    before = tokens[first - 1].text.lower() if first else ""
    role = _role(tokens, first, last)
    describes = first == last and role not in ("subject", "owner") and text[end : end + 2].strip().islower()
    if describes and (before in ("a", "an") or _is_demonym(name)):
        return None  # "a Federal programme", "Canadian officials": not somebody's name
    sure = last > first or not tokens[first].opens or role in ("subject", "owner")
    kind, gender = _kind(name.split(), before)
    return Mention(
        name, start, end, kind, gender, not shouted and (sure or kind in ("person", "place")), before == "the", role
    )


def _is_title(quoted: str) -> bool:
    """Say whether quoted words are the name of a work: all of them are capitals but the small ones."""
    return all(
        word[0].isupper() or not word[0].isalpha() or word in NOT_NAMES or is_function_word(word)
        for word in quoted.split()
    )


def _is_demonym(name: str) -> bool:
    return _DEMONYM.fullmatch(name) is not None and not (is_first_name(name) or name.lower() in COUNTRIES)


def _last_of_person(tokens: list[_Token], first: int, last: int) -> int:
    """Return where a person's name ends: "Jane Roe of Springfield" is Jane Roe."""
    if not is_first_name(tokens[first].text):
        return last
    return next((at - 1 for at in range(first + 1, last + 1) if tokens[at].text == "of"), last)


def _role(tokens: list[_Token], first: int, last: int) -> Role:
    """Return what a name does in its sentence; a small word before it ("poet", "coach") introduces somebody new."""
    before = tokens[first - 1].text if first and not tokens[first].opens else ""
    if before.lower() in _AUXILIARIES:
        return "subject"
    if before.lower() in _GOVERNING:
        return "governed"
    if before.lower() in ("and", "or") and not tokens[first - 1].opens:  # it opens in "And Mr Lee, did he …"
        return "joined"
    after, beyond = (tokens[last + n].text if last + n < len(tokens) else "" for n in (1, 2))
    adjoins = last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end
    if adjoins and after in ("'", "’") and not beyond[:1].isupper():
        return "owner"
    if before.islower() and before[0].isalpha() and not is_function_word(before) and before not in TITLES:
        return "introduced"
    return "subject" if after in _VERBS or (after.islower() and after.endswith("ed")) else "free"


def _kind(words: list[str], before: str) -> tuple[Kind, Gender | None]:
    folded = [word.lower().strip(".") for word in words]
    gender = _gender(folded, before)
    titled = before in TITLES or not TITLES.isdisjoint(folded[: min(2, len(folded) - 1)])  # "Prime Minister Lee"
    if " ".join(folded) in COUNTRIES:
        return "place", None
    if folded[-1] in THING_WORDS or folded[0] == "best":
        return "thing", None
    if before in WORK_WORDS:
        return "work", None
    if titled and folded[-1] not in BODY_WORDS:
        return "person", gender
    acronym = any(word.isupper() and len(word) > 1 and word.isalpha() for word in words)
    if before == "the" or acronym or not BODY_WORDS.isdisjoint((folded[0], folded[-1])):
        return "body", None
    if gender or is_first_name(next((word for word in folded if word not in TITLES), "")):
        return "person", gender
    return ("place", None) if before == "in" else ("name", None)


def _gender(folded: list[str], before: str) -> Gender | None:
    for word in (before, *folded[:2]):
        if word in TITLES_OF_MEN:
            return "he"
        if word in TITLES_OF_WOMEN:
            return "she"
    titled = max((at for at, word in enumerate(folded[:-1]) if word in TITLES), default=-1)  # "Prime Minister Anna Lee"
    return gender_of_first_name(folded[titled + 1] if folded[-1:] else "")
