"""Shards: of which servers this process hears."""

import discord


def hears_of(client: discord.Client, guild_id: int | None) -> bool:
    """Say whether this process hears of a server, None for direct messages.

    With shards in several processes, each hears of its own servers only, and the one with the first shard of direct
    messages.
    """
    count = client.shard_count or 1
    shards = getattr(client, "shard_ids", None) or ([client.shard_id] if client.shard_id is not None else range(count))
    return ((guild_id or 0) >> 22) % count in shards
