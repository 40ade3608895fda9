"""The buttons: their custom ids, `nd:<verb>:<what>[:<number>]`, and how they look."""

import re
from enum import StrEnum

from bot.discord.languages import say
from bot.discord.layout.describing import ranged, shortened
from bot.discord.layout.parts import Button, Style
from bot.discord.splitting import length

PREFIX = "nd"
LONGEST_ID = 100  # characters of a custom id
LONGEST_LABEL = 80
LONGEST_QUERY = 80  # of a list's query in a custom id, beside the prefix, the verb and the number of a page


class Verb(StrEnum):
    """What a button does."""

    PASSAGE = "passage"
    FOLLOW_UP = "follow"
    UP = "up"
    DOWN = "down"
    MORE = "more"
    TELL = "tell"
    ARTICLES = "articles"
    REMOVE = "remove"
    FORGET = "forget"
    CANCEL = "cancel"
    SET = "set"


LOOKS: dict[Verb, tuple[str, Style]] = {
    Verb.PASSAGE: ("Passage", "secondary"),
    Verb.FOLLOW_UP: ("Follow up", "primary"),
    Verb.UP: ("👍", "secondary"),
    Verb.DOWN: ("👎", "secondary"),
    Verb.MORE: ("More", "secondary"),
    Verb.TELL: ("Tell me when", "success"),
}
_TEMPLATES = {
    Verb.PASSAGE: rf"{PREFIX}:{Verb.PASSAGE}:(?P<answer>[\w-]+):(?P<number>\d+)",
    Verb.ARTICLES: rf"{PREFIX}:{Verb.ARTICLES}:(?P<page>\d+):(?P<query>.*)",
    Verb.REMOVE: rf"{PREFIX}:{Verb.REMOVE}:(?P<article>[0-9a-f]+)",
    Verb.SET: rf"{PREFIX}:{Verb.SET}:(?P<setting>\w+)",
}


def custom_id(verb: Verb, *parts: str | int) -> str:
    """Return the custom id of a button. Raise ValueError if Discord would not take it."""
    made = ":".join([PREFIX, verb, *map(str, parts)])
    if length(made) > LONGEST_ID:
        raise ValueError(f"The custom id {made!r} is longer than {LONGEST_ID} characters; shorten its parts.")
    return made


def template(verb: Verb) -> re.Pattern[str]:
    """Return what the custom ids of a verb look like, with groups for their parts."""
    return re.compile(_TEMPLATES.get(verb, rf"{PREFIX}:{verb}:(?P<answer>[\w-]+)"), re.DOTALL)


def query_token(query: str) -> str:
    """Return as much of the words searched for as a custom id holds; search by this, so that all pages agree."""
    return shortened(" ".join(query.split()), LONGEST_QUERY, ellipsis="")


def button(verb: Verb, answer_id: str, label: str = "") -> Button:
    """Return the button of an answer that does what the verb says."""
    usual, style = LOOKS[verb]
    return Button(label or say(usual), custom_id(verb, answer_id), style)


def passage_button(answer_id: str, numbers: tuple[int, ...], *, marked: bool) -> Button:
    """Return the button that shows a cited passage; its label names the citations if there are several buttons."""
    usual, style = LOOKS[Verb.PASSAGE]
    label = shortened(f"{say(usual)} {ranged(numbers)}", LONGEST_LABEL) if marked else say(usual)
    return Button(label, custom_id(Verb.PASSAGE, answer_id, numbers[0]), style)
