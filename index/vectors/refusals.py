"""Refusals: what keeps a Chroma server from being used, by what it answers, and what to do about it."""

from index.errors import Refused, Unreachable
from index.vectors.address import ServerAddress

UNWELCOME = {401, 403, 407}
TOO_LARGE = 413
BUSY = {429, 502, 503, 504}  # said by a server that will answer later, or by a proxy before it
MOST_SENT = 900_000  # bytes of one request: nginx, unless told otherwise, lets 1 MB through


def away(address: ServerAddress, reason: str) -> Unreachable:
    """Return the error that says that a server does not answer."""
    return Unreachable(
        f"The Chroma server at {address.url} does not answer: {reason}. Start it, or correct NEWSDESK_CHROMA__URL."
    )


def refusal(address: ServerAddress, status: int, media_type: str) -> Unreachable | None:
    """Return the error for an answer of what stands before a server, or of what is none; its page is not shown."""
    server = f"The Chroma server at {address.url}"
    if status in UNWELCOME:
        wish, remedy = ("refuses the token", "Correct") if address.token else ("wants a token", "Set")
        return Refused(f"{server}, or a proxy before it, {wish} ({status}). {remedy} NEWSDESK_CHROMA__TOKEN.")
    if status == TOO_LARGE:
        most = f"Let it take {MOST_SENT // 1000:,} kB in one request; nginx calls that client_max_body_size"
        return Refused(f"A proxy before the Chroma server at {address.url} takes too little at a time (413). {most}.")
    if status in BUSY:
        return away(address, f"it answers {status}")
    if not media_type.startswith("application/json"):
        what = f"answers {status}, not as a Chroma server does"
        return Refused(f"What is at {address.url} {what}. Start Chroma there, or correct NEWSDESK_CHROMA__URL.")
    return None
