"""Libraries as people name them."""

import re

from bot.errors import UsageProblem

DEFAULT = "shared"  # that of `index`, whose import takes longer than a prompt may wait; a test compares them


def library_named(name: str) -> str:
    """Return a library's name. Raise UsageProblem if it cannot be one."""
    if not re.fullmatch(r"[\w.-]{1,100}", name, re.ASCII):
        raise UsageProblem("use letters, digits, '-', '_' and '.', at most 100 of them")
    return name
