"""What speaks to a Chroma server: chromadb's own client, with time limits and without proxies of the environment.

Imported only where a server is set: chromadb takes a second. Its client has neither, and asks at once, so it is built
here from its parts.
"""

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings, System

from index.vectors.address import ServerAddress

CONNECT_S = 2.0
SILENT_S = 30.0  # how long a server may work without a word, as on a thousand vectors
REFUSED = {401, 403, 407}


class Api(FastAPI):
    """The API of a server."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._session.close()
        context = httpx.create_ssl_context(trust_env=False)
        context.load_default_certs()  # an authority of one's own, in the system's store or SSL_CERT_FILE
        self._session = httpx.Client(
            timeout=httpx.Timeout(SILENT_S, connect=CONNECT_S),
            limits=self.http_limits,
            headers=self._header,
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
    if not response.headers.get("content-type", "").startswith("application/json"):
        raise ConnectionError(f"it answers {response.status_code}, not as a Chroma server does")
