"""An endpoint that embeds: any server with OpenAI's /v1/embeddings, spoken to through LangChain's client."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from weakref import finalize

from index.errors import ModelError, VectorsError
from index.remote_embeddings import RemoteEmbeddings
from index.vectors import ServerAddress

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings as LangChainEmbeddings

CONNECT_S = 2.0
WHOLE_S = 120.0  # for a request in all
MOST_BYTES = 1 << 25  # of an answer: 32 vectors of 40,000 numbers, in digits
NO_KEY = "none"  # for servers of one's own: they ask for none, though the client does
OPENAI_ONLY = ("OpenAI-Organization", "OpenAI-Project")  # headers that the client fills from the environment


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an endpoint is: its server, with the key as token, and the path before /embeddings."""

    server: ServerAddress
    path: str

    @classmethod
    def of(cls, url: str, key: str = "") -> "Endpoint":
        """Read a base URL. Raise ModelError, with what is wrong, if it is none or may not be spoken to."""
        try:
            parts = urlsplit(url)
            if parts.query or parts.fragment:
                raise ModelError("its address has more than a host and a path; write it as http://127.0.0.1:8080/v1")
            server = ServerAddress.of(urlunsplit((parts.scheme, parts.netloc, "", "", "")), key)
        except (VectorsError, ValueError) as error:
            raise ModelError(str(error)) from error
        return cls(server, parts.path.rstrip("/"))

    @property
    def url(self) -> str:
        """Return the base URL, without the key."""
        return self.server.url + self.path

    def refuse_public(self) -> None:
        """Raise ModelError if this is known to be a public address without https."""
        try:
            self.server.refuse_public()
        except VectorsError as error:
            raise ModelError(str(error)) from error


def embeddings_at(endpoint: Endpoint, model: str) -> RemoteEmbeddings:
    """Return what has the endpoint encode by a model of this name; nothing is sent yet."""
    return RemoteEmbeddings(model, endpoint.url, lambda silent_s: _connected(endpoint, model, silent_s))


def _connected(endpoint: Endpoint, model: str, silent_s: float) -> "LangChainEmbeddings":
    """Return a client of the endpoint's addresses, checked now, to which the endpoint may be silent for so long.

    Raise OSError if its host is not known.
    """
    from index.private_wire import Bounds, client_of

    try:
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr
    except ImportError as error:
        raise ModelError(
            "An embedding endpoint needs langchain-openai, which is not installed. Install newsdesk with its extra: "
            "pip install '.[openai]'"
        ) from error
    try:
        addresses = endpoint.server.check()
    except VectorsError as error:
        raise ModelError(f"NEWSDESK_EMBEDDING__URL cannot be used: {error}.") from error
    client = client_of(addresses, silent_s, CONNECT_S, Bounds(WHOLE_S, MOST_BYTES), unsent=OPENAI_ONLY)
    embeddings = OpenAIEmbeddings(
        model=model,
        openai_api_base=endpoint.url,
        openai_api_key=SecretStr(endpoint.server.token or NO_KEY),
        openai_organization=None,
        openai_api_type="openai",
        openai_proxy=None,
        http_client=client,
        request_timeout=client.timeout,  # or OpenAI's client waits for ever, whatever the one for HTTP was told
        check_embedding_ctx_length=False,  # texts are sent as they are, not as OpenAI's token numbers
        max_retries=0,
        model_kwargs={"encoding_format": "float"},  # which every server knows; the client would ask for base64
    )
    finalize(embeddings, client.close)
    return embeddings
