"""Look at the articles: the commands /articles and /article."""

from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.completing import Choices, article_meant, passage_meant, title_choices
from bot.discord.layout import Reply, Surroundings, article_reply, passage_reply, query_token
from bot.discord.libraries import visible
from bot.discord.lookups import Lookups
from bot.discord.places import place_of
from bot.discord.responding import everywhere
from bot.discord.showing import articles_turned

_Interaction = discord.Interaction[Any]
_Command = app_commands.Command[Any, ..., None]


def articles_command(desk: Desk, lookups: Lookups) -> _Command:
    """Return /articles."""

    @app_commands.command(name="articles", description="List the articles that answers are taken from, newest first")
    @app_commands.describe(search="only those with these words in the title")
    async def articles(interaction: _Interaction, search: app_commands.Range[str, 1, 200] | None = None) -> None:
        query = query_token(search or "")
        await lookups.respond(interaction, lambda libraries: Reply((articles_turned(desk, libraries, query, 0),)))

    return everywhere(articles)


def article_command(desk: Desk, lookups: Lookups) -> _Command:
    """Return /article."""

    @app_commands.command(name="article", description="Show one article")
    @app_commands.describe(article="its title, id or address, or the permalink of a passage")
    async def article(interaction: _Interaction, article: app_commands.Range[str, 1, 300]) -> None:
        def made(libraries: tuple[str, ...]) -> Reply:
            if linked := passage_meant(desk, libraries, article):
                return passage_reply(Surroundings(linked.article, linked.passage, (), linked.before, linked.behind))
            found = article_meant(desk, libraries, article)
            return article_reply(found.article, found.copies)

        await lookups.respond(interaction, made)

    @article.autocomplete("article")
    async def _titles(interaction: _Interaction, typed: str) -> Choices:
        libraries = visible(place_of(interaction).guild_id)
        return await lookups.complete(interaction.user.id, lambda: title_choices(desk, libraries, typed))

    return everywhere(article)
