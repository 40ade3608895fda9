"""Discord's rules about messages that its OpenAPI document does not state, and our own about mentions."""

from discord_messages import TEXT_DISPLAY, Flag, walk
from discord_payloads import Payload

MOST_CHARACTERS = 2_000
MOST_COMPONENTS = 40
MOST_DISPLAYED = 4_000
MOST_EMBEDDED = 6_000
MOST_BYTES = 10 * 1024 * 1024
LIMITS = {"custom_id": 100, "label": 80, "placeholder": 150}
_ROW, _SELECT, _BUTTONS, _OPTIONS = 1, 3, 5, 25


def complaints(body: Payload, *, files: int = 0, editing: bool = False, flags: int = 0) -> list[str]:
    """Return what Discord, or we, would not have in a body that creates or edits a message of those flags."""
    flags |= int(body.get("flags") or 0)
    found = [] if (body.get("allowed_mentions") or {}).get("parse") == [] else ["it may mention: parse is not []"]
    if (body.get("allowed_mentions") or {}).get("replied_user"):
        found.append("it pings the person it replies to")
    if len(str(body.get("content") or "")) > MOST_CHARACTERS:
        found.append("its content is too long")
    if not editing and not files and not any(body.get(part) for part in ("content", "embeds", "components")):
        found.append("it is empty")
    if len(str(body.get("embeds") or "")) > MOST_EMBEDDED:
        found.append("its embeds are too long")
    if flags & Flag.COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        found.append("it has content or embeds beside Components V2")
    parts = walk(list(body.get("components") or []))
    if not flags & Flag.COMPONENTS_V2 and any(part["type"] >= 9 for part in parts):
        found.append("it has the components of Components V2 without their flag")
    return found + _component_complaints(parts)


def _component_complaints(parts: list[Payload]) -> list[str]:
    found = []
    if len(parts) > MOST_COMPONENTS:
        found.append(f"it has {len(parts)} components")
    texts = [str(part["content"]) for part in parts if part["type"] == TEXT_DISPLAY]
    if sum(map(len, texts)) > MOST_DISPLAYED:
        found.append(f"it displays {sum(map(len, texts))} characters")
    if not all(text.strip() for text in texts):
        found.append("a text display is empty")
    ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(ids) != len(set(ids)):
        found.append("a custom_id is there twice")
    found += [
        f"a {name} is too long"
        for part in parts
        for name, most in LIMITS.items()
        if len(str(part.get(name) or "")) > most
    ]
    rows = [part for part in parts if part["type"] == _ROW]
    if any(not 1 <= len(row["components"]) <= _BUTTONS for row in rows):
        found.append("a row has no or too many buttons")
    if any(len(part["options"]) > _OPTIONS for part in parts if part["type"] == _SELECT):
        found.append("a select has too many options")
    return found
