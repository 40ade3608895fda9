"""What Discord or we would refuse is complained of, and nothing else."""

import discord_rules
import discord_schemas
import pytest

CHANNEL = "/channels/{channel_id}/messages"
GOOD = {"content": "hello", "allowed_mentions": {"parse": []}}
V2 = {"flags": 1 << 15, "allowed_mentions": {"parse": []}}
TEXT = {"type": 10, "content": "x"}
BUTTON = {"type": 2, "style": 1, "custom_id": "b", "label": "B"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "hello"}, "mention"),
        (GOOD | {"allowed_mentions": {"parse": ["users"]}}, "mention"),
        (GOOD | {"allowed_mentions": {"parse": [], "replied_user": True}}, "pings"),
        (GOOD | {"content": "x" * 2_001}, "too long"),
        (GOOD | {"content": ""}, "empty"),
        (V2 | {"content": "x", "components": [TEXT]}, "beside Components V2"),
        (GOOD | {"components": [TEXT]}, "without their flag"),
        (V2 | {"components": [TEXT] * 41}, "41 components"),
        (V2 | {"components": [{"type": 10, "content": "x" * 4_001}]}, "4001 characters"),
        (V2 | {"components": [{"type": 10, "content": " "}]}, "empty"),
        (V2 | {"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "twice"),
        (
            V2 | {"components": [{"type": 1, "components": [BUTTON | {"custom_id": "b" * 101}]}]},
            "custom_id is too long",
        ),
        (V2 | {"components": [{"type": 1, "components": []}]}, "buttons"),
    ],
)
def test_a_body_that_discord_or_we_would_refuse_is_complained_of(body: dict, complaint: str) -> None:
    assert any(complaint in found for found in discord_rules.complaints(body))
    assert discord_rules.complaints(GOOD) == []


@pytest.mark.skipif(not discord_schemas.available(), reason=discord_schemas.ABSENT)
def test_a_body_that_the_document_does_not_allow_is_found() -> None:
    assert discord_schemas.wrong_request("POST", CHANNEL, {"content": 5})
    assert discord_schemas.wrong_answer("GET", "/users/@me", 200, {"id": "1"})
    assert discord_schemas.wrong_event({"op": 10, "t": None, "s": None, "d": {}})
    assert discord_schemas.wrong_command({"op": 2, "d": {}})
