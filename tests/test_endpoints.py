"""A bot that is set to a Discord on this machine reaches that one and no other."""

from types import SimpleNamespace

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.endpoints import reaching, staying
from bot.errors import NewsdeskError, SettingsProblem
from bot.settings import DiscordSettings, load_settings

HERE = DiscordSettings(api_url="http://127.0.0.1:8080/api/v10", gateway_url="ws://127.0.0.1:8080/gateway")
REFUSED = [
    "https://discord.com/api/v10",
    "http://discord.com:80/api",
    "http://127.0.0.1/api",
    "http://127.0.0.1.nip.io:8080",
    "http://127.0.0.1@evil.example:8080",
    "http://10.0.0.1:8080",
    "http://0.0.0.0:8080",
    "ws://127.0.0.1:8080",
    "127.0.0.1:8080",
    "http://[::1:8080",
    "http://127.0.0.1:port",
]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEWSDESK_DISCORD__API_URL", "NEWSDESK_DISCORD__GATEWAY_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_of_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("NEWSDESK_DISCORD__API_URL", address)
    with pytest.raises(SettingsProblem, match=r"NEWSDESK_DISCORD__API_URL.*only an address of this machine"):
        load_settings()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "[::1]"])
def test_an_address_of_this_machine_is_taken(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("NEWSDESK_DISCORD__GATEWAY_URL", f"ws://{host}:8080/")
    assert load_settings().discord.gateway_url == f"ws://{host}:8080"


def test_the_addresses_hold_for_the_length_of_the_block() -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    with reaching(HERE):
        assert Route("GET", "/users/@me").url == "http://127.0.0.1:8080/api/v10/users/@me"
        assert yarl.URL("ws://127.0.0.1:8080/gateway") == DiscordWebSocket.DEFAULT_GATEWAY
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


def test_without_addresses_the_real_discord_is_reached() -> None:
    with reaching(DiscordSettings()):
        assert Route.BASE == "https://discord.com/api/v10"
    assert staying(DiscordSettings()) is None


@pytest.mark.parametrize(
    "settings", [HERE, DiscordSettings(api_url=HERE.api_url), DiscordSettings(gateway_url="ws://[::1]:1")]
)
async def test_a_bot_on_loopback_is_led_nowhere_else(settings: DiscordSettings) -> None:
    guard = staying(settings)
    assert guard is not None
    (check,) = guard.on_request_start
    await check(None, SimpleNamespace(), SimpleNamespace(url=yarl.URL("ws://127.0.0.1:9/resume")))
    with pytest.raises(NewsdeskError, match=r"gateway-us-east\.discord\.gg"):
        await check(None, SimpleNamespace(), SimpleNamespace(url=yarl.URL("wss://gateway-us-east.discord.gg")))
