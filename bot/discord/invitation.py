"""The invitation: what the bot may do in a server, and the link by which a server takes it in."""

import discord

# Messages of components need no permission to embed links.
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    read_message_history=True,
)
SCOPES = ("bot", "applications.commands")
_SHOWN = {"read_messages": "view_channel"}  # discord.py has its old name


def invitation(application_id: int) -> str:
    """Return the link by which whoever manages a server takes the bot in."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=SCOPES)


def missing(granted: discord.Permissions) -> list[str]:
    """Return the permissions that are needed and not granted, by their names in Discord's language."""
    if granted.administrator:
        return []
    lacking = discord.Permissions(NEEDED.value & ~granted.value)
    return [_SHOWN.get(name, name).replace("_", " ") for name, wanted in lacking if wanted]
