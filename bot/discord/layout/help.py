"""What can be asked of the bot, made from the commands that there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord.languages import say
from bot.discord.layout.describing import line
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Reply, Text
from bot.discord.markdown import bold, small_print

PROMISE = (
    "Answers rest on the articles; every quote shown was checked against its article. "
    "Where the articles do not say, the bot says so."
)
LONGEST_NAME, LONGEST_DESCRIPTION = 100, 200


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command as help lists it: `name` as it is typed ("/index add"), or as the menu on a message names it."""

    name: str
    description: str
    options: tuple[str, ...] = ()
    for_managers: bool = False


def help_reply(commands: Sequence[CommandLine]) -> Reply:
    """Return one line a command, those for managers apart."""
    everybody = [command for command in commands if not command.for_managers]
    managers = [command for command in commands if command.for_managers]
    blocks = [Text(f"### {say('What you can ask')}\n{say(PROMISE)}"), Text("\n".join(map(_command, everybody)))]
    if managers:
        blocks.append(Text("\n".join([bold(say("For managers of this server")), *map(_command, managers)])))
    return paged(blocks, (), Accent.PLAIN)


def _command(command: CommandLine) -> str:
    options = f"\n{small_print(' · '.join(line(option, LONGEST_NAME) for option in command.options))}"
    shown = f"{bold(line(command.name, LONGEST_NAME))}: {line(command.description, LONGEST_DESCRIPTION)}"
    return shown + (options if command.options else "")
