"""What speaks to a Chroma server: chromadb's own client, with time limits and without proxies of the environment.

Imported only where a server is set: chromadb takes a second. Its client has neither, and asks at once, so it is built
here from its parts.
"""

import httpx
from chromadb.api.base_http_client import BaseHTTPClient
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings, System

from index.vectors.address import ServerAddress

API = "/api/v2"
CONNECT_S = 2.0
SILENT_S = 30.0  # how long a server may work without a word, as on a thousand vectors
REFUSED = {401, 403, 407}
BUSY = {429, 502, 503, 504}  # said by a server that will answer later, or by a proxy before it


class Api(FastAPI):
    """The API of a server. Of chromadb's client, what begins it is left out: it connects as the environment says."""

    def __init__(self, system: System) -> None:
        BaseHTTPClient.__init__(self, system)
        context = httpx.create_ssl_context(trust_env=False)
        context.load_default_certs()  # an authority of one's own, in the system's store or SSL_CERT_FILE
        self._api_url = f"{system.settings.chroma_server_host}{API}"
        self._session = httpx.Client(
            timeout=httpx.Timeout(SILENT_S, connect=CONNECT_S),
            limits=self.http_limits,
            headers={"Content-Type": "application/json"} | (system.settings.chroma_server_headers or {}),
            verify=context,
            trust_env=False,
            event_hooks={"response": [_check]},
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def connected(address: ServerAddress) -> Api:
    """Return the API of a server; nothing is sent yet."""
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_client_auth_provider=None,
        chroma_server_host=address.url,
        chroma_server_http_port=address.place.port,
        chroma_server_ssl_enabled=address.place.scheme == "https",
        chroma_server_headers={"Authorization": f"Bearer {address.token}"} if address.token else None,
    )
    return System(settings).instance(Api)


def is_of_connection(error: BaseException) -> bool:
    """Say whether an error is of the connection and not of what a server holds."""
    return isinstance(error, httpx.HTTPError | OSError)


def _check(response: httpx.Response) -> None:
    """Raise ConnectionError for what stands before a server and for what is none; their pages are not to be shown."""
    if response.status_code in REFUSED:
        raise ConnectionError("it wants another token: correct NEWSDESK_CHROMA__TOKEN")
    if response.status_code in BUSY:
        raise ConnectionError(f"it answers {response.status_code}")
    if not response.headers.get("content-type", "").startswith("application/json"):
        raise ConnectionError(f"it answers {response.status_code}, not as a Chroma server does")
