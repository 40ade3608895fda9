"""Knock at a Chroma server: ask, in the time that a person has, whether it is to be had, without Chroma's client."""

from dataclasses import replace
from time import monotonic

from index.errors import FetchError
from index.fetching.deadline import Deadline
from index.vectors.address import KNOCK_S, ServerAddress
from index.vectors.patience import within
from index.vectors.refusals import away, refusal

HEARTBEAT = "/api/v2/heartbeat"
MOST_BYTES = 10_000  # of its answer, which nobody reads


def knock(address: ServerAddress) -> None:
    """Raise Refused if a server does not take us, Unreachable if it does not answer, VectorsError if it is public."""
    try:
        status, media_type = within(KNOCK_S, lambda: _answer(address))
    except FetchError as error:
        raise away(address, str(error).partition(";")[0]) from error
    except (OSError, UnicodeError) as error:
        raise away(address, str(error)) from error
    if refused := refusal(address, status, media_type):
        raise refused


def _answer(address: ServerAddress) -> tuple[int, str]:
    from index.fetching.wire import connected, exchange, ssl_context

    context = None
    if address.place.scheme == "https":
        context = ssl_context()
        context.load_default_certs()  # an authority of one's own, as when the server is used
    reply = exchange(
        replace(address.place, target=HEARTBEAT),
        address.check(),
        {"Authorization": f"Bearer {address.token}"} if address.token else {},
        context=context,
        connect=connected,
        deadline=Deadline(KNOCK_S, monotonic),
        most_bytes=MOST_BYTES,
        cut=True,
    )
    return reply.status, reply.media_type
