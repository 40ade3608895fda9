"""The wire to a server of one's own: to addresses that were checked, without proxies of the environment."""

from collections.abc import Sequence
from contextlib import suppress

import httpx

KEPT_S = 40.0  # how long a connection that nobody uses is kept, as by Chroma's own client


class Checked(httpx.HTTPTransport):
    """Connect to addresses that were checked, in turn, whatever the name of their host is said to mean by now."""

    def __init__(self, addresses: Sequence[str]) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        context.load_default_certs()  # an authority of one's own, in the system's store or SSL_CERT_FILE
        super().__init__(verify=context, trust_env=False, limits=httpx.Limits(keepalive_expiry=KEPT_S))
        self._addresses = addresses

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, whose header still names the host; what took a connection once is asked from then on."""
        for address in self._addresses[:-1]:
            request.url = request.url.copy_with(host=address)
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                response = super().handle_request(request)
                self._addresses = [address]
                return response
        request.url = request.url.copy_with(host=self._addresses[-1])
        return super().handle_request(request)


def client_of(addresses: Sequence[str], silent_s: float, connect_s: float) -> httpx.Client:
    """Return a client that speaks to these addresses alone, and follows no redirect."""
    timeout = httpx.Timeout(silent_s, connect=connect_s)
    return httpx.Client(timeout=timeout, transport=Checked(addresses), trust_env=False)
