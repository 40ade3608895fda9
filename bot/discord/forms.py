"""Forms: what a person fills in, and how it is read. All they mean is in their ids, and so they outlive a restart."""

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.discord.languages import say
from bot.discord.layout import Verb, custom_id
from bot.discord.layout.buttons import PREFIX
from bot.discord.layout.describing import shortened

FIELD = "text"
QUESTION = f"{PREFIX}:question"  # the form of a question that follows no answer
MOST_TYPED = 4_000  # characters that Discord takes in a field
MOST_REASON = 1_000


class Form(ui.Modal):
    """A form of one field. It is told by its custom id alone, never by this object."""

    def __init__(self, form_id: str, title: str, label: str, **field: Any) -> None:
        super().__init__(title=title, custom_id=form_id, timeout=None)
        typed = ui.TextInput[Any](custom_id=FIELD, style=discord.TextStyle.paragraph, **field)
        self.add_item(ui.Label(text=label, component=typed))

    def is_finished(self) -> bool:
        """Say yes, so that discord.py neither keeps every form in memory nor mixes up those of one id."""
        return True


def follow_form(answer_id: str) -> Form:
    """Return the form for a question that goes on from an answer."""
    return Form(
        custom_id(Verb.FOLLOW_UP, answer_id),
        say("Follow up"),
        say("What else do you want to know?"),
        placeholder=say("for example: and what did South Korea answer?"),
        max_length=MOST_TYPED,
    )


def reason_form(answer_id: str) -> Form:
    """Return the form that asks what was wrong with an answer."""
    return Form(
        custom_id(Verb.DOWN, answer_id),
        say("What is wrong with this answer?"),
        say("Reason (may be left out)"),
        placeholder=say("for example: it is not what I asked; the article says something else"),
        required=False,
        max_length=MOST_REASON,
    )


def question_form(text: str) -> Form:
    """Return the form for a question about a message, whose text is there to be asked as it is or changed."""
    typed = shortened(text.strip(), MOST_TYPED) or None
    return Form(QUESTION, say("Ask the articles"), say("Your question"), default=typed, max_length=MOST_TYPED)


def followed(form_id: str, verb: Verb) -> str | None:
    """Return the id of the answer that a form belongs to, None if it is no form of that verb."""
    found = re.fullmatch(rf"{PREFIX}:{verb}:(?P<answer>[\w-]+)", form_id)
    return found["answer"] if found else None


def filled_in(interaction: discord.Interaction[Any]) -> str:
    """Return what was typed into a form."""
    data: Any = interaction.data or {}
    return next((str(field.get("value") or "") for field in _fields(data.get("components") or [])), "")


def _fields(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the text fields among components, those within others too."""
    for component in components:
        if component.get("custom_id") == FIELD:
            yield component
        yield from _fields([component["component"]] if "component" in component else component.get("components") or [])
