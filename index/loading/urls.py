"""URLs as identities: one page, one spelling."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from index.cleaning import clean_line, safe_url

MOST_ID_CHARACTERS = 200
_WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?=//)", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid", re.IGNORECASE)
_LAST_DOT = re.compile(r"(?<=[^.:])\.(?=:\d*$|$)")  # "example.org." is the same host (RFC 1034, 3.1)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_url(source: str) -> bool:
    """Say whether a source is a URL of any scheme, not a path."""
    return _WITH_SCHEME.match(source) is not None


def canonical(url: str) -> str | None:
    """Return the one spelling of an http(s) URL, without fragment and tracking marks; None if it is not safe."""
    if safe_url(url) is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host = _LAST_DOT.sub("", parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme]))
        asked = [part for part in parts.query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    except ValueError:  # brackets that hold no address
        return None
    return safe_url(urlunsplit((parts.scheme, host, parts.path or "/", "&".join(asked), "")))


def stated_or_own(stated: str | None, own: str) -> str:
    """Return a page's canonical URL: the one it states if that is on its own host, else its own.

    A page may not claim to be another site's.
    """
    claimed = canonical(stated) if stated else None
    return claimed if claimed and _site(claimed) == _site(own) else own


def id_of(url: str) -> str:
    """Return the id of the article at a URL: its host and path, as people read them."""
    parts = urlsplit(url)
    named = clean_line(unquote(f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")))
    return (f"{named}?{parts.query}" if parts.query else named)[:MOST_ID_CHARACTERS]


def _site(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")
