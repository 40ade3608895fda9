"""Claims: what a language model states, before anything of it is checked, and the tool by which it does."""

from dataclasses import dataclass

from bot.generating.asking import Tool


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model's answer: its words, the numbers of passages it cites, and what it quotes as evidence."""

    text: str
    passages: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()


TOOL = Tool(
    "answer",
    {
        "title": "answer",
        "description": "Give the answer, as statements with the passages and the quotes that bear them out.",
        "type": "object",
        "properties": {
            "statements": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "description": "one sentence that stands alone"},
                        "passages": {"type": "array", "items": {"type": "integer"}},
                        "quote": {
                            "type": "string",
                            "description": "words of a passage that bear it out, copied exactly",
                        },
                    },
                    "required": ["text", "passages", "quote"],
                },
            }
        },
        "required": ["statements"],
    },
)
