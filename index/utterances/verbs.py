"""The verbs of saying, and what shows that one of them reports nobody's words."""

import re

# Any plausible speaker in front of these has said something.
_SAYING = """
    said says say stated claimed told tells added adds argued argues announced announces insist insisted insists warned
    warns noted explained explains declared declares replied replied responded responds confirmed confirms
    denied denies acknowledged acknowledges emphasized emphasised stressed stresses asserted asserts remarked observed
    reiterated allege alleged alleges asked asks urged urges wrote writes tweeted testified conceded concedes admitted
    admits admit predicted predicts complained complains suggested suggests recalled commented concluded concludes
    maintained maintains pledged vowed promised quipped joked cautioned countered retorted lamented hinted reckons
    emphasizes emphasises advised advises argue contended contends believed believes thinks agreed agrees
    """.split()
# These are also names of things, or have other meanings: a clause or a quotation must follow.
_WITH_CLAUSE = """
    claims reports reported states notes estimates estimated promises comments replies remarks recalls counters
    fears hopes hoped hope believe think doubts expects expected revealed reveals indicated indicates shared
    continued posted answered ruled agree
    """.split()
# These tell what somebody said only of one who is named, or of "he" or "she".
_OF_SOMEBODY = """
    accused accuses blamed blames criticized criticised criticizes condemned condemns denounced praised praises hailed
    welcomed slammed blasted decried dismissed defended cited expressed implored thanked credited called calls
    described describes labeled labelled branded demanded demands recommended recommends proposed questioned
    encouraged apologized apologised
    """.split()
_PHRASES = r"(?:pointed|points|spelled|laid) out|(?:went|goes) on to (?:say|add)"
_PARTICIPLES = "saying|adding|noting|warning|arguing|stressing|insisting|explaining|claiming"

CUE = re.compile(
    rf"\b(?:{_PHRASES}|(?P<clause>{'|'.join(_WITH_CLAUSE)})|(?P<somebody>{'|'.join(_OF_SOMEBODY)})|"
    rf"{'|'.join(_SAYING)})\b"
)
PARTICIPLE = re.compile(rf"\b(?:{_PARTICIPLES})\b")
CLAUSE = re.compile(r"\s*(?:that\b|[,:]?\s*”|(?:he|she|they|there|it)\s)|:")
_UNSAID = re.compile(
    r"(?:\b(?:not|never|hardly|barely|scarcely|rarely|seldom|almost|nearly|practically|virtually|all but|allegedly|"
    r"supposedly|purportedly|no longer|ever|to|declined|refused|was|were|is|are|am|been|being|be|when|if|who|which|"
    r"that|what|would|could|should|might|may|will|cannot|can|than|as|of|by)|n[’']t)\s*$",
    re.IGNORECASE,
)
# What may stand between a speaker and the verb.
_BETWEEN = re.compile(
    r"(?:^|\s+)(?:also|first|further|then|later|earlier|again|always|still|only|just|repeatedly|publicly|previously|"
    r"reportedly|recently|once|even|both|each|all|himself|herself|has|had|have|now|too|yesterday|today|tonight|[a-z-]+ly|"
    r"(?:on|early|late|later|earlier|this|last)?\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|"
    r"afternoon|evening|night))?|(?:this|last|earlier this)\s+(?:week|month|year|morning)|on the \d\d?(?:st|nd|rd|th))$"
)
_PASSIVE = re.compile(r"\s+(?:of|by|as|to|in|at|when|from|off|back|up|out|after|me|us)\b")
# These report no statement: "said goodbye", "said nothing of it", but not "said nothing had changed".
_IDIOM = re.compile(
    r"\s+(?:(?:good-?bye|hello|farewell|good ?night|grace|mass|prayers|(?:a|his|her) prayers?)\b|"
    r"(?:nothing|little|no more)(?=\s*(?:$|[.,;!?]|\s(?:about|of|on|to|at|in|more|else|as|when|since|after)\b)))",
    re.IGNORECASE,
)
_WITH_PREPOSITION = ("expressed", "apologized", "apologised")
MOST_BETWEEN = 5  # words or phrases between a speaker and the verb
LONGEST_BETWEEN = 60  # characters of one


def governed(before: str, cue: re.Match[str], after: str) -> str | None:
    """Return the text before a verb up to its subject's end; None if the verb reports nobody's words."""
    if cue["clause"] and not (CLAUSE.match(after) or "”" in before):
        return None
    if cue["somebody"] and _PASSIVE.match(after) and cue["somebody"] not in _WITH_PREPOSITION:
        return None
    if cue.group().startswith(("say", "said")) and _IDIOM.match(after):
        return None
    before = before.rstrip()
    for _ in range(MOST_BETWEEN):
        end = max(0, len(before) - LONGEST_BETWEEN)
        if _UNSAID.search(before, end):
            return None
        between = _BETWEEN.search(before, end)
        if not between:
            break
        before = before[: between.start()].rstrip()
    return before
