"""Commands are described in each person's language; what is typed is the same for all."""

from collections.abc import Iterator
from typing import Any

from simulated_server import a_server

from bot.desk import Desk
from bot.discord.languages import ENGLISH, LANGUAGES, catalogue

LOCALES = {"de", "es-ES", "es-419", "ko", "zh-CN"}
LONGEST_DESCRIPTION, LONGEST_NAME = 100, 32
OWN_NAMES = {*LANGUAGES.values()}  # of languages, in the choices


async def told(desk: Desk) -> list[dict[str, Any]]:
    """Return all commands as Discord is told them."""
    async with a_server(desk) as server:
        tree = server.env.bot.tree
        return [await command.get_translated_payload(tree, tree.translator) for command in tree.get_commands()]


def parts(of: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield commands with their verbs, options and choices."""
    for part in of:
        yield part
        yield from parts(part.get("options", []))
        yield from parts(part.get("choices", []))


async def test_every_description_is_there_in_every_language(desk: Desk) -> None:
    described = [part for part in parts(await told(desk)) if part.get("description")]
    assert len(described) > 35
    assert [part["description"] for part in described if set(part["description_localizations"]) != LOCALES] == []


async def test_descriptions_fit(desk: Desk) -> None:
    said = [words for part in parts(await told(desk)) for words in part.get("description_localizations", {}).values()]
    assert [words for words in said if not 0 < len(words) <= LONGEST_DESCRIPTION] == []


async def test_what_is_typed_has_one_name_and_what_is_chosen_has_one_in_every_language(
    desk: Desk,
) -> None:
    for part in parts(await told(desk)):
        localized = part.get("name_localizations", {})
        if part.get("description") or part["name"] in OWN_NAMES:
            assert localized == {}, part["name"]
        else:
            assert set(localized) == LOCALES, part["name"]
            assert all(len(name) <= LONGEST_NAME for name in localized.values())


async def test_help_describes_the_commands_in_the_servers_language(desk: Desk) -> None:
    async with a_server(desk) as server:
        for language in LANGUAGES:
            server.records.change(server.guild.id, language=language)
            used = await server.alice.slash(server.channel, "help")
            words = {} if language == ENGLISH else catalogue(language)
            said = "Show one article"
            assert words.get(said, said) in str(used.response.components)
