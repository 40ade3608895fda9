"""Find who said what in an article, by rules on the words around verbs of saying.

Precision before recall: a sentence without a plain speaker in front of its verb of saying belongs to nobody.
"""

import re
from dataclasses import dataclass
from itertools import islice, takewhile

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
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)['‘](?=\w)[^\n]{1,400}?['’](?!\w)", re.MULTILINE)
_CLOSING = ("”", "'", "’")

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
    r"[;:]|\s[–—-]+\s|\b(?:while|whereas|but|although|though|and|that|whether|because|when|as|after|before|if|who|whom|"
    r"whose|which|where|since|so|than)\b(?!-)",
    re.IGNORECASE,
)
# Behind these a clause with a speaker of its own begins; behind the other borders it is not plain who speaks.
_PLAIN_BORDER = re.compile(r"(?:[;:]|\s[–—-]+\s|while|whereas|but|although|though)$", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|[A-Z]\.)(?:\s+(?:of|de|van|von|al|bin|den|der|la|le|the)\s+(?=[A-Z])|\s+(?=[A-Z])|[\w.’'&-])*"
)
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*")
_INVERTED = re.compile(rf"^\s+((?:[\w.’'-]+\s+){{0,4}}?{_NAME.pattern})")
_ROLE = re.compile(
    r"\b(?:people|officials?|spokes(?:man|woman|person|people)|sources?|ministry|department|government|police|"
    r"authorities|company|report|reports|statement|newspaper|agency|analysts?|experts?|researchers?|minister|"
    r"president|secretary|side|office|court|judge|lawyers?|mayor|governor|senator|doctors?|study|survey)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she)$", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|but|so|then|however|meanwhile|also)[\s,]+", re.IGNORECASE)
_NOT_A_SPEAKER = re.compile(
    r"[a-z]+(?:ed|ing)\b|(?i:no|neither|nobody|none|not|few|had|did|does|do|has|have|should|were|what|whatever|all|"
    r"everything|anything|nothing)\b"
)
_AFTER_INVERTED = re.compile(
    r"\s*(?:$|[,.;:!?”]|(?:on|in|at|of|who|to|after|during|when|while|as|and|yesterday|today)\b)", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:North|South|East|West|New|United|The|Republic|Department|Ministry|House|Office|Agency|Council|Commission|"
    r"Committee|Court|Bank|Parliament|Congress|Senate|Party|Group|Company|University|Times|Post|News)\b"
)
_ENUMERATED = [re.compile(rf"(?:{words})(?:,| of all\b)") for words in ("First|Firstly", "Second|Secondly")]
_FIRST_PERSON = re.compile(r"(?:We|I)\s+(?:firmly\s+|also\s+)?(?:believe|think|hope|want|must|need)\b(?!\s+you)")
MOST_SPEAKER_WORDS = 14
MOST_CUES = 10  # looked at in a sentence
MOST_LOOKED_AT = 2000  # characters of a sentence
MOST_BEFORE = 300  # characters in front of a verb of saying


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A speaker found in a sentence, in front of or behind the verb that begins at `at`."""

    described: str
    cue: str
    at: int


def utterances(text: str, language: str | None = None) -> list[Utterance]:
    """Return who said what in `text`, in its order."""
    found: list[Utterance] = []
    unquoted = _QUOTED.sub(lambda quote: "”" * len(quote.group()), text)
    all_sentences = sentences(text, language)
    spoken = [_attributions(sentence.of(unquoted)) for sentence in all_sentences]
    for number, sentence in enumerate(all_sentences):
        follows_plainly = number > 0 and len(spoken[number - 1]) < 2
        before = found[-1] if found and follows_plainly else None
        for attribution in spoken[number]:
            described = _resolved(text, attribution, before, sentence)
            if described is None:
                continue
            end = number + 1
            if len(spoken[number]) == 1:
                end = _silent_until(all_sentences, spoken, number)
            rest = all_sentences[number + 1 : end]
            after = all_sentences[end] if end < len(all_sentences) else None
            spans = [sentence, *_continuation(text, unquoted, sentence, rest, after)]
            kind = "direct" if "”" in sentence.of(unquoted) else "indirect"
            found.append(Utterance(_name(described), described, attribution.cue, kind, tuple(spans)))
    return found


def _attributions(sentence: str) -> list[_Attribution]:
    """Return the speakers of a sentence without its quotes; "according to" counts only where nobody else speaks."""
    sentence = sentence[:MOST_LOOKED_AT]
    spoken = [made for cue in islice(_CUE.finditer(sentence), MOST_CUES) if (made := _speaker(sentence, cue))]
    if not spoken and (according := _ACCORDING.search(sentence)):
        described = re.split(r"[,.;:”]|\s(?:and|which|who|that)\s", sentence[according.end() :])[0].strip()
        if _plausible(described):
            return [_Attribution(described, "according to", according.start())]
    return spoken


def _speaker(sentence: str, cue: re.Match[str]) -> _Attribution | None:
    before = sentence[max(0, cue.start() - MOST_BEFORE) : cue.start()]
    if _UNSAID.search(before):
        return None
    before = _ADVERBS.sub("", before)
    if _UNSAID.search(before):
        return None
    before = before.rstrip()
    if before.rstrip(" ,").endswith(_CLOSING):
        described = _inverted(before, sentence[cue.end() :])
    elif before.endswith(","):  # "Zhao Lijian, a spokesman for the ministry, said"
        described = _subject(before.rstrip(" ,").rpartition(",")[0])
    else:
        described = _subject(before)
    return _Attribution(described, cue.group(), cue.start()) if _plausible(described) else None


def _inverted(before: str, after: str) -> str:
    """Return who stands behind the verb that follows a quote, which must be a sentence or clause of its own."""
    led_in = before.rstrip(" ,").rstrip("”'’").rstrip()
    found = _INVERTED.match(after)
    if (led_in and led_in[-1] not in ",:;.!?") or not found or not _AFTER_INVERTED.match(after, found.end()):
        return ""
    return found.group(1).rstrip(".")


def _subject(before: str) -> str:
    """Return the phrase that the clause before a verb of saying ends with, nothing if a clause depends on it."""
    borders = list(_CLAUSE_BORDER.finditer(before))
    last = borders[-1] if borders else None
    phrase = before[last.end() :] if last else before
    joined = bool(last and last.group().lower() == "and" and before[: last.start()].rstrip().endswith((",", "”")))
    opens = bool(last and not before[: last.start()].strip() and last.group().lower() in ("and", "so"))
    if last and not (joined or opens or "," in phrase or _PLAIN_BORDER.match(last.group())):
        return ""
    return _LEADING.sub("", phrase.rpartition(",")[2].rpartition("”")[2].strip())


def _plausible(described: str) -> bool:
    words = described.split()
    if not 0 < len(words) <= MOST_SPEAKER_WORDS or _NOT_A_SPEAKER.match(described) or _CUE.search(described):
        return False
    return bool(_PRONOUN.match(described) or _named(described) or _ROLE.search(described))


def _resolved(text: str, said: _Attribution, before: Utterance | None, sentence: Sentence) -> str | None:
    """Return who "he" or "she" is, None if that is not plain; other phrases stand as they are.

    It is the speaker of the sentence before, if that is a person's name, and nobody else is named since.
    """
    if not _PRONOUN.match(said.described):
        return said.described
    if before is None or text[before.end : sentence.start].strip():
        return None
    named = _named(text[sentence.start : sentence.start + said.at])
    name = _name(before.described)
    is_person = bool(_NAME.fullmatch(name)) and not _BODY.search(name)
    return before.described if is_person and named <= set(before.described.split()) else None


def _named(text: str) -> set[str]:
    """Return the capitalised words that could be of names."""
    return {word for word in _CAPITALISED.findall(text) if not is_function_word(word)}


def _silent_until(all_sentences: list[Sentence], spoken: list[list[_Attribution]], number: int) -> int:
    """Return which sentence is the next with a speaker of its own, or in another paragraph."""
    end = number + 1
    paragraph = all_sentences[number].paragraph
    while end < len(all_sentences) and all_sentences[end].paragraph == paragraph and not spoken[end]:
        end += 1
    return end


def _continuation(
    text: str, unquoted: str, opening: Sentence, rest: list[Sentence], after: Sentence | None
) -> list[Sentence]:
    """Return the sentences of the rest of a paragraph that go on with the statement in its opening.

    All do, if they enumerate ("First of all", and later "Second"); else those at the start that speak in the first
    person, or those quoted whole, unless the sentence behind them could tell of somebody else.
    """
    words = [sentence.of(unquoted) for sentence in rest]
    first, second = _ENUMERATED
    if words and first.match(words[0]) and any(second.match(each) for each in words):
        return [] if any(_CUE.search(each) for each in words) else rest
    own = list(takewhile(lambda sentence: _FIRST_PERSON.match(sentence.of(unquoted)), rest))
    if own or not opening.of(unquoted).startswith("”"):
        return own
    quoted = list(takewhile(lambda sentence: not sentence.of(unquoted).strip("”"), rest))
    behind = rest[len(quoted)] if len(quoted) < len(rest) else after
    if behind and behind.paragraph == opening.paragraph and _named(behind.of(text)):
        return []
    return quoted


def _name(described: str) -> str:
    """Return the name in a phrase: what follows a title ("spokesman Zhao Lijian"), else the whole phrase."""
    names = list(_NAME.finditer(described))
    if not names or names[-1].end() != len(described):
        return described
    title = described[: names[-1].start()].rstrip()
    last_word = title.rpartition(" ")[2]
    return names[-1].group() if last_word.islower() and _ROLE.fullmatch(last_word) else described
