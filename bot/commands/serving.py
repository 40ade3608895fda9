"""Run the Discord bot, or check how Discord would receive it."""

from typing import Annotated

import typer

from bot.commands.options import AsJson
from bot.console import show_result
from bot.errors import SettingsProblem
from bot.settings import load_settings


def run_discord(
    check: Annotated[
        bool, typer.Option("--check", help="Only ask Discord whether token, intents and permissions are right.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run the Discord bot. The token is read from DISCORD_TOKEN.

    --check prints the bot's name, the permissions it needs and its invite link, and exits with 2 if something must be
    set right first. --json is for --check.

    \b
    Examples:
      newsdesk bot --check
      newsdesk bot
    """
    settings = load_settings()
    if check:
        from bot.discord.checking import check as asked
        from bot.discord.checkup import checkup_form, checkup_view

        found = asked(settings)
        show_result(as_json, checkup_form(found), checkup_view(found))
        if found.problems:
            raise typer.Exit(SettingsProblem.exit_code)
        return
    from bot.discord.running import run_bot

    run_bot(settings)
