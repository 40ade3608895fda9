"""Syncing: tell Discord which commands there are, but only when they changed since it was told last."""

import asyncio
import hashlib
import json
import logging
import os
from pathlib import Path
from typing import Any

from discord import AppCommandType, app_commands

FILE_NAME = "discord-commands.json"  # in the data directory: a digest of the commands for each application

_log = logging.getLogger(__name__)


async def sync(tree: app_commands.CommandTree[Any], home: Path, application_id: int) -> bool:
    """Tell Discord the commands if they changed, or if it has lost them. Say whether it was told.

    Raise discord.DiscordException if Discord does not take them.
    """
    digest, file = await _digest(tree), home / FILE_NAME
    known = await asyncio.to_thread(_read, file)
    if known.get(str(application_id)) == digest and await _all_there(tree):
        return False
    await tree.sync()
    await asyncio.to_thread(_write, file, known | {str(application_id): digest})
    return True


async def _all_there(tree: app_commands.CommandTree[Any]) -> bool:
    """Say whether Discord has commands of these names; it changes much of what it is told, so no more is compared."""
    there = {(command.name, command.type) for command in await tree.fetch_commands()}
    return there == {(command.name, _kind(command)) for command in tree.get_commands()}


def _kind(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu,
) -> AppCommandType:
    return command.type if isinstance(command, app_commands.ContextMenu) else AppCommandType.chat_input


async def _digest(tree: app_commands.CommandTree[Any]) -> str:
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


def _read(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_bytes())
    except (OSError, ValueError):  # then Discord is told once more, which does no harm
        return {}
    return known if isinstance(known, dict) else {}


def _write(file: Path, known: dict[str, str]) -> None:
    """Write the file whole or not at all, for its owner alone."""
    new = file.with_suffix(".new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            json.dump(known, opened)
        new.replace(file)
    except OSError as error:
        _log.warning("Which commands Discord knows cannot be remembered (%s); it is told at every start.", error)
