"""Read what a model writes into claims, as it arrives: a tool's JSON, JSON in text, or sentences with [n] behind them.

Nothing that a model writes is an error; what cannot be read is no claim. Time grows with the length of what is read.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from bot.generating.claims import Claim

MOST_CHARACTERS = 64_000  # of one answer; what is longer is not read on
MOST_CLAIMS = 20
MOST_NUMBERS = 10  # of passages that one claim cites
THINKING, THOUGHT = "<think>", "</think>"
SEEN = 16  # characters by which it can be seen what it is

_NOT_FOUND = re.compile(r"\W{0,5}NOT[ _]FOUND\W{0,5}", re.IGNORECASE)
_LIST = re.compile(r'"(?:statements|answer|claims|sentences)"\s{0,20}:\s{0,20}\[')
_JSON = re.compile(r'\{|\[\s{0,20}[{"\]]')
_FENCE = re.compile(r"```\w{0,10}\s{0,20}")
_MARKS = re.compile(
    r"(?:\s{0,4}\[\s?\d{1,3}(?:\s?,\s?\d{1,3}){0,9}\s?\]){1,10}(?P<end>[.!?]?[\"”’)]?)(?=\s|$)", re.ASCII
)
_QUOTE = re.compile(
    r"[ \t]{0,4}(?:[-–—:|>][ \t]{0,4})?[\"“«](?P<quote>[^\n\"“”«»]{1,1000})[\"”»][.]?[ \t]{0,4}(?=\n|$)"
)
_MAY_QUOTE = re.compile(r"[ \t]{0,4}(?:[-–—:|>][ \t]{0,4})?(?:[\"“«][^\n]{0,1000})?$")  # what arrived so far
_NUMBER = re.compile(r"\d{1,3}", re.ASCII)
_DECODER = json.JSONDecoder()


class Reader:
    """The claims of one answer, in the order in which they are complete."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._listed: bool | None = None  # whether it is JSON; None until that can be seen
        self._begun = False  # whether the list of statements has begun
        self._values = 0  # in the list, claims or not
        self._claims = 0

    @property
    def full(self) -> bool:
        """Say whether no more is read."""
        return len(self._text) >= MOST_CHARACTERS or self._claims >= MOST_CLAIMS

    @property
    def says_not_found(self) -> bool:
        """Say whether the model states that the passages do not answer, and nothing else."""
        if self._claims:
            return False
        if self._listed:
            return self._begun and not self._values and self._text[self._at : self._at + 1] == "]"
        return any(map(_NOT_FOUND.fullmatch, self._text.splitlines()))

    @property
    def breaks_off(self) -> bool:
        """Say whether a list of statements has no end, and not because no more is read."""
        ended = self._text[self._at : self._at + 1] == "]"
        return bool(self._listed) and self._begun and not (ended or self.full)

    @property
    def text(self) -> str:
        """Return what was read."""
        return self._text

    def keep(self, text: str) -> None:
        """Read on without looking for claims yet."""
        self._text += text[: MOST_CHARACTERS - len(self._text)]

    def feed(self, text: str, *, last: bool = False) -> Iterator[Claim]:
        """Read on, and yield the claims that are complete now."""
        self.keep(text)
        if self._listed is None:
            self._listed = self._is_listed(last=last)
        if self._listed and (last or any(sign in text for sign in "}]")):
            found = self._from_json()
        elif self._listed is False and (last or any(sign in text for sign in "\n ")):
            found = self._from_sentences(last=last)
        else:
            return
        for claim in found:
            if self._claims >= MOST_CLAIMS:
                return
            self._claims += 1
            yield claim

    def _is_listed(self, *, last: bool) -> bool | None:
        """Say whether it is JSON, thoughts and fences passed over; None if that cannot be seen yet."""
        at = _next(self._text, 0)
        if len(self._text) - at < SEEN and not last:
            return None
        if self._text.startswith(THINKING, at):
            end = self._text.find(THOUGHT, at)
            if end < 0:
                return None
            at = _next(self._text, end + len(THOUGHT))
        if fence := _FENCE.match(self._text, at):
            at = fence.end()
        self._at = at
        if at >= len(self._text) or (len(self._text) - at < SEEN and not last):
            return None
        return _JSON.match(self._text, at) is not None

    def _from_json(self) -> Iterator[Claim]:
        if not self._begun:
            start = _LIST.search(self._text, self._at)
            if start is None and self._text[self._at] != "[":
                return
            self._begun, self._at = True, start.end() if start else self._at + 1
        while True:
            at = _next(self._text, self._at, " \t\r\n,")
            if self._text[at : at + 1] in ("", "]"):
                self._at = at
                return
            try:
                value, self._at = _DECODER.raw_decode(self._text, at)
            except (ValueError, RecursionError):  # not complete yet, or never
                return
            self._values += 1
            if claim := _claim(value):
                yield claim

    def _from_sentences(self, *, last: bool) -> Iterator[Claim]:
        for marks in _MARKS.finditer(self._text, self._at):
            if marks.start() < self._at:  # inside of a quote
                continue
            behind = self._text[_next(self._text, marks.end()) :][:1]
            if not last and (behind in ("", "[") or _MAY_QUOTE.match(self._text, marks.end())):
                return  # more marks, or a quote, may follow
            *others, text = self._text[self._at : marks.start()].splitlines() or [""]
            quote = _QUOTE.match(self._text, marks.end())
            self._at = quote.end() if quote else marks.end()
            yield from _uncited(others)
            yield Claim(_plain(text + marks["end"]), _marked(marks.group()), _quotes(quote["quote"] if quote else []))
        if last:
            yield from _uncited(self._text[self._at :].splitlines())


def without_thoughts(text: str) -> str:
    """Return what a model says without the thoughts before it and the fence around it."""
    said = text[:MOST_CHARACTERS].strip()
    if said.startswith(THINKING):
        said = said.partition(THOUGHT)[2].strip()
    fence = _FENCE.match(said)
    return said[fence.end() :].removesuffix("```").strip() if fence else said


def _next(text: str, at: int, passed_over: str = " \t\r\n") -> int:
    """Return where the next character stands that is none of these."""
    while at < len(text) and text[at] in passed_over:
        at += 1
    return at


def _uncited(lines: list[str]) -> Iterator[Claim]:
    for line in lines:
        if line.strip() and not _NOT_FOUND.fullmatch(line):
            yield Claim(_plain(line))


def _claim(value: Any) -> Claim | None:
    """Return a claim from what stands in a list, by whichever of the usual names; None if it is none."""
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        return None
    text = next((value[name] for name in ("text", "statement", "sentence", "claim") if name in value), "")
    numbers = next((value[name] for name in ("passages", "citations", "sources", "passage") if name in value), None)
    if not isinstance(text, str):
        return None
    marks = next((found for found in _MARKS.finditer(text) if not text[found.end() :].strip()), None)
    if marks:  # the numbers stand in the text, alone or as well
        text = text[: marks.start()] + marks["end"]
    cited = tuple(_numbers(numbers)) if numbers is not None else _marked(marks.group()) if marks else ()
    return Claim(_plain(text), cited[:MOST_NUMBERS], _quotes(value.get("quote", value.get("quotes", []))))


def _quotes(value: Any) -> tuple[str, ...]:
    return tuple(_plain(one) for one in _listed(value)[:MOST_NUMBERS] if isinstance(one, str) and one.strip())


def _numbers(value: Any) -> Iterator[int]:
    for one in _listed(value):
        if isinstance(one, int) and not isinstance(one, bool):
            yield one
        elif isinstance(one, str) and (found := _NUMBER.search(one)) and len(one) < 20:
            yield int(found.group())
        else:
            yield 0  # it points nowhere, and shows


def _marked(marks: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(marks))[:MOST_NUMBERS]


def _plain(text: str) -> str:
    return unescape(text).strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
