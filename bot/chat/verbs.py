"""The commands of a chat: lines that begin with a slash. Importing this loads nothing of the articles."""

import difflib
from dataclasses import dataclass
from enum import Enum, auto

from bot.errors import UsageProblem

SLASH = "/"
ENDINGS = frozenset({"/quit", "/exit", "/q", "quit", "exit"})


class Names(Enum):
    """What the words behind a command name, so that they can be completed."""

    NOTHING = auto()
    TITLES = auto()
    SPEAKERS = auto()
    SOURCES = auto()
    LIBRARIES = auto()
    FILES = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """A command: its name with the slash, what stands behind it, and what it does."""

    name: str
    words: str
    does: str
    names: Names = Names.NOTHING


VERBS = (
    Verb("/open", "N or TITLE", "show passage N of the last answer in its article, or an article", Names.TITLES),
    Verb("/sources", "", "list the articles that the last answer rests on"),
    Verb("/said", "SPEAKER [about TOPIC]", "list what somebody said, newest article first", Names.SPEAKERS),
    Verb("/timeline", "SPEAKER [about TOPIC]", "show what somebody said over time, oldest first", Names.SPEAKERS),
    Verb("/verify", "QUOTE", "tell whether words stand in the articles as quoted"),
    Verb("/since", "[DAY]", "answer from articles of this day or later (2020-10, last week); alone: from all"),
    Verb("/until", "[DAY]", "answer from articles of this day or earlier; alone: from all"),
    Verb("/source", "[NAME]", "answer from what this paper or site published; alone: from all", Names.SOURCES),
    Verb("/library", "[NAME]", "go to another library and begin anew; alone: list them", Names.LIBRARIES),
    Verb("/index", "[SOURCE...]", "add files, folders, pages, feeds; alone: refresh the known ones", Names.FILES),
    Verb("/feedback", "good|bad [REASON]", "keep what you think of the last answer"),
    Verb("/export", "FILE", "write the conversation as Markdown, with its citations", Names.FILES),
    Verb("/help", "", "show this"),
    Verb("/quit", "", "end; so does Ctrl-D"),
)


def is_command(typed: str) -> bool:
    """Say whether something is a command; a path or a slash alone is none."""
    first = (typed.split() or [""])[0]
    return first.startswith(SLASH) and SLASH not in first[1:]


def parsed(typed: str) -> tuple[Verb, str]:
    """Return the command that is typed, and the words behind it. Raise UsageProblem if there is no such command."""
    first, *rest = typed.strip().split(maxsplit=1)
    for verb in VERBS:
        if verb.name == first.lower():
            return verb, rest[0] if rest else ""
    likely = difflib.get_close_matches(first.lower(), [verb.name for verb in VERBS], 1, cutoff=0.6)
    hint = f"Did you mean {likely[0]}?" if likely else "List them: /help"
    raise UsageProblem("There is no command {}. {}", first, hint)
