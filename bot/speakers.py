"""Tell whether an utterance is by the person or body that a question names."""

import re

from index import Utterance, content_terms, terms

_PREPOSITION = re.compile(r"\b(?:of|for|from|in|at|with|to|by|on|near|against)\b", re.IGNORECASE)
# Whoever is described so speaks for the body named after "of", "for", "in" or "from".
_SPEAKS_FOR = re.compile(
    r"\b(?:people|officials?|spokes(?:man|woman|person|people)|sources?|office|representatives?|statement|"
    r"ministry|department|government|side|media)\b",
    re.IGNORECASE,
)


def is_by(utterance: Utterance, asked: str) -> bool:
    """Say whether all words of the name asked for stand in the phrase that names the speaker.

    The name must be the speaker's own, not of somebody the speaker is described by: "a lawyer for Trump" is not
    Trump, while "a spokesman for the ministry" speaks for the ministry.
    """
    described = utterance.described
    head = _PREPOSITION.split(described, maxsplit=1)[0]
    own = described if _SPEAKS_FOR.search(head) else head
    wanted = _stems(asked)
    return bool(wanted) and wanted <= _stems(own)


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text) or terms(text)}
