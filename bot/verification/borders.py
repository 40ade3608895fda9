"""Borders: whether a place in a text lies inside a word, a number or an amount, where no quote may begin or end.

"200" is not in "1,200", "5" not in "2.5", "-5", "$5" or "5-6", "5" not in "5 million", "violent" not in "non-violent".
"""

import re

from index import Span

_MOST_BESIDE, _MOST_IN_LINE = 40, 400  # characters that are looked at
CURRENCIES = "$¢£¤¥฿₠-₿﷼＄￡￥"  # for a character class
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # accents that stand alone, and characters without a look
_HYPHEN, _MINUS, _BLANK = "[-‐‑]", "[-−–]", "[ \\u00a0\\u2009\\u202f]"
_NUMBER = r"\d[\d.,:]*"
_CODES = r"(?:USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|INR|RUB|Rs)\.?"
_NUMBER_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)"
)
_UNIT = (
    r"(?:(?:hundred|thousand|[bmtz]illion|dozen)s?|bn|mn|mln|tn|k|percent(?:age)?|per\s?cent|pct|pc|degrees?|[ap]m|"
    r"[ap]\.m\.?|(?:kilo|centi|milli)?met(?:er|re)s?|(?:kilo|milli)?grams?|[kcm]m|m|[km]?g|tons?|tonnes?|miles?|"
    r"mph|inch(?:es)?|foot|feet|yards?|acres?|hectares?|lit(?:er|re)s?|gallons?|barrels?|dollars?|cents?|euros?|"
    r"pounds?|pence|yen|yuan|roubles?|rubles?|rupees?|crowns?|francs?|[kmgt]?w|[kmgt]wh|square|cubic|nautical|"
    r"points?|°?[CF]|years?|months?|weeks?|days?|hours?|minutes?|seconds?)(?!\w)"
)
# What is one thing: the end of what stands before the place, and the beginning of what stands behind it.
_WHOLES = [
    (re.compile(before + "$", flags), re.compile(behind, flags))
    for before, behind, flags in (
        (rf"[\w{_MARKS}]", rf"[\w{_MARKS}]", 0),
        (r"\w", rf"(?:{_HYPHEN}|['’]|/)\w", 0),  # non-violent, isn't, Smith's, km/h
        (rf"\w(?:{_HYPHEN}|['’]|/)", r"\w", 0),
        (r"\b[^\W\d_]", r"\.[^\W\d_]\b", 0),  # U.S.
        (r"\b[^\W\d_]\.", r"[^\W\d_]\b", 0),
        (r"\d", r"[.,:]\d", 0),  # 1,200
        (r"\d[.,:]", r"\d", 0),
        (rf"(?<!\d)\d{{1,3}}{_BLANK}?", rf"{_BLANK}?\d{{3}}(?!\d)", 0),  # 1 200
        (r"(?<![\w.])\.", r"\d", 0),  # .5
        (rf"(?<![\w)%]){_MINUS}", rf"[.{CURRENCIES}]?\d", 0),  # -5
        (r"[+±~≈<>=≤≥]\s?", rf"\s?[.{CURRENCIES}]?\d", 0),
        (rf"(?:[{CURRENCIES}]|\b{_CODES})\s?", r"\s?[-−]?\.?\d", 0),  # $5
        (r"[A-Za-z]", rf"[{CURRENCIES}]", 0),  # US$5
        (r"\d\s?", rf"\s?[%‰°℃℉{CURRENCIES}](?!\s?[.\d])", 0),  # 5%
        (r"°\s?", r"\s?[CFK]\b", 0),
        (rf"(?:{_NUMBER}|\b{_NUMBER_WORD})[\s-]?", rf"[\s-]?{_UNIT}", re.IGNORECASE),  # 5 million
        (r"\b(?:a|half an?|several)\s", r"(?:hundred|thousand|[bmtz]illion|dozen)\b", re.IGNORECASE),
        (r"\b(?:square|cubic|nautical|percentage|per)\s?", rf"\s?(?:{_UNIT}|cent\b)", re.IGNORECASE),
        (rf"{_NUMBER}%?\s?", rf"\s?(?:{_MINUS}|(?:to|or)\b)\s?[.{CURRENCIES}]?\d", 0),  # 5-6, 5 to 6
        (rf"{_NUMBER}%?\s?(?:{_MINUS}|\b(?:to|or))\s?", rf"[.{CURRENCIES}]?\d", 0),
        (r"\b[A-Z]\w+,?\s?", r"\s?\b(?:[IVX]{2,5}|[JS]r|junior|senior)\b", 0),  # Charles III
    )
]
# A mark behind a digit is a unit (6 feet, 6 inches) unless it closes a quotation.
_BEHIND_DIGIT = re.compile("(?<=\\d)(?:''|[\"'’”′″＂])(?![^\\W\\d_])")
_BRACKET, _CLOSED = re.compile(r"[()]"), re.compile(r"[)\n]")
_WORD_END, _WORD_START = re.compile(r"[^\W_](?:[\w'’])*$"), re.compile(r"(?:['’]?\w)+")
_DOUBLE = '"”″＂'
_STRAIGHT = {'"': re.compile('(?<![^\\s(\\[—–-])"(?=\\S)'), "'": re.compile("(?<![^\\s(\\[—–-])'(?=[^\\W\\d])")}
_CLOSING = {'"': re.compile('(?<=[^\\s(\\[—–-])"'), "'": re.compile("(?<=[^\\s(\\[])'(?!\\w)")}
_OPENING = {"”": "“„", "’": "‘‚"}


def cut_off(text: str, at: int) -> Span | None:
    """Return what belongs to one thing with what stands at a place and is parted from it there, None if nothing."""
    first = max(0, at - _MOST_BESIDE)
    before, behind = text[first:at], text[at : at + _MOST_BESIDE]
    if not before or not behind:
        return None
    for end, beginning in _WHOLES:
        if (left := end.search(before)) and (right := beginning.match(behind)):
            return Span(first + left.start(), at + right.end())
    return Span(at - 1, at + 1) if unit_marks(text, at, at + 1) else None


def cut_bracket(text: str, start: int, end: int) -> Span | None:
    """Return what stands in front, from a bracket on that opens there and closes within a part of a text."""
    open_within = 0
    for mark in _BRACKET.finditer(text, start, end):
        open_within += 1 if mark.group() == "(" else -1
        if open_within < 0:
            first = text.rfind("(", max(0, start - _MOST_IN_LINE), start)
            return Span(first, start) if first >= 0 and not _CLOSED.search(text, first, start) else None
    return None


def whole_words(text: str, span: Span) -> Span:
    """Return a span with the rest of the words that it begins and ends inside."""
    before, behind = _WORD_END.search(text[max(0, span.start - _MOST_BESIDE) : span.start]), None
    if span.end > span.start and text[span.end - 1].isalnum():
        behind = _WORD_START.match(text[span.end : span.end + _MOST_BESIDE])
    opens = before is not None and span.start < len(text) and text[span.start].isalnum()
    start = span.start - len(before.group()) if before and opens else span.start
    return Span(start, span.end + len(behind.group()) if behind else span.end)


def unit_marks(text: str, start: int = 0, end: int | None = None) -> dict[int, str]:
    """Return the marks of feet ("′") and inches ("″") in a part of a text, whichever characters were typed for them."""
    found: dict[int, str] = {}
    for match in _BEHIND_DIGIT.finditer(text, start, len(text) if end is None else min(len(text), end + 1)):
        if end is not None and match.start() >= end:
            break
        if not _closes(text, match.start(), match.group()):
            found[match.start()] = "″" if len(match.group()) > 1 or match.group() in _DOUBLE else "′"
    return found


def _closes(text: str, at: int, mark: str) -> bool:
    """Say whether a mark closes a quotation: one of its kind is open there, and in its line they come in pairs."""
    start = max(text.rfind("\n", 0, at) + 1, at - _MOST_IN_LINE)
    before = text[start:at]
    if mark in _OPENING:
        return sum(map(before.count, _OPENING[mark])) > before.count(mark)
    if mark not in _STRAIGHT:
        return False
    behind = text[at : at + _MOST_IN_LINE].partition("\n")[0]
    opened = len(_STRAIGHT[mark].findall(before))
    closed = len(_CLOSING[mark].findall(before))
    paired = mark == "'" or (before.count(mark) + behind.count(mark)) % 2 == 0
    return opened > closed and paired
