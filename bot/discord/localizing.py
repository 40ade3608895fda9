"""Localize the commands: what Discord shows of them while somebody chooses one, in each person's language.

Names that are typed stay as they are, so that everybody can tell everybody what to type.
"""

from typing import Any

import discord
from discord.app_commands import ContextMenu, TranslationContextLocation, Translator, locale_str

from bot.discord.languages import catalogue, language_of

_TYPED = (
    TranslationContextLocation.command_name,
    TranslationContextLocation.group_name,
    TranslationContextLocation.parameter_name,
)


class Localizer(Translator):
    """The catalogues, as discord.py asks for them."""

    async def translate(self, string: locale_str, locale: discord.Locale, context: Any) -> str | None:
        """Return a description, or a name in the menu of a message, in the language of a locale; None in English."""
        if context.location in _TYPED and not isinstance(context.data, ContextMenu):
            return None
        language = language_of(locale.value)
        return catalogue(language).get(string.message) if language else None
