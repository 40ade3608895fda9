"""What a model is asked: messages, and the tool by which it is to answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate


@dataclass(frozen=True, slots=True)
class Asked:
    """A template of messages, and what is put into it."""

    template: "ChatPromptTemplate"
    values: dict[str, str]

    @property
    def words(self) -> list[str]:
        """Return the messages' words."""
        return [str(message.content) for message in self.template.format_messages(**self.values)]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that a model must call: its name, and the JSON schema of what it takes."""

    name: str
    schema: dict[str, Any]
