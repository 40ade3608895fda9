"""An event that comes twice is heard once."""

from bot.discord.once import once


def test_an_event_is_heard_once() -> None:
    heard: list[dict] = []
    hear = once(heard.append)
    for number in ("1", "2", "1", "1", "3"):
        hear({"id": number})
    assert heard == [{"id": "1"}, {"id": "2"}, {"id": "3"}]


def test_no_more_ids_are_remembered_than_wanted() -> None:
    heard: list[dict] = []
    hear = once(heard.append, remembered=2)
    for number in ("1", "2", "3", "2", "1"):
        hear({"id": number})
    assert [event["id"] for event in heard] == ["1", "2", "3", "1"]
