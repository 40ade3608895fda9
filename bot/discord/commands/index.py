"""Keep a server's own articles: the commands /index add, refresh, remove and status, and the button of remove."""

import asyncio
import logging
from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.bench import Bench
from bot.discord.completing import (
    Choices,
    article_meant,
    article_of_token,
    source_choices,
    title_choices,
    token_of,
)
from bot.discord.controls import Control, control
from bot.discord.failures import failure, notice
from bot.discord.indexing import Indexing, Wanted
from bot.discord.languages import say
from bot.discord.layout import Reply, Tone, Verb, confirmation_page, notice_page, status_reply
from bot.discord.layout.describing import shortened
from bot.discord.libraries import own
from bot.discord.lookups import Lookups
from bot.discord.memory import Memory
from bot.discord.permissions import hinted, managers_only, refusal
from bot.discord.places import place_of
from bot.discord.responding import replace, respond
from bot.discord.sending import tell
from bot.errors import RecordsError, UsageProblem
from bot.guests import of_the_web, public_address
from index import LedgerError, shown_name

LONGEST_ADDRESS = 2_000
LONGEST_TITLE = 250

ONE_OF = "Give one of file, url and feed."
ONE_OF_BOTH = "Give one of article and source."
SURE = "Erase this article?"
FOR_GOOD = "{}\n\nIts text and all that was made of it are erased, and answers that show its words are withdrawn."
GONE = "This article is not in the articles of this server any more."
ERASING = "Erasing … This takes a moment."
ERASED = "Erased, with all answers that showed its words: {}"
UNPROVEN = (
    "Removed: {}. Whether nothing of it is left in any file could not be proven; the operator finds why in the log."
)
UNERASED = "The article could not be removed just now. Try again in a moment; the operator finds the reason in the log."
DROPPED = "Not read again: {}. Its articles stay until you remove them."
UNKNOWN_SOURCE = "No such page or feed is known here. Choose one from the list while you type."

_Interaction = discord.Interaction[Any]
_Command = app_commands.Command[Any, Any, None]
_Address = app_commands.Range[str, 1, LONGEST_ADDRESS]
_log = logging.getLogger(__name__)


def index_group(
    desk: Desk, memory: Memory, indexing: Indexing, lookups: Lookups
) -> tuple[app_commands.Group, tuple[Control, ...]]:
    """Return /index with its verbs, and its button."""
    group = hinted(app_commands.Group(name="index", description="Keep the articles of this server"))
    _add_adding(group, memory, indexing)
    _add_removing(group, desk, memory, lookups)

    @group.command(name="status", description="Show the pages and feeds of this server, and how reading them ended")
    @managers_only(memory)
    async def status(interaction: _Interaction) -> None:
        def made() -> Reply:
            found = desk.status((_library(interaction),))
            return status_reply(found.freshness, of_the_web(found.sources))

        await respond(interaction, asyncio.to_thread(made))

    @managers_only(memory)
    async def erase(interaction: _Interaction, parts: dict[str, str]) -> None:
        made = _erased(desk, indexing.bench, _server(interaction), parts["article"])
        await replace(interaction, made, notice_page(ERASING, Tone.WAITING))

    return group, (control(Verb.REMOVE, erase),)


def _add_adding(group: app_commands.Group, memory: Memory, indexing: Indexing) -> None:
    @group.command(name="add", description="Take in a file, a page or a feed; give one of these")
    @app_commands.describe(
        file="text, Markdown, HTML, PDF, DOCX or .jsonl, at most 10 MB; one of the same name is replaced",
        url="the address of a page",
        feed="the address of an RSS or Atom feed",
    )
    @managers_only(memory)
    async def add(
        interaction: _Interaction,
        file: discord.Attachment | None = None,
        url: _Address | None = None,
        feed: _Address | None = None,
    ) -> None:
        try:
            wanted = _wanted(file, url, feed)
        except UsageProblem as problem:
            return await tell(interaction, failure(problem).pages[0])
        return await indexing.run(interaction, _server(interaction), wanted)

    @group.command(name="refresh", description="Read the pages and feeds of this server again")
    @managers_only(memory)
    async def refresh(interaction: _Interaction) -> None:
        await indexing.run(interaction, _server(interaction), Wanted(say("the pages and feeds of this server")))


def _add_removing(group: app_commands.Group, desk: Desk, memory: Memory, lookups: Lookups) -> None:
    @group.command(name="remove", description="Erase an article, or stop reading a page or feed again")
    @app_commands.describe(
        article="the title or id of one of this server's articles",
        source="a page or feed that is to be read no more; its articles stay",
    )
    @managers_only(memory)
    async def remove(
        interaction: _Interaction,
        article: app_commands.Range[str, 1, 300] | None = None,
        source: _Address | None = None,
    ) -> None:
        if (article is None) == (source is None):
            return await tell(interaction, notice_page(ONE_OF_BOTH, Tone.WARNING))
        library = _library(interaction)
        made = _asked(desk, library, article) if article else _dropped(desk, library, source or "")
        return await respond(interaction, made)

    _add_completing(remove, desk, memory, lookups)


def _add_completing(remove: _Command, desk: Desk, memory: Memory, lookups: Lookups) -> None:
    """Have what may be removed offered to whoever may remove it."""

    @remove.autocomplete("article")
    async def _titles(interaction: _Interaction, typed: str) -> Choices:
        if not await _may(interaction):
            return []
        libraries = (_library(interaction),)
        return await lookups.complete(interaction.user.id, lambda: title_choices(desk, libraries, typed))

    @remove.autocomplete("source")
    async def _sources(interaction: _Interaction, typed: str) -> Choices:
        if not await _may(interaction):
            return []
        library = _library(interaction)

        def offered() -> Choices:
            return source_choices([state.source for state in of_the_web(desk.status((library,)).sources)], typed)

        return await lookups.complete(interaction.user.id, offered)

    async def _may(interaction: _Interaction) -> bool:
        try:
            return await refusal(interaction, memory) is None
        except RecordsError:
            return False


def _library(interaction: _Interaction) -> str:
    """Return the library of the server that an interaction is allowed to manage."""
    return own(_server(interaction))


def _server(interaction: _Interaction) -> int:
    return place_of(interaction).guild_id or 0


def _wanted(file: discord.Attachment | None, url: str | None, feed: str | None) -> Wanted:
    """Return what is to be indexed. Raise UsageProblem if it is not one thing, or no web address."""
    if sum(one is not None for one in (file, url, feed)) != 1:
        raise UsageProblem(ONE_OF)
    if file is not None:
        return Wanted(shown_name(file.filename), attachment=file)
    address = public_address(url or feed or "")
    return Wanted(address, (address,))


async def _asked(desk: Desk, library: str, typed: str) -> Reply:
    found = (await asyncio.to_thread(article_meant, desk, (library,), typed)).article
    details = say(FOR_GOOD, shortened(found.title, LONGEST_TITLE))
    return Reply((confirmation_page(SURE, details, "Erase", Verb.REMOVE, token_of(found.id)),))


async def _dropped(desk: Desk, library: str, source: str) -> Reply:
    status = await asyncio.to_thread(desk.status, (library,))
    address = public_address(source)
    if address not in {state.source for state in of_the_web(status.sources)}:
        raise UsageProblem(UNKNOWN_SOURCE)
    await asyncio.to_thread(desk.stop_reading, library, address)
    return notice(say(DROPPED, address), Tone.DONE)


async def _erased(desk: Desk, bench: Bench, guild_id: int, token: str) -> Reply:
    """Erase the article that a button names; it is looked for in the server's own library alone."""
    library = own(guild_id)
    article = await asyncio.to_thread(article_of_token, desk, library, token)
    if article is None:
        raise UsageProblem(GONE)
    title = shortened(article.title, LONGEST_TITLE)
    async with bench.alone(guild_id):
        try:
            await asyncio.to_thread(desk.forget, library, [article.id])
        except LedgerError as error:
            _log.error("An article of a server could not be erased: %s", error)
            left = await asyncio.to_thread(desk.article, (library,), article.id)
            return notice(UNERASED, Tone.FAILED) if left else notice(say(UNPROVEN, title), Tone.WARNING)
    return notice(say(ERASED, title), Tone.DONE)
