"""Claims: what a language model states, before anything of it is checked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model's answer: its words, the numbers of passages it cites, and quotes it says stand there."""

    text: str
    passages: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()
