"""Send to Discord: whatever the bot says goes through here, and so pings nobody and unfurls nothing."""

import io

import discord

from bot.discord.markdown import plain, small_print
from bot.discord.splitting import split
from bot.discord.writing import written

MOST_MESSAGES = 5  # an answer's; Discord takes no more for a command that a person installed for themselves
REST = small_print("The rest is in the attached file.")
REST_FILE = "rest-of-the-answer.txt"

_ALREADY_ACKNOWLEDGED = 40060


async def think(interaction: discord.Interaction) -> None:
    """Tell Discord within its three seconds that an answer will come; the text may then take 15 minutes."""
    try:
        await written(lambda: interaction.response.defer(thinking=True))
    except discord.HTTPException as error:
        if error.code != _ALREADY_ACKNOWLEDGED:  # so the first try did arrive, and only Discord's word of it was lost
            raise


async def follow_up(interaction: discord.Interaction, text: str) -> None:
    """Send marked-up text as the answer to a command, in as many messages as it takes."""
    pieces = split(text)
    if len(pieces) <= MOST_MESSAGES:
        for piece in pieces:
            await _send(interaction, piece)
        return
    for piece in pieces[: MOST_MESSAGES - 1]:
        await _send(interaction, piece)
    await _send(interaction, REST, plain("\n\n".join(pieces[MOST_MESSAGES - 1 :])))


async def _send(interaction: discord.Interaction, content: str, attached: str | None = None) -> None:
    async def send() -> None:
        file = discord.utils.MISSING if attached is None else discord.File(io.BytesIO(attached.encode()), REST_FILE)
        await interaction.followup.send(
            content,
            file=file,
            allowed_mentions=discord.AllowedMentions.none(),
            suppress_embeds=True,
            wait=True,  # so that the pieces arrive in their order
        )

    await written(send)
