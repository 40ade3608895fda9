"""Where a Chroma server may be: anywhere by https, by http on this machine and in private networks only."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from bot.errors import SettingsProblem
from bot.settings import load_settings
from index.errors import VectorsError
from index.vectors import ServerAddress
from index.vectors.patience import within

TOKEN = "very-secret"


def known_as(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda host, port: addresses


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://10.1.2.3:8000", "http://10.1.2.3:8000"),
        ("http://172.18.0.2:8000", "http://172.18.0.2:8000"),
        ("http://192.168.1.2", "http://192.168.1.2"),
        ("http://[fd00::1]:8000", "http://[fd00::1]:8000"),
        ("http://100.64.0.1:8000", "http://100.64.0.1:8000"),
        ("http://chroma:8000", "http://chroma:8000"),
        ("HTTP://Chroma:8000", "http://chroma:8000"),
        ("https://chroma.example.org", "https://chroma.example.org"),
        ("https://8.8.8.8:8443", "https://8.8.8.8:8443"),
    ],
)
def test_an_address_is_taken(written: str, url: str) -> None:
    assert ServerAddress.of(written).url == url


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("http://8.8.8.8:8000", "not in a private network"),
        ("http://[2606:4700::1111]:8000", "not in a private network"),
        ("http://[::ffff:8.8.8.8]:8000", "not in a private network"),
        ("http://169.254.169.254", "not in a private network"),  # a cloud's own
        ("http://192.0.2.1:8000", "not in a private network"),
        ("http://198.18.0.1:8000", "not in a private network"),
        ("http://240.0.0.1:8000", "not in a private network"),
        ("http://[2001:db8::1]:8000", "not in a private network"),
        ("chroma:8000", "begins with https://"),
        ("ftp://127.0.0.1", "begins with https://"),
        ("http://user:word@127.0.0.1:8000", "user name"),
        ("http://127.0.0.1:8000/api/v2", "more than a host and a port"),
        ("http://127.0.0.1:8000/?tenant=a", "more than a host and a port"),
        ("http://127.0.0.1:8000/#a", "more than a host and a port"),
        ("http://127.0.0.1:99999", "cannot be read"),
        ("http://", "no host"),
    ],
)
def test_an_address_is_refused(written: str, reason: str) -> None:
    with pytest.raises(VectorsError, match=reason):
        ServerAddress.of(written)


@pytest.mark.parametrize("token", ["two\nlines", "ключ", "\x00"])
def test_a_token_that_no_header_can_have_is_refused(token: str) -> None:
    with pytest.raises(VectorsError, match="token") as refused:
        ServerAddress.of("http://127.0.0.1:8000", token)
    assert token not in str(refused.value)


@pytest.mark.parametrize("addresses", [("172.18.0.2",), ("::1", "127.0.0.1"), ("fe80::1%eth0",)])
def test_a_name_of_a_private_network_is_spoken_to_in_plain_text(addresses: tuple[str, ...]) -> None:
    assert ServerAddress.of("http://chroma:8000").check(known_as(*addresses)) == addresses


@pytest.mark.parametrize("addresses", [("93.184.215.14",), ("127.0.0.1", "93.184.215.14")])
def test_a_name_of_the_public_internet_is_not_spoken_to_in_plain_text(addresses: tuple[str, ...]) -> None:
    with pytest.raises(VectorsError, match="not in a private network"):
        ServerAddress.of("http://chroma.example.org").check(known_as(*addresses))


def test_a_name_of_the_public_internet_is_spoken_to_by_https() -> None:
    assert ServerAddress.of("https://chroma.example.org").check(known_as("93.184.215.14")) == ("chroma.example.org",)


def test_the_token_is_never_shown() -> None:
    assert TOKEN not in repr(ServerAddress.of("http://127.0.0.1:8000", TOKEN))


def test_the_settings_name_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_CHROMA__URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("NEWSDESK_CHROMA__TOKEN", TOKEN)
    assert load_settings().chroma.address == ServerAddress.of("http://127.0.0.1:8000", TOKEN)
    assert TOKEN not in repr(load_settings())


def test_without_a_setting_there_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_CHROMA__URL", "")
    assert load_settings().chroma.address is None


def test_another_data_directory_has_no_server(monkeypatch: pytest.MonkeyPatch, home) -> None:
    monkeypatch.setenv("NEWSDESK_CHROMA__URL", "http://127.0.0.1:8000")
    assert load_settings().at(home).chroma.address is None


@pytest.mark.parametrize(
    ("name", "value"), [("URL", "http://8.8.8.8:8000"), ("URL", "nonsense"), ("TOKEN", "very-\x01secret")]
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"NEWSDESK_CHROMA__{name}", value)
    with pytest.raises(SettingsProblem, match=f"NEWSDESK_CHROMA__{name}") as refused:
        load_settings()
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_what_comes_in_time_is_returned() -> None:
    assert within(60, lambda: 7) == 7


def test_what_is_raised_in_time_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)


def test_what_comes_too_late_is_not_waited_for_and_handed_over() -> None:
    released, handed = threading.Event(), threading.Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError, match=r"no answer within 0\.1 s"):
        within(0.1, lambda: released.wait(60), late=lambda _: handed.set())
    assert time.monotonic() - began < 30
    released.set()
    assert handed.wait(60)
