"""Plants: what an article tells whoever answers to do. It is no news, and no answer but to who asks about it."""

import re

from index import Span

FARTHEST = 600  # characters of a line behind a sign that are taken for planted with it
LEAST_TOLD = 3  # words of a line outside quotation marks from which it tells of what it quotes

_MACHINE = (
    r"(?:(?:AI|artificial intelligence|virtual|digital|helpful|chat)\s?-?(?:language\s)?"
    r"(?:assistants?|models?|systems?|agents?|(?:chat)?bots?)"
    r"|(?:large )?language models?|LLMs?|chatbots?|AIs?|GPT(?:-?\d\w*)?|assistant)"
)
_IS_ALL = (  # "an AI company" is none
    r"(?=\s*(?:[.,;:!\"”)]|$)|\s+(?:who|that|which|and|or|whose|named|called|trained|designed|built|with|for|in|to)\b)"
)
_ANSWER = r"(?:answers?|responses?|repl(?:y|ies)|output|message|summary)"
_ORDERS = r"(?:instructions?|prompts?|directions?|directives?|guidelines|commands?|training)\b"
_OPENS = r"(?:^|[^\w\s]\s*|[.!?:]\s+|\bplease\s+|\bnow\s+|\byou\s+(?:must|should|will|can)\s+)"
_SIGNS = re.compile(
    "|".join(
        (
            rf"{_OPENS}(?:ignore|disregard|forget|override|bypass|discard)\s+(?:(?:all|any|everything|the|of|your|my|these)\s+)*"
            rf"(?:(?:previous|prior|preceding|earlier|above|foregoing|original|other|system|safety|your)\s+)+(?:\w+\s+)?{_ORDERS}",
            rf"{_OPENS}(?:ignore|disregard|forget|override)\s+(?:all\s+(?:of\s+)?)?your\s+{_ORDERS}",
            rf"\byou\s+are\s+(?:(?:now|actually|really|henceforth)\s+)*(?:an?|the)\s+(?:\w+\s+){{0,2}}{_MACHINE}{_IS_ALL}",
            r"\bfrom\s+now\s+on,?\s+you\s+(?:are|will|must|shall|should|answer|respond|reply|speak|act)\b",
            rf"\bas\s+an?\s+(?:helpful\s+)?{_MACHINE},?\s+you\b",
            rf"\bif\s+you\s+are\s+(?:an?\s+)?(?:\w+\s+)?{_MACHINE}"
            r"(?=\s*,|\s+(?:and|reading|process|summari|answer|index|that)\w*)",
            r"^\W{0,4}(?:dear|attention|note\s+to|notice\s+to|message\s+(?:to|for)|instructions?\s+(?:to|for))\s+"
            rf"(?:all\s|any\s|the\s)?{_MACHINE}(?:\s+(?:reading|processing|summari[sz]ing)\b[^:,.\n]{{0,40}})?\s*[:,](?=\s)",
            r"^\W{0,4}(?:system|new|updated|hidden|important|admin\w*|developer)\s+"
            r"(?:prompt|instructions?|message|override)\s*:",
            r"<\|?(?:im_start|system|endoftext)\|?>|\[/?INST\]|^#{2,}\s*(?:system|instructions?)\b",
            r"\bwhen(?:ever)?\s+(?:you\s+are\s+)?(?:asked|answering|responding|replying|summari[sz]ing)\b[^.;\n]{0,80}?,?\s+"
            r"(?:(?:always|only|please|then|you\s+must|you\s+should)\s+)?"
            r"(?:say|state|answer|respond|reply|mention|claim|insist|write)\s+(?:that|with|only|[\"“])",
            r"\byou\s+(?:must|should|will|shall)\s+(?:(?:always|only|now)\s+)?(?:answer|respond|reply)\s+"
            r"(?:every|all|any|with|only|that|in|as)\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
# One of these stands in every sign, as `_folded` writes it; to look for them first takes a tenth of the time.
_HELD_BY_SIGNS = (
    "you are,your,from now on,instruction,prompt,directi,guideline,command,training, an ai,message,override,<|,<im,<sys"
    ",<end,inst],##,asked,answer,respond,reply,summari,attention,dear ,note to,notice to,gpt,assistant you"
    ",assistants you,model you,models you,system you,systems you,agent you,agents you,bot you,bots you,llm you,llms you"
    ",ai you,ais you"
).split(",")
_ORDER = re.compile(rf"\b(?:in|of|to|with|for|from|throughout|before|after)\s+your\s+{_ANSWER}\b", re.IGNORECASE)
_OPENS_AS_ORDER = re.compile(
    rf"(?:please\s+)?(?:(?:respond|reply|answer)\b|[a-z]+\s+your\s+{_ANSWER}\b)"
    r"|(?:(?:please|instead|then|always|now|and)[\s,]+)*"
    r"(?:tell|inform|remind|advise|direct|instruct)\s+(?:the|all|any|every)\s+users?\b"
    r"|(?:please\s+)?(?:do\s+not|don[’']t|never)\s+(?:mention|reveal|disclose|cite|quote|use)\s+"
    r"(?:the|this|these|any|your|other)\s+(?:\w+\s+){0,2}(?:articles?|sources?|context|documents?|instructions?|prompts?)\b"
    r"|(?:please\s+)?(?:output|print|repeat)\s+(?:only|exactly|the\s+following)\b",
    re.IGNORECASE,
)
_SENDS_AWAY = re.compile(
    r"[\"“']?(?:(?:please|now|instead|then)[\s,]+)*"
    r"(?:visit|click|go\s+to|download|open|follow|log\s+(?:in|on)|sign\s+up|send|pay|buy|claim)\b"
    r"[^.;]{0,80}(?:https?://|www\.)",
    re.IGNORECASE,
)
_ASKS_OF_ORDERS = re.compile(
    rf"\b(?:prompts?|injections?|injected|planted|jailbreak\w*|instructions?|instructed)\b|\b{_MACHINE}\b",
    re.IGNORECASE,
)
_ASKS_WHERE_TO_GO = re.compile(
    r"\b(?:web\s?sites?|sites?|links?|online|addresses|urls?|pages?)\b|\b(?:where|how)\s+(?:can|do|does|should|could|to)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”\n]*(?:[\"”]|$)")


def planted(text: str) -> list[Span]:
    """Return the parts of a text that speak to a machine: from each sign of it to the end of its line.

    A line that tells of such words, and quotes them, is news.
    """
    folded = _folded(text)
    if not any(word in folded for word in _HELD_BY_SIGNS):
        return []
    found: list[Span] = []
    for sign in _SIGNS.finditer(text):
        at = sign.end() - 1
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", sign.end())
        line = Span(start, end if end >= 0 else len(text))
        if not _is_told_of(line.of(text), at - start):
            found.append(Span(at, min(line.end, sign.end() + FARTHEST)))
    return found


def is_order(sentence: str, question: str) -> bool:
    """Say whether a sentence tells whoever answers how to, or sends readers to an address that is not asked for."""
    if _gives_order(sentence):
        return True
    return bool(_SENDS_AWAY.match(sentence)) and not _ASKS_WHERE_TO_GO.search(question)


def asks_of_orders(question: str) -> bool:
    """Say whether a question is about what machines are told to do, and does not itself tell them."""
    return bool(_ASKS_OF_ORDERS.search(question)) and not _SIGNS.search(question) and not _gives_order(question)


def _gives_order(text: str) -> bool:
    return bool(_OPENS_AS_ORDER.match(text)) or ("your" in text.lower() and bool(_ORDER.search(text)))


def _folded(text: str) -> str:
    """Return a text in small letters, with one blank in the place of several, and without commas.

    Two letters are an i to regular expressions whatever its case, and not to str.
    """
    return " ".join(text.replace("İ", "i").replace("ı", "i").casefold().replace(",", " ").split())


def _is_told_of(line: str, at: int) -> bool:
    """Say whether a place in a line stands in quotation marks, with words around them that tell of it."""
    quoted = any(found.start() < at < found.end() for found in _QUOTED.finditer(line))
    return quoted and len(_QUOTED.sub(" ", line).split()) >= LEAST_TOLD
