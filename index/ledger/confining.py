"""The libraries that are asked, and the articles in them that a scope admits, as conditions in SQL."""

import json
import sqlite3
from collections.abc import Sequence
from urllib.parse import urlsplit

from index.scope import Scope

Parameters = dict[str, str | None]

_DATED = "published IS NOT NULL AND published >= :first AND substr(published, 1, 10) <= :last"
_FROM = "(source = :source COLLATE NOCASE OR substr('.' || host_of(url), -length(:site)) = :site)"
_NAMED = "(library, id) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:articles))"


def held_by(libraries: Sequence[str]) -> tuple[str, Parameters]:
    """Return the list that a library's name must stand in, and its parameters."""
    names = {f"library{at}": library for at, library in enumerate(libraries)}
    return f"({', '.join(':' + name for name in names)})", dict(names)


def admitted(libraries: Sequence[str], scope: Scope) -> tuple[str, Parameters]:
    """Return a subquery of the rows' keys of admitted articles, by itself or by one of their copies.

    With it come its parameters, those of the libraries among them.
    """
    held, parameters = held_by(libraries)
    conditions, more = _conditions(scope)
    where = " AND ".join([f"library IN {held}", *conditions])
    return (
        f"(SELECT key FROM articles WHERE {where} UNION SELECT article_key FROM copies WHERE {where})",  # noqa: S608 - constants
        parameters | more,
    )


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the condition calls."""
    connection.create_function("host_of", 1, host_of, deterministic=True)


def host_of(url: str | None) -> str:
    """Return the host of a URL in lower case, "" if it has none: what a path or query spells is no host."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:  # brackets that hold no address
        return ""


def _conditions(scope: Scope) -> tuple[list[str], Parameters]:
    conditions: list[str] = []
    parameters: Parameters = {}
    if scope.published:
        first, last = scope.published.first, scope.published.last
        conditions.append(_DATED)
        parameters |= {"first": first.isoformat() if first else "", "last": last.isoformat() if last else "9999"}
    if scope.source:
        conditions.append(_FROM)
        parameters |= {"source": scope.source, "site": f".{scope.source.lower()}"}
    if scope.articles:
        conditions.append(_NAMED)
        parameters["articles"] = json.dumps(scope.articles)
    return conditions, parameters
