"""Every button, menu, form and menu command, used by everybody everywhere, forged ones too: who gets what."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from discord_interactions import COMMAND, COMPONENT, MODAL, Asked, message_command
from discord_messages import Message, walk
from discord_payloads import Channel, Permission, User, new_id
from keeping_server import HARBOUR, kept_in
from played_bot import PlayedBot, a_played_bot

from bot.desk import Desk
from bot.discord.buttons import GONE, UNWATCHABLE
from bot.discord.commands.index import GONE as REMOVED
from bot.discord.completing import token_of
from bot.discord.forms import FIELD, QUESTION
from bot.discord.layout import Verb
from bot.discord.layout.answer import LOOKING
from bot.discord.libraries import own
from bot.discord.permissions import NOT_HERE, NOT_YOURS
from index import HandedFile

pytestmark = pytest.mark.enable_socket

WHEN = "when was the harbour of Vigo closed"
TITLE = "Harbour notes"  # of an article of one server alone
QUOTE = "The harbour of Vigo was closed on Monday."
MEANWHILE = (LOOKING, "Erasing …")
MESSAGE, CHANNELS, BUTTON = 4, 8, 2

EVERYBODY = ("told",) * 6
WHO = ("member", "manager", "administrator", "direct", "other server", "user install")
FORMS = ("form",) * 6
WHERE_IT_STANDS = ("sees", "sees", "sees", "gone", "gone", "sees")
RATES = ("told", "told", "told", "gone", "gone", "told")
MANAGES = ("refused", "changes", "changes", "not here", "told", "not here")

# What each button and menu does for: member, manager, administrator, direct message, the manager of another server
# there, and a manager who brought the bot along by themselves, with the answer before them. "sees": words of the
# server's own articles; "told": others.
PRESSED: dict[Verb, tuple[str, ...]] = {
    Verb.PASSAGE: WHERE_IT_STANDS,
    Verb.MORE: WHERE_IT_STANDS,
    Verb.FOLLOW_UP: FORMS,
    Verb.UP: RATES,
    Verb.DOWN: FORMS,
    Verb.TELL: ("told", "told", "told", "gone", "gone", "cannot"),
    Verb.ARTICLES: ("sees", "sees", "sees", "told", "told", "told"),
    Verb.REMOVE: ("refused", "changes", "changes", "not here", "gone", "not here"),
    Verb.FORGET: EVERYBODY,
    Verb.CANCEL: EVERYBODY,
    Verb.SET: MANAGES,
}
FILLED_IN: dict[str, tuple[str, ...]] = {
    "question": ("sees", "sees", "sees", "told", "told", "told"),
    Verb.FOLLOW_UP: ("sees", "sees", "sees", "gone", "gone", "told"),
    Verb.DOWN: RATES,
}
ON_MESSAGES: dict[str, tuple[str, ...]] = {
    "Ask about this": FORMS,
    "Verify quote": ("sees", "sees", "sees", "told", "told", "told"),
}


@dataclass(frozen=True)
class Person:
    """Somebody, where they are, the message that they have before them, and whether they brought the bot along."""

    user: User
    channel: Channel
    message: Message
    installed: bool = False


class Everybody:
    """The six kinds of people, in the order of the tables, before an answer to a question of the member."""

    def __init__(self, played: PlayedBot) -> None:
        self.played = played

    async def gather(self) -> list[Person]:
        """Let them come, and the member ask."""
        played, world = self.played, self.played.discord.world
        self.take_in()
        other = world.guild("Other")
        there = world.channel(other)
        member, manager = played.member("alice"), played.member("mia", Permission.MANAGE_GUILD)
        ada = played.member("ada", Permission.ADMINISTRATOR)
        olga, dora = played.member("olga", Permission.MANAGE_GUILD, other), world.user("dora")
        asked = await played.use(member, "ask", question=WHEN)
        answer = (await played.discord.final(asked, said)).original
        direct = world.direct(dora)
        return [
            *(Person(user, played.news, answer) for user in (member, manager, ada)),
            Person(dora, direct, forged(answer, direct)),
            Person(olga, there, forged(answer, there)),
            Person(manager, played.news, answer, installed=True),
        ]

    def take_in(self) -> None:
        """Take the article in, again if it was erased."""
        self.played.desk.index_for_guest(own(self.played.guild.id), handed=[HandedFile("harbour.txt", HARBOUR)])

    async def outcome(self, person: Person, kind: int, data: dict[str, Any]) -> str:
        """Return what somebody gets who does something, and check that all is well acknowledged."""
        played = self.played
        self.take_in()
        played.records.change(played.guild.id, channels=())
        before = kept_in(played.desk, played.records, played.guild.id)
        source = None if kind == COMMAND else bearing(person.message, data)
        asked = played.discord._ask(
            kind, person.user, person.channel, data, source=source, user_installed=person.installed
        )
        await played.discord.changes.until(lambda: asked.modal or (asked.original and said(asked)))
        changed = kept_in(played.desk, played.records, played.guild.id) != before
        shown = asked.original is None or asked.original is source or asked.original.ephemeral
        assert asked.acknowledged_after_s < 3
        assert shown or kind == MODAL
        return "changes" if changed else "form" if asked.modal else outcome_of(asked)


def bearing(message: Message, pressed: dict[str, Any]) -> Message:
    """Return a message as it would be with a button or menu on it: who forges a press forges that too."""
    made = copy(message)
    known = {"type": pressed.get("component_type", BUTTON), "custom_id": pressed["custom_id"], "id": 99}
    looks = {"style": 2, "label": "Forged"} if known["type"] == BUTTON else {"channel_types": [0], "max_values": 25}
    if not any(part.get("custom_id") == known["custom_id"] for part in walk(message.components)):
        made.components = [*message.components, {"type": 1, "id": 98, "components": [known | looks]}]
    return made


def answer_in(message: Message) -> str:
    """Return the id of the answer that a message shows."""
    ids = (str(part.get("custom_id")) for part in walk(message.components))
    return next(each.split(":")[2] for each in ids if each.startswith("nd:follow:"))


def said(asked: Asked) -> bool:
    """Tell whether all is said that will be said."""
    ended = asked.finished_after_s is not None or asked.callback == MESSAGE
    return asked.final and ended and not any(words in asked.text for words in MEANWHILE)


def outcome_of(asked: Asked) -> str:
    words = {NOT_YOURS: "refused", NOT_HERE: "not here", GONE: "gone", REMOVED: "gone", UNWATCHABLE: "cannot"}
    found = [outcome for told, outcome in words.items() if told in asked.text]
    return found[0] if found else "sees" if TITLE in asked.text else "told"


def forged(message: Message, channel: Channel) -> Message:
    """Return a message that has the same buttons elsewhere."""
    made = copy(message)
    made.id, made.channel = new_id(), channel
    channel.messages[made.id] = made
    return made


def pressed(verb: Verb, answer: str, channel: Channel) -> dict[str, Any]:
    what = {
        Verb.PASSAGE: f"{answer}:1",
        Verb.ARTICLES: "0:",
        Verb.REMOVE: token_of("harbour"),
        Verb.FORGET: "me",
        Verb.CANCEL: "me",
        Verb.SET: "channels",
    }
    made = {"custom_id": f"nd:{verb}:{what.get(verb, answer)}", "component_type": BUTTON, "id": 1}
    if verb is not Verb.SET:
        return made
    chosen = {str(channel.id): channel.resolved()}
    return made | {"component_type": CHANNELS, "values": list(chosen), "resolved": {"channels": chosen}}


def filled_in(form: str, answer: str) -> dict[str, Any]:
    field = {"type": 4, "id": 2, "custom_id": FIELD, "value": WHEN}
    custom_id = QUESTION if form == "question" else f"nd:{form}:{answer}"
    return {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}


def quoting(person: Person) -> Message:
    return Message(new_id(), person.channel, person.user, QUOTE)


def all_tables() -> Iterator[tuple[str, int, str, tuple[str, ...]]]:
    for kind, table in ((COMPONENT, PRESSED), (MODAL, FILLED_IN), (COMMAND, ON_MESSAGES)):
        for name, outcomes in table.items():
            yield f"{kind} {name}", kind, name, outcomes


@pytest.mark.parametrize(("kind", "name", "outcomes"), [pytest.param(*row, id=label) for label, *row in all_tables()])
async def test_who_gets_what(kind: int, name: str, outcomes: tuple[str, ...], desk: Desk) -> None:
    async with a_played_bot(desk) as played:
        everybody = Everybody(played)
        got = []
        for person in await everybody.gather():
            answer = answer_in(person.message)
            if kind == COMPONENT:
                data = pressed(Verb(name), answer, played.news)
            elif kind == MODAL:
                data = filled_in(name, answer)
            else:
                data = message_command(played.discord.world, None, name, quoting(person))
            got.append(await everybody.outcome(person, kind, data))
        assert dict(zip(WHO, got, strict=True)) == dict(zip(WHO, outcomes, strict=True))


def test_every_button_and_menu_has_its_outcomes_stated() -> None:
    assert set(PRESSED) == set(Verb)


async def test_every_menu_command_has_its_outcomes_stated(desk: Desk) -> None:
    async with a_played_bot(desk) as played:
        kinds = (discord.AppCommandType.message, discord.AppCommandType.user)
        assert {menu.name for kind in kinds for menu in played.bot.tree.get_commands(type=kind)} == set(ON_MESSAGES)
