"""Described: whoever a claim has speak without a name, as "the police said"."""

import re
from collections.abc import Iterator

from index import is_function_word

SAYING = (
    r"\b(?:say|said|says|saying|tell|told|tells|telling|stated|states|added|adds|argued|argues|claimed|claims|announced|announces|warned|warns"
    r"|noted|notes|explained|explains|insisted|insists|denied|denies|admitted|admits|called|calls|described|describes"
    r"|asked|asks|wrote|writes|tweeted|replied|replies|responded|responds|reiterated|confirmed|confirms|declared"
    r"|declares|predicted|predicts|suggested|suggests|acknowledged|acknowledges|believes|believed|thinks|urged|urges"
    r"|estimated|estimates|promised|promises|vowed|vows|remarked|remarks|commented|comments|criticised|criticized"
    r"|accused|accuses|demanded|demands|emphasised|emphasized|stressed|stresses|pointed out|points out)\b"
)
# In front of a speaker; verbs that take an object ("told", "accused") do not stand there.
INVERTED = r"\b(?:said|says|added|adds|noted|notes|explained|explains|warned|warns|argued|argues|wrote|writes|insisted)"
_NONE = r"(?:who|which|that|and|but|or|as|he|she|they|it|we|not|to|be|been|is|was|are|were|has|have|had)\b"
_WORD = rf"(?!{_NONE})[a-z][a-z’'-]*"
_DELAY = r"\s+(?:(?:has|have|had|also|later)\s+)*"
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]wo|[Ss]ome|[Ss]everal|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # "the opposition leader told", and "police said" where a clause begins
        rf"\b{_DETERMINER}\s+((?:{_WORD}\s+){{0,4}}?{_WORD}){_DELAY}{SAYING}",
        rf"(?:^|[,.;:”\"])\s*([A-Z]?{_WORD}(?:\s{_WORD})?){_DELAY}{SAYING}",
        rf"(?:{INVERTED}|[Aa]ccording to)\s+(?:{_DETERMINER}\s+)?((?:{_WORD}\s+){{0,2}}?{_WORD})(?=\s*[,.;:”\"]|\s*$)",
    )
]
_WRITINGS = frozenset("article articles report reports story passage passages text newspaper paper".split())


def described_as_speaking(frame: str) -> Iterator[str]:
    """Yield the phrases beside a verb of saying that name nobody; an article that says something is nobody.

    `frame` is a sentence without what it quotes.
    """
    for pattern in _PATTERNS:
        for found in pattern.finditer(frame):
            words = [word for word in found[1].lower().split() if not is_function_word(word)]
            if words and not _WRITINGS & set(words):
                yield " ".join(words)
