"""Read what a model writes into claims, as it arrives: a tool's JSON, JSON in text, or sentences with [n] behind them.

Nothing that a model writes is an error; what cannot be read is no claim.
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
NOT_FOUND = re.compile(r"^\W*NOT[ _]FOUND\W*$", re.IGNORECASE | re.MULTILINE)

_LIST = re.compile(r'"(?:statements|answer|claims|sentences)"\s*:\s*\[')
_FENCE = re.compile(r"\A\s*(?:<think>.*?</think>\s*)?(?:```\w*\s*)?", re.DOTALL)
_MARKS = r"(?:\s*\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\])+"
_MARKED = re.compile(rf"(?P<text>[^\n]*?\S)(?P<marks>{_MARKS})(?P<end>[.!?]?)(?=\s|$|[\"”’)])[\"”’)]?")
_DECODER = json.JSONDecoder()


class Reader:
    """The claims of one answer, in the order in which they are complete."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._listed: bool | None = None  # whether it is JSON; None until that can be seen
        self._begun = False  # whether the list of statements has begun
        self._claims = 0

    @property
    def full(self) -> bool:
        """Say whether no more is read."""
        return len(self._text) >= MOST_CHARACTERS or self._claims >= MOST_CLAIMS

    @property
    def says_not_found(self) -> bool:
        """Say whether the model states that the passages do not answer."""
        if self._claims:
            return False
        return bool(NOT_FOUND.search(self._text)) or (self._begun and self._text[self._at :].lstrip()[:1] == "]")

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
        if self._listed is None and (bare := _FENCE.sub("", self._text, 1)):
            self._listed = bare[0] in "{["
        if self._listed and (last or any(sign in text for sign in "}]")):
            found = self._from_json()
        elif self._listed is False:
            found = self._from_sentences(last=last)
        else:
            return
        for claim in found:
            if self._claims >= MOST_CLAIMS:
                return
            self._claims += 1
            yield claim

    def _from_json(self) -> Iterator[Claim]:
        if not self._begun:
            start = _LIST.search(self._text) or re.match(r"[^\[{]*\[", self._text)
            if start is None:
                return
            self._begun, self._at = True, start.end()
        while True:
            at = len(self._text) - len(self._text[self._at :].lstrip(" \t\r\n,"))
            if at >= len(self._text) or self._text[at] == "]":
                self._at = at
                return
            try:
                value, self._at = _DECODER.raw_decode(self._text, at)
            except (ValueError, RecursionError):  # not complete yet, or never
                return
            if claim := _claim(value):
                yield claim

    def _from_sentences(self, *, last: bool) -> Iterator[Claim]:
        whole = self._text if last else self._text[: self._text.rfind("\n") + 1 or None]
        for found in _MARKED.finditer(whole, self._at):
            if not last and found.end() >= len(self._text):
                return  # more marks may follow
            self._at = found.end()
            numbers = tuple(int(number) for number in re.findall(r"\d{1,3}", found["marks"]))
            yield Claim(unescape(found["text"] + found["end"]).strip(), numbers[:MOST_NUMBERS])
        if last:
            for line in self._text[self._at :].splitlines():
                if line.strip() and not NOT_FOUND.match(line):
                    yield Claim(unescape(line).strip())


def _claim(value: Any) -> Claim | None:
    """Return a claim from what stands in a list, whichever of the usual names it has; None if it says nothing."""
    if isinstance(value, str):
        found = _MARKED.match(value)
        numbers = re.findall(r"\d{1,3}", found["marks"]) if found else []
        return Claim(unescape(found["text"] + found["end"] if found else value), tuple(map(int, numbers)))
    if not isinstance(value, dict):
        return None
    text = next((value[name] for name in ("text", "statement", "sentence", "claim") if name in value), "")
    numbers = next((value[name] for name in ("passages", "citations", "sources", "passage") if name in value), [])
    quotes = value.get("quotes", [])
    if not isinstance(text, str):
        return None
    inside = _MARKED.fullmatch(text.strip())  # the numbers may stand in the text as well
    return Claim(
        unescape(inside["text"] + inside["end"] if inside else text).strip(),
        tuple(_numbers(numbers))[:MOST_NUMBERS],
        tuple(unescape(quote) for quote in _listed(quotes) if isinstance(quote, str) and quote.strip())[:MOST_NUMBERS],
    )


def _numbers(value: Any) -> Iterator[int]:
    for one in _listed(value):
        if isinstance(one, int) and not isinstance(one, bool):
            yield one
        elif isinstance(one, str) and (found := re.fullmatch(r"\D{0,12}(\d{1,3})\D?", one)):
            yield int(found[1])
        else:
            yield 0  # it points nowhere, and shows


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
