"""Tell words that somebody really said from those of a forgery, a film, or a claim that is only being checked."""

import re

from index.utterances.quotation import FILL

_FAKE = (
    r"(?:deep-?fakes?|fakes?|faked|fabricated|doctored|manipulated|bogus|forged|forgery|made-up|invented|imaginary|"
    r"imagined|fictional|fictitious|hypothetical|hoax|parody|spoof|satirical|satire|"
    r"(?:ai|computer|digitally)[- ](?:generated|altered))"
)
_STAGED = (
    r"(?:film|movie|novel|play|sketch|skit|sitcom|drama|cartoon|comic|musical|opera|scene|short story|video game|dream|"
    r"nightmare|fantasy|simulation|role-play)"
)
_PHRASE = r"(?:In|On|During|Throughout|From|Per|Via|At)\b"
_FORGED_FRONT = re.compile(
    rf"\W*{_PHRASE}\s+(?:an?|the|this|that|one|another)\s+"
    rf"(?:(?:(?!about\b|on\b|over\b|against\b|for\b|calling\b)[\w’-]+\s+){{0,4}}?{_FAKE}\b|"
    rf"[^”,]{{1,80}}?\b(?:that|which)\s+(?:is|was|were|turned out to be|proved(?: to be)?)\s+(?:\w+\s+)?{_FAKE}\b)",
    re.IGNORECASE,
)
_FORGED_QUOTE = re.compile(
    rf"\W*(?:An?|The|This|That|One|Another)\s+(?:[\w’-]+\s+){{0,4}}?{_FAKE}\b[^”]{{0,60}}{FILL}", re.I
)
_STAGED_PHRASE = (
    r"(?:in|on|during|throughout)\s+(?:an?|the|this|that|his|her|one|another|[\w-]+[’']s)\s+"
    rf"(?:(?!about\b|of\b|on\b|for\b|interview\b|documentary\b|statement\b)[\w’-]+\s+){{0,3}}?{_STAGED}\b"
    r"(?!\s*[’']s|\s+(?:festival|premiere|industry|studio|business|documentary|set|review|version|director|critic)\b)"
)
_STAGED_FRONT = re.compile(rf"\W*(?:And|But|So)?\s*{_STAGED_PHRASE}", re.IGNORECASE)
_BEHIND = re.compile(
    rf"\s+(?:\w+\s+)?(?:(?:in|on|during)\s+(?:an?|the|this|one)\s+(?:[\w’-]+\s+){{0,4}}?{_FAKE}\b|{_STAGED_PHRASE})",
    re.IGNORECASE,
)
_IN_THE_PART = re.compile(
    r"\b(?:playing|portraying|impersonating|imitating|parodying|voiced by|played by|in (?:the role|character)|"
    r"as the character)\b"
)
_TOLD_BY_ANOTHER = re.compile(r",\s+according to\b")  # "Ann Jones, according to Bob Lee, said"
_HEARSAY = re.compile(
    r"\baccording to (?:an?|the|some|several) (?:viral|unverified|anonymous|online|social media|"
    r"facebook|tiktok) (?:posts?|videos?|clips?|memes?|tweets?|rumou?rs?|claims?)\b(?=\W*$)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\b(?:not|nor|neither|never)\s+$|\bif\s+not\s+$", re.IGNORECASE)
_IMAGINED = re.compile(r"\W*(?:Suppose|Supposing|Imagine|Pretend|Assume|Assuming|Picture)\b")
_LABEL = re.compile(
    r"\W*(?:the\s+)?(?:(?:viral|false|online|social media)\s+)?"
    r"(?:claims?|rumou?rs?|myths?|fiction|false|fake|hoax|photo|image|picture|caption|pictured)\s*(?:\d{1,2}\s*)?:",
    re.IGNORECASE,
)
_DISOWNED = re.compile(
    r"(?:[A-Z][A-Z’' ]{2,30}:\s*)?(?:The|This|That|These|Those|Both)\s+(?:[\w-]+\s+)?"
    r"(?:quotes?|quotation|words|remarks?|video|clip|audio|recording|tweet|post)\s+(?:is|was|are|were)\s+(?:an?\s+)?"
    rf"(?:{_FAKE}|not real|not authentic)\b"
)


_RETRACTED = re.compile(
    r"(?:\b(?:later|then|since|has|had|[a-z]+ly)\s+){0,3}"
    r"\b(?:retracted|withdrew|took back|recanted|disavowed)\s+(?:the|that|this|those|these|his|her|their)\s+(?:\w+\s+)?"
    r"(?:quotes?|words|remarks?|statements?|comments?|claims?|allegations?|accusations?|assertions?)\b"
)


def retraction(sentence: str) -> re.Match[str] | None:
    """Return where a sentence says that somebody took his or her words back; the subject stands in front of it."""
    return _RETRACTED.search(sentence)


def is_unreal(sentence: str, described: str, at: int, cue: str) -> bool:
    """Say whether what stands around a speaker and the verb at `at` shows that nobody has really said so."""
    front = sentence[:at]
    subject = front.rfind(described)
    between = front[subject + len(described) :] if subject >= 0 else ""
    front = front[:subject] if subject >= 0 else front
    return bool(
        (cue == "according to" and _NOT_SO.search(front))
        or _IMAGINED.match(sentence)
        or _FORGED_FRONT.match(front)
        or _FORGED_QUOTE.match(front)
        or _STAGED_FRONT.match(front)
        or _IN_THE_PART.search(between)
        or _TOLD_BY_ANOTHER.search(between)
        or (cue != "according to" and _HEARSAY.search(sentence, at))
        or _BEHIND.match(sentence, at + len(cue))
    )


def is_labelled(paragraph: str) -> bool:
    """Say whether a paragraph is by its first word a claim that is being checked, or the caption of a picture."""
    return _LABEL.match(paragraph) is not None


def disowns(sentence: str) -> bool:
    """Say whether a sentence says that the words before it are a forgery."""
    return _DISOWNED.match(sentence) is not None
