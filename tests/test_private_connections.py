"""How a host that is connected to by its name is looked up, and how many of its addresses are tried for how long."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic

import httpcore
import pytest
from certificates import a_certificate
from test_server_wire import answering, with_body

from index.fetching.deadline import Deadline
from index.private_connections import Limit, connections
from index.vectors.address import MOST_ADDRESSES

pytestmark = pytest.mark.enable_socket  # on loopback

HOST = "chroma.test"
GOOD = "127.0.0.1"
STUCK = "127.0.0.2"
LONG_S = 30.0


@contextmanager
def one_that_does_not_accept(port: int) -> Iterator[None]:
    """Have an address beside the good one whose queue is full: whoever connects to it waits."""
    with ExitStack() as opened:
        listening = opened.enter_context(socket.socket())
        listening.bind((STUCK, port))
        listening.listen(0)
        for _ in range(2):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((STUCK, port))
        yield


def asked(port: int, resolve: Callable[[str, int], Sequence[str]], connect_s: float, whole_s: float) -> bytes:
    """Return what a host answers by http, by what its name is said to mean."""
    deadline = Deadline(whole_s, monotonic)
    limits = {"connect": Limit.of(connect_s, deadline)} | dict.fromkeys(("read", "write"), Limit.of(None, deadline))
    with connections(ssl.create_default_context(), resolve) as pool:
        return pool.request("GET", f"http://{HOST}:{port}/", extensions={"timeout": limits}).content


def test_an_address_that_does_not_accept_is_passed_over() -> None:
    with answering(with_body(b"[]")) as (address, _), one_that_does_not_accept(address.place.port):
        assert asked(address.place.port, lambda *_: [STUCK, GOOD], 0.2, LONG_S) == b"[]"


def test_no_further_address_is_tried_when_the_deadline_is_past() -> None:
    with (
        answering(with_body(b"[]")) as (address, seen),
        one_that_does_not_accept(address.place.port),
        pytest.raises(httpcore.ConnectTimeout, match=r"longer than 0\.3 s$"),
    ):
        asked(address.place.port, lambda *_: [STUCK, GOOD], LONG_S, 0.3)
    assert not seen


def test_the_last_address_that_is_tried_may_be_the_one_that_answers() -> None:
    with answering(with_body(b"[]")) as (address, _):
        assert asked(address.place.port, lambda *_: [*refusing(MOST_ADDRESSES - 1), GOOD], LONG_S, LONG_S) == b"[]"


def test_no_more_addresses_are_tried_than_that() -> None:
    with (
        answering(with_body(b"[]")) as (address, seen),
        pytest.raises(httpcore.ConnectError, match="refused"),
    ):
        asked(address.place.port, lambda *_: [*refusing(MOST_ADDRESSES), GOOD], LONG_S, LONG_S)
    assert not seen


def refusing(count: int) -> list[str]:
    """Return so many addresses at which nobody listens."""
    return [f"127.0.1.{number}" for number in range(1, count + 1)]


def test_a_look_up_that_does_not_end_is_not_waited_for() -> None:
    ended = threading.Event()

    def resolve(*_: object) -> list[str]:
        ended.wait(LONG_S)
        return [GOOD]

    try:
        with pytest.raises(httpcore.ConnectTimeout, match="no answer within"):
            asked(9, resolve, 0.2, LONG_S)
    finally:
        ended.set()


@pytest.mark.parametrize("error", [socket.gaierror(socket.EAI_NONAME, "not known"), UnicodeError("not known")])
def test_a_host_that_is_not_known_is_an_error_of_the_connection(error: Exception) -> None:
    def resolve(*_: object) -> list[str]:
        raise error

    with pytest.raises(httpcore.ConnectError, match="not known"):
        asked(9, resolve, LONG_S, LONG_S)


def asked_securely(folder: Path, certified: str) -> tuple[int, bytes]:
    """Return what a host answers by https, whose certificate is of a name and of the address."""
    certificate = a_certificate(folder, certified, f"DNS:{certified},IP:{GOOD}")
    trusting = ssl.create_default_context(cafile=f"{certificate}.crt")
    limits = dict.fromkeys(("connect", "read", "write"), Limit.of(None, Deadline(LONG_S, monotonic)))
    with answering(with_body(b"[]"), certificate) as (address, _), connections(trusting, lambda *_: [GOOD]) as pool:
        answer = pool.request("GET", f"https://{HOST}:{address.place.port}/", extensions={"timeout": limits})
        return answer.status, answer.content


def test_a_certificate_is_asked_of_the_host_and_not_of_its_address(tmp_path: Path) -> None:
    assert asked_securely(tmp_path, HOST) == (200, b"[]")


def test_a_certificate_of_the_address_under_another_name_is_not_accepted(tmp_path: Path) -> None:
    with pytest.raises(httpcore.ConnectError, match="certificate"):
        asked_securely(tmp_path, "another.test")
