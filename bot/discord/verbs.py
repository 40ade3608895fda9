"""The verbs beside asking, brought together: their commands, buttons and menus."""

from typing import Any

from discord import app_commands

from bot.desk import Desk
from bot.discord.commands.articles import article_command, articles_command
from bot.discord.commands.forget import forget_group
from bot.discord.commands.gaps import gaps_command
from bot.discord.commands.help import help_command
from bot.discord.commands.index import index_group
from bot.discord.commands.said import said_command, timeline_command
from bot.discord.commands.settings import settings_command
from bot.discord.commands.status import status_command
from bot.discord.commands.verify import verify_command, verify_quote_command
from bot.discord.controls import Control
from bot.discord.forgetting import Forgetting
from bot.discord.indexing import Indexing
from bot.discord.lookups import Lookups
from bot.discord.memory import Memory

STALE_AFTER_DAYS = 7.0


def add_verbs(
    tree: "app_commands.CommandTree[Any]",
    desk: Desk,
    memory: Memory,
    indexing: Indexing,
    forgetting: Forgetting,
    lookups: Lookups,
    stale_after_days: float = STALE_AFTER_DAYS,
) -> tuple[Control, ...]:
    """Add the commands to a tree, and return their buttons and menus."""
    index, index_controls = index_group(desk, memory, indexing, lookups)
    settings, settings_controls = settings_command(memory)
    forget, forget_controls = forget_group(forgetting)
    for command in (
        said_command(desk, lookups),
        timeline_command(desk, lookups),
        verify_command(desk, lookups),
        verify_quote_command(desk, lookups),
        articles_command(desk, lookups),
        article_command(desk, lookups),
        status_command(desk, lookups, stale_after_days),
        help_command(tree),
        index,
        settings,
        gaps_command(memory),
        forget,
    ):
        tree.add_command(command)
    return (*index_controls, *settings_controls, *forget_controls)
