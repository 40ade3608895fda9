"""A question before something that cannot be undone, with a button for either answer."""

from bot.discord.languages import say
from bot.discord.layout.buttons import Verb, custom_id
from bot.discord.layout.paging import one_page
from bot.discord.layout.parts import Accent, Button, Page, Row, Text
from bot.discord.markdown import bold, escape


def confirmation_page(question: str, details: str, label: str, verb: Verb, what: str) -> Page:
    """Return the question in bold with plain details, and the button that does it to `what`, as an id names it."""
    buttons = (Button(say(label), custom_id(verb, what), "danger"), Button(say("Cancel"), custom_id(Verb.CANCEL, verb)))
    return one_page([Text(bold(escape(say(question)))), Text(escape(say(details))), Row(buttons)], Accent.IN_PART)
