"""A bot that says again what it hears, by all that a bot of ours may use."""

import io

import discord
from discord import app_commands

NOBODY = discord.AllowedMentions.none()


class Parrot(discord.Client):
    """A bot that uses everything that ours may use."""

    def __init__(self, **more: object) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=NOBODY, guild_ready_timeout=0.1, **more)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.errors: list[BaseException] = []
        for offered in (say, ask, load):
            self.tree.add_command(offered)
        self.tree.add_command(app_commands.ContextMenu(name="Repeat", callback=repeat))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        self.heard.append(message.content)
        if self.user in message.mentions:
            await message.reply(message.clean_content, mention_author=False)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        raise

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds."""


class Layout(discord.ui.LayoutView):
    """A text, a section with a button, and a row."""

    def __init__(self, words: str) -> None:
        super().__init__(timeout=None)
        button: discord.ui.Button[Layout] = discord.ui.Button(label="More", custom_id="more")
        button.callback = self.more
        form: discord.ui.Button[Layout] = discord.ui.Button(label="Form", custom_id="form")
        form.callback = self.form
        inside = [
            discord.ui.TextDisplay(words),
            discord.ui.Separator(),
            discord.ui.Section("a source", accessory=button),
        ]
        self.add_item(discord.ui.Container(*inside, discord.ui.ActionRow(form), accent_colour=0x123456))

    async def more(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("more", ephemeral=True)

    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())


class Form(discord.ui.Modal, title="Follow up"):
    """One field."""

    question: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Question", custom_id="question")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content=self.question.value, allowed_mentions=NOBODY)


@app_commands.command(name="say", description="Say it again")
async def say(interaction: discord.Interaction, words: str) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send(words, suppress_embeds=True, wait=True)


@app_commands.command(name="ask", description="Say it in a layout")
async def ask(interaction: discord.Interaction, words: app_commands.Range[str, 1, 6000]) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(view=Layout("Looking …"))
    await interaction.edit_original_response(view=Layout(words))


@ask.autocomplete("words")
async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed}!", value=typed)]


@app_commands.command(name="load", description="Read a file, and give it back")
async def load(interaction: discord.Interaction, file: discord.Attachment) -> None:
    content = await file.read()
    await interaction.response.send_message(file=discord.File(io.BytesIO(content), "back.txt"))


async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(message.content, ephemeral=True)
