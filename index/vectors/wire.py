"""What speaks to a Chroma server: chromadb's own client, with time limits and without proxies of the environment.

Imported only where a server is set: chromadb takes a second. Its client has neither, and asks at once, so it is built
here from its parts.
"""

from collections.abc import Callable, Sequence

import httpx
from chromadb.api.base_http_client import BaseHTTPClient
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings, System

from index.private_wire import Bounds, Checked
from index.vectors.address import ServerAddress
from index.vectors.refusals import refusal

API = "/api/v2"
CONNECT_S = 2.0
SILENT_S = 30.0  # how long a server may work without a word, as on a thousand vectors
# The longest answer is a library's ids, 67 bytes each: there is room for 3.9 million.
BOUNDS = Bounds(whole_s=120.0, most_bytes=1 << 28)


class Api(FastAPI):
    """The API of a server. Of chromadb's client, what begins it is left out: it connects as the environment says."""

    def __init__(self, system: System, transport: httpx.BaseTransport, check: Callable[[httpx.Response], None]) -> None:
        BaseHTTPClient.__init__(self, system)
        self._api_url = f"{system.settings.chroma_server_host}{API}"
        self._session = httpx.Client(
            timeout=httpx.Timeout(SILENT_S, connect=CONNECT_S),
            transport=transport,
            headers={"Content-Type": "application/json"} | (system.settings.chroma_server_headers or {}),
            trust_env=False,
            event_hooks={"response": [check]},
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def connected(address: ServerAddress, addresses: Sequence[str]) -> Api:
    """Return the API of a server that is at these addresses; nothing is sent yet."""
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_client_auth_provider=None,
        chroma_server_host=address.url,
        chroma_server_http_port=address.place.port,
        chroma_server_ssl_enabled=address.place.scheme == "https",
        chroma_server_headers={"Authorization": f"Bearer {address.token}"} if address.token else None,
    )

    def check(response: httpx.Response) -> None:
        if error := refusal(address, response.status_code, response.headers.get("content-type", "")):
            raise error

    return Api(System(settings), Checked(addresses, BOUNDS), check)


def is_of_connection(error: BaseException) -> bool:
    """Say whether an error is of the connection and not of what a server holds."""
    return isinstance(error, httpx.HTTPError | OSError)
