"""Where a ledger's database is, and whether it may be spoken to as it is."""

import pytest
from pydantic import ValidationError

from bot.equipment import ledger_of
from bot.errors import SettingsProblem
from bot.settings import Settings
from index import LedgerAddress, LedgerError

CHROMA = {"url": "http://127.0.0.1:8000"}


def test_an_address_is_shown_without_its_password() -> None:
    address = LedgerAddress.of("postgresql://ann:s3%40cret@127.0.0.1/news?sslmode=require")
    assert (address.url, address.password) == ("postgresql://ann@127.0.0.1:5432/news", "s3@cret")
    assert "cret" not in repr(address)


def test_a_password_of_its_own_goes_before_the_one_in_the_address() -> None:
    assert LedgerAddress.of("postgresql://ann:old@127.0.0.1/news", "new").parameters()["password"] == "new"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://127.0.0.1",
        "postgresql://10.0.0.1/news?host=8.8.8.8",
        "http://127.0.0.1/news",
        "postgresql://127.0.0.1:x/news",
        "postgresql://127.0.0.1/a/b",
        "postgresql://127.0.0.1/news?sslmode=nonsense",
        "postgresql://127.0.0.1/news?sslmode=",
        "postgresql://127.0.0.1/news?options=-c%20search_path=x",
    ],
)
def test_what_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(LedgerError):
        LedgerAddress.of(url)


@pytest.mark.parametrize("host", ["8.8.8.8", "[2001:4860:4860::8888]", "169.254.169.254"])
def test_a_public_address_is_refused_without_a_checked_certificate(host: str) -> None:
    with pytest.raises(LedgerError, match="verify-full"):
        LedgerAddress.of(f"postgresql://ann@{host}/news?sslmode=require")
    assert (
        LedgerAddress.of(f"postgresql://ann@{host}/news?sslmode=verify-full").parameters()["sslmode"] == "verify-full"
    )


def test_a_name_is_connected_to_at_the_addresses_that_were_checked() -> None:
    address = LedgerAddress.of("postgresql://ann@db.internal/news")
    told = address.parameters(lambda host, port: ["10.0.0.5", "10.0.0.6"])
    assert (told["host"], told["hostaddr"]) == ("db.internal,db.internal", "10.0.0.5,10.0.0.6")
    with pytest.raises(LedgerError, match="private network"):
        address.parameters(lambda host, port: ["10.0.0.5", "8.8.8.8"])


def test_a_socket_of_this_machine_needs_no_host() -> None:
    assert LedgerAddress.of("postgresql:///news?host=/run/postgresql").parameters()["host"] == "/run/postgresql"


def test_the_settings_hold_it_as_a_secret() -> None:
    settings = Settings(ledger={"url": "postgresql://ann:s3cret@127.0.0.1/news"}, chroma=CHROMA)
    assert "s3cret" not in repr(settings)
    assert ledger_of(settings) == LedgerAddress.of("postgresql://ann:s3cret@127.0.0.1/news")


def test_a_wrong_address_is_told_without_its_password() -> None:
    with pytest.raises(ValidationError) as told:
        Settings(ledger={"url": "postgresql://ann:s3cret@8.8.8.8/news"})
    assert "verify-full" in str(told.value)
    assert "s3cret" not in str(told.value)


def test_a_ledger_on_a_server_needs_a_server_for_the_vectors() -> None:
    with pytest.raises(SettingsProblem, match="NEWSDESK_CHROMA__URL"):
        ledger_of(Settings(ledger={"url": "postgresql://ann@127.0.0.1/news"}))
