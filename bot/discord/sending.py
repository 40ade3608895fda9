"""Send to Discord: whatever the bot says goes through here, and so pings nobody and unfurls nothing."""

import io

import discord

from bot.discord.layout import Attachment, Page, Reply, page_view
from bot.discord.writing import written

_ALREADY_ACKNOWLEDGED = 40060


async def think(interaction: discord.Interaction) -> None:
    """Tell Discord within its three seconds that an answer will come; the text may then take 15 minutes."""
    try:
        await written(lambda: interaction.response.defer(thinking=True))
    except discord.HTTPException as error:
        if error.code != _ALREADY_ACKNOWLEDGED:  # so the first try did arrive, and only Discord's word of it was lost
            raise


async def follow_up(interaction: discord.Interaction, reply: Reply) -> None:
    """Send a reply to a command page by page, the file with the last one."""
    for page in reply.pages[:-1]:
        await _send(interaction, page)
    await _send(interaction, reply.pages[-1], reply.attached)


async def _send(interaction: discord.Interaction, page: Page, attached: Attachment | None = None) -> None:
    async def send() -> None:
        file = discord.utils.MISSING
        if attached:
            file = discord.File(io.BytesIO(attached.text.encode()), filename=attached.name)
        await interaction.followup.send(
            view=page_view(page),
            file=file,
            allowed_mentions=discord.AllowedMentions.none(),
            suppress_embeds=True,
            wait=True,  # so that the pages arrive in their order
        )

    await written(send)
