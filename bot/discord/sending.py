"""Send to Discord: whatever the bot says goes through here, and so pings nobody and unfurls nothing."""

import io

import discord

from bot.discord.markdown import plain, small_print
from bot.discord.splitting import split

MOST_MESSAGES = 5  # an answer's; Discord takes no more for a command that a person installed for themselves
REST = small_print("The rest is in the attached file.")
REST_FILE = "rest-of-the-answer.txt"


async def think(interaction: discord.Interaction) -> None:
    """Tell Discord within its three seconds that an answer will come; the text may then take 15 minutes."""
    await interaction.response.defer(thinking=True)


async def follow_up(interaction: discord.Interaction, text: str) -> None:
    """Send marked-up text as the answer to a command, in as many messages as it takes."""
    pieces = split(text)
    if len(pieces) <= MOST_MESSAGES:
        for piece in pieces:
            await _send(interaction, piece)
        return
    for piece in pieces[: MOST_MESSAGES - 1]:
        await _send(interaction, piece)
    rest = "\n\n".join(pieces[MOST_MESSAGES - 1 :])
    with io.BytesIO(plain(rest).encode()) as content:
        await _send(interaction, REST, discord.File(content, filename=REST_FILE))


async def _send(interaction: discord.Interaction, content: str, file: discord.File | None = None) -> None:
    await interaction.followup.send(
        content,
        file=file or discord.utils.MISSING,
        allowed_mentions=discord.AllowedMentions.none(),
        suppress_embeds=True,
        wait=True,  # so that the pieces arrive in their order
    )
