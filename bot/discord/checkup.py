"""A checkup: what Discord says of the bot, and how a terminal shows it."""

from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from index import clean_line

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Lacking:
    """A server in which the bot may not do all that it needs."""

    server: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What Discord says of the bot; `problems` keep it from working, each with what to do."""

    name: str
    application_id: int
    servers: int
    permissions: int
    invite: str
    lacking: tuple[Lacking, ...]
    problems: tuple[str, ...]
    chroma: str = ""  # how the Chroma server is, if one is set; the bot works without it
    ledger: str = ""  # how the ledger's server is, if one is set


def checkup_form(found: Checkup) -> dict[str, Any]:
    """Return the JSON form; ids and permissions are text, as Discord writes them, since they outgrow JSON's numbers."""
    return asdict(found) | {"application_id": str(found.application_id), "permissions": str(found.permissions)}


def checkup_view(found: Checkup) -> RenderableType:
    """Show who the bot is, what is wrong, and how it is invited."""
    servers = "1 server" if found.servers == 1 else f"{found.servers} servers"
    lines = [Text.assemble((clean_line(found.name), "bold"), f" is in {servers}")]
    lines += [Text(f"Problem: {problem}", style="red") for problem in found.problems]
    lines += [Text(told) for told in (found.ledger, found.chroma) if told]
    lines += [
        Text(f"In {clean_line(lacking.server)} it may not: {', '.join(lacking.permissions)}. Grant it to its role.")
        for lacking in found.lacking[:MOST_NAMED]
    ]
    if len(found.lacking) > MOST_NAMED:
        lines.append(Text(f"So it is in {len(found.lacking) - MOST_NAMED} more; --json names them."))
    lines.append(Text(f"Permissions it needs: {found.permissions}"))
    lines.append(Text(f"Invite it: {found.invite}", overflow="ignore", no_wrap=True))
    return Group(*lines)
