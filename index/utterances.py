"""Find who said what in an article, by rules on the words around verbs of saying.

Precision before recall: a sentence without a plain speaker in front of its verb of saying belongs to nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.article import Utterance
from index.segmentation import Sentence, sentences
from index.vocabulary import is_function_word

_CUES = """
    said says say stated claimed told tells added adds argued argues announced announces insisted insists warned
    warns noted explained explains declared declares replied replies responded responds confirmed confirms
    denied denies acknowledged acknowledges emphasized emphasised stressed stresses asserted remarked observed
    reiterated alleged asked asks urged urges wrote writes tweeted testified conceded admitted predicted
    complained suggested suggests recalled commented concluded maintained pledged vowed promised
    """.split()
_CUE = re.compile(rf"\b(?:{'|'.join(_CUES)})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")

# What may stand between a speaker and the verb, and what shows that nobody is reported to have said it.
_ADVERBS = re.compile(
    r"(?:\s+(?:also|further|then|later|earlier|again|always|still|only|just|repeatedly|publicly|previously|reportedly|recently|once|has|had|"
    r"have|\w+ly))*\s*$"
)
_UNSAID = re.compile(
    r"(?:\b(?:not|never|to|declined|refused|was|were|is|are|been|being|be|when|if|who|which|that|would|could|"
    r"should|might|may|will|cannot|can)|n[’']t)\s*$",
    re.IGNORECASE,
)
_CLAUSE_BORDER = re.compile(
    r"[;:]|\s[–—-]+\s|\b(?:while|whereas|but|and|that|whether|because|although|though|when|as|after|before|if|who|"
    r"which|where|since|so|than)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|[A-Z]\.)(?:\s+(?:of|de|van|von|al|bin|den|der|la|le|the)\s+(?=[A-Z])|\s+(?=[A-Z])|[\w.’'&-])*"
)
_INVERTED = re.compile(rf"^\s+((?:[\w.’'-]+\s+){{0,4}}?{_NAME.pattern})")
_ROLE = re.compile(
    r"\b(?:people|officials?|spokes(?:man|woman|person|people)|sources?|ministry|department|government|police|"
    r"authorities|company|report|reports|statement|newspaper|agency|analysts?|experts?|researchers?|minister|"
    r"president|secretary|side|office|court|judge|lawyers?|mayor|governor|senator|doctors?|study|survey)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she)$", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|but|so|then|however|meanwhile|also)[\s,]+", re.IGNORECASE)
_ENUMERATED = re.compile(
    r"(?:First(?:ly| of all)?|To begin with|(?:Second|Third|Fourth|Fif)(?:th)?(?:ly)?|Next|Finally|Lastly)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y|us)\b")
MOST_SPEAKER_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A speaker found in a sentence."""

    described: str
    cue: str


def utterances(text: str, language: str | None = None) -> list[Utterance]:
    """Return who said what in `text`, in its order."""
    found: list[Utterance] = []
    all_sentences = sentences(text, language)
    for at, sentence in enumerate(all_sentences):
        for attribution in _attributions(sentence.of(text)):
            described = _resolved(text, attribution.described, found, sentence)
            if described is None:
                continue
            spans = [sentence, *_continuation(text, all_sentences[at + 1 :], sentence)]
            kind = "direct" if _QUOTED.search(sentence.of(text)) else "indirect"
            found.append(Utterance(_name(described), described, attribution.cue, kind, tuple(spans)))
    return found


def _attributions(sentence: str) -> Iterator[_Attribution]:
    """Yield the speakers of a sentence; "according to" counts only where nobody else speaks."""
    unquoted = _QUOTED.sub(lambda quote: "”" * len(quote.group()), sentence)
    spoken = [made for cue in _CUE.finditer(unquoted) if (made := _speaker(unquoted, cue))]
    yield from spoken
    if not spoken and (according := _ACCORDING.search(unquoted)):
        described = re.split(r"[,.;:”]|\s(?:and|which|who|that)\s", unquoted[according.end() :])[0].strip()
        if _plausible(described):
            yield _Attribution(described, "according to")


def _speaker(sentence: str, cue: re.Match[str]) -> _Attribution | None:
    before = sentence[: cue.start()]
    if _UNSAID.search(before):
        return None
    before = _ADVERBS.sub("", before)
    if _UNSAID.search(before):
        return None
    if before.rstrip().endswith(("”", '"')) or before.rstrip(" ,").endswith("”"):
        inverted = _INVERTED.match(sentence[cue.end() :])
        described = inverted.group(1) if inverted else ""
    elif before.rstrip().endswith(","):  # "Zhao Lijian, a spokesman for the ministry, said"
        described = _subject(before.rstrip(" ,").rpartition(",")[0])
    else:
        described = _subject(before)
    return _Attribution(described, cue.group()) if _plausible(described) else None


def _subject(before: str) -> str:
    """Return the phrase that the clause before a verb of saying ends with."""
    start = max((border.end() for border in _CLAUSE_BORDER.finditer(before)), default=0)
    phrase = before[start:].rpartition(",")[2].rpartition("”")[2]
    return _LEADING.sub("", phrase.strip())


def _plausible(described: str) -> bool:
    words = described.split()
    if not 0 < len(words) <= MOST_SPEAKER_WORDS:
        return False
    return bool(_PRONOUN.match(described) or _names(described) or _ROLE.search(described))


def _resolved(text: str, described: str, found: list[Utterance], sentence: Sentence) -> str | None:
    """Return who "he" or "she" is, None if that is not plain; other phrases stand as they are.

    It is the last speaker, if that is a name, no farther than the paragraph before, and nobody else was named since.
    """
    if not _PRONOUN.match(described):
        return described
    if not found or not isinstance(last := found[-1].sentences[-1], Sentence):
        return None
    between = {word for name in _names(text[last.end : sentence.start]) for word in name.split()}
    near = sentence.paragraph - last.paragraph <= 1 and between <= set(found[-1].described.split())
    return found[-1].described if near and _NAME.fullmatch(_name(found[-1].described)) else None


def _names(text: str) -> list[str]:
    """Return what looks like a name: a run of capitalised words that does not open with a function word."""
    found = (name.group() for name in _NAME.finditer(text))
    return [name for name in found if not is_function_word(name.split()[0].lower())]


def _continuation(text: str, following: list[Sentence], opening: Sentence) -> Iterator[Sentence]:
    """Yield the sentences of the same paragraph that go on with a statement.

    They enumerate ("First of all", "Second"), speak in the first person, or are quoted whole; what follows an
    enumeration belongs to it. A sentence with a speaker of its own ends the statement.
    """
    enumerating = False
    for sentence in following:
        words = sentence.of(text)
        if sentence.paragraph != opening.paragraph or any(_attributions(words)):
            return
        enumerating = enumerating or bool(_ENUMERATED.match(words))
        quoted_whole = bool(_QUOTED.fullmatch(words))
        if not (enumerating or quoted_whole or _FIRST_PERSON.search(_QUOTED.sub("", words))):
            return
        yield sentence


def _name(described: str) -> str:
    """Return the name in a phrase: what follows a title ("spokesman Zhao Lijian"), else the whole phrase."""
    names = list(_NAME.finditer(described))
    if not names or names[-1].end() != len(described):
        return described
    title = described[: names[-1].start()].rstrip()
    last_word = title.rpartition(" ")[2]
    return names[-1].group() if last_word.islower() and _ROLE.fullmatch(last_word) else described
