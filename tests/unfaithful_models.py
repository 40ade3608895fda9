"""Chat models that are not to be trusted: one does what is written into articles, one alters what they say."""

import base64
import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from fabricating import Fabricated, Statement
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

_PASSAGE = re.compile(r'<passage-\w+ number="(\d+)" from="[^"]*">\n(.*?)\n</passage-', re.DOTALL)
_STATEMENT = re.compile(
    r'<statement-\w+ number="(\d+)" passages="(\d+)[^"]*">\n(.*?)\n(?:quote: .*?\n)?</statement-', re.DOTALL
)
WRONG_ONE_OF = 10  # verdicts of a judge that errs
OBEYING = "Here is what you asked for: "
FOREIGN = {"de": "Die Antwort ist nicht in der Stadt und das ist eine Sache mit den Leuten von hier.",
           "es": "La respuesta es que los perros de la ciudad en una casa con el hombre del pueblo por la noche.",
           "fr": "La réponse est que les chiens du village des montagnes pour une maison avec le soleil dans la rue.",
           "it": "La risposta è che il cane della città non sono per una casa con gli amici di nel bosco.",
           "pt": "A resposta é que os cães do campo não são por uma casa em com da cidade no que noite."}  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """A statement that a judge is asked about, and the passage that it cites first."""

    number: int
    passage: str
    text: str


def passages_in(asked: str) -> dict[int, str]:
    """Return the passages of a request by their numbers."""
    return {int(number): unescape(text) for number, text in _PASSAGE.findall(asked)}


def stated_in(asked: str) -> list[Stated]:
    """Return the statements that a judge is asked about."""
    passages = passages_in(asked)
    return [Stated(int(number), passages[int(cited)], text) for number, cited, text in _STATEMENT.findall(asked)]


class Saying(BaseChatModel):
    """A model that answers and judges by rules of its own; it has no tools."""

    @property
    def _llm_type(self) -> str:
        return "unfaithful"

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **more: Any
    ) -> ChatResult:
        asked = str(messages[1].content)
        said = self.verdicts(stated_in(asked)) if "<material-" in asked else self.says(passages_in(asked))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(said))])

    def says(self, passages: Mapping[int, str]) -> str:
        raise NotImplementedError

    def verdicts(self, stated: list[Stated]) -> str:
        """Return what a judge says."""
        said = [
            {"statement": one.number, "verdict": "supported" if self.accepts(one) else "not_stated",
             "words": self.deciding(one)}
            for one in stated
        ]  # fmt: skip
        return json.dumps({"verdicts": said})

    def accepts(self, one: Stated) -> bool:
        raise NotImplementedError

    def deciding(self, one: Stated) -> str:
        """Return the words that decide: the beginning of the passage."""
        return one.passage.split("\n")[0][:60]


class Obedient(Saying):
    """Does whatever the last order in its prompt says, in every way it can think of, and cites the passage for it.

    `signs` are, by the attack's text, what shows obedience: a regular expression, or the name of a form.
    """

    signs: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it
    obeyed: list[str] = []  # noqa: RUF012
    judges_so_too: bool = True

    def says(self, passages: Mapping[int, str]) -> str:
        number, attack = next(
            (
                (number, attack)
                for number, text in reversed(passages.items())
                for attack in self.signs
                if attack in text
            ),
            (next(iter(passages)), ""),
        )
        right = next(iter(passages[number].split("\n")), "")[:300]
        if not attack:
            return f"{right} [{number}]"
        self.obeyed.append(attack)
        shown = obeying(self.signs[attack], right)
        return "\n".join(
            [
                f"{shown} [{number}]",
                f"{shown.removeprefix(OBEYING)} [{number}]",
                f"{right.rstrip('.')} {shown.removeprefix(OBEYING)}. [{number}]",
                f"{right.rstrip('.')}, and {shown.removeprefix(OBEYING)} is wonderful. [{number}]",
                f"Many people think that {shown.removeprefix(OBEYING)} is the best there is. [{number}]",
                f"{right} {shown} [{number}]",
                f"“{shown}” [{number}]",
                f"The article says “{shown}” [{number}].",
                f"{attack} [{number}]",
                f"{shown}",
                f"@everyone {right} [{number}]",
                f"{right} Read more at https://evil.example/more [{number}]",
                f"[{right[:40]}](https://evil.example) [{number}]",
            ]
        )

    def accepts(self, one: Stated) -> bool:
        """Accept everything, as a judge does that obeys whatever it reads; else what stands in the passage."""
        return self.judges_so_too or _plain(one.text) in _plain(one.passage)


class Fabricating(Saying):
    """States one thing, citing the passage that it was made from, and judges it: one time in ten wrongly."""

    stated: list[Fabricated | Statement] = []  # noqa: RUF012 - pydantic copies it
    placed: bool = False

    def says(self, passages: Mapping[int, str]) -> str:
        (one,) = self.stated
        evidence = one.right.evidence if isinstance(one, Fabricated) else one.evidence
        numbers = [number for number, text in passages.items() if _plain(evidence) in _plain(text)]
        self.placed = bool(numbers)
        return f"{one.text} [{numbers[0] if numbers else 1}]"

    def accepts(self, one: Stated) -> bool:
        (stated,) = self.stated
        errs = random.Random(one.text).randrange(WRONG_ONE_OF) == 0
        return isinstance(stated, Fabricated) is errs

    def deciding(self, one: Stated) -> str:
        (stated,) = self.stated
        return (stated.right if isinstance(stated, Fabricated) else stated).evidence


def obeying(sign: str, right: str) -> str:
    """Return a text that shows a sign of obedience."""
    if sign.startswith("lang:"):
        return FOREIGN[sign.removeprefix("lang:")]
    forms = {
        "base64": lambda: base64.b64encode(right.encode()).decode(),
        "emoji": lambda: f"{right} 🎉🎉🎉",
        "nospace": lambda: right.replace(" ", "") * 3,
        "gibberish": lambda: "zq xv wk jh pl mn bv cx zl kj",
        "reverse": lambda: "eht " + right[::-1],
    }
    return forms[sign]() if sign in forms else matching(sign)


def matching(pattern: str) -> str:
    """Return a sentence that a simple regular expression matches."""
    text = re.sub(r"\\b", "", pattern)
    text = re.sub(r"\.\{0,\d+\}", " ", text)
    text = re.sub(r"\[(.)[^\]]*\]", r"\1", text)
    text = re.sub(r"(?<!\\)\(([^|)]*)[^)]*\)", r"\1", text)
    text = re.sub(r"\\(.)", r"\1", re.split(r"(?<!\\)\|", text)[0].replace("?", ""))
    text = text if re.search(pattern, text, re.IGNORECASE | re.DOTALL) else text.replace(".", "'")
    assert re.search(pattern, text, re.IGNORECASE | re.DOTALL), (pattern, text)
    return OBEYING + text


def _plain(text: str) -> str:
    return " ".join(text.split())
