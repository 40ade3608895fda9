"""“There” in a question, and the place that it stands for: the one that the question before is about."""

import re

from bot.dialogue.conversation import Exchange

_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bfrom )(?<!\bover )\bthere(?=\s*(?:$|[?.,!]))", re.IGNORECASE
)
_PLACED = re.compile(r"\b(?:in|at|near) (?:the )?$")


def placed(question: str, before: Exchange) -> str:
    """Put the place of the question before where a clause ends in "there"; only if it names just one."""
    where = [
        f"{preposition.group()}{named.name}"
        for named in before.asked
        if named.kind != "person" and (preposition := _PLACED.search(before.question[: named.start]))
    ]
    return _THERE.sub(where[0], question, count=1) if len(where) == 1 else question
