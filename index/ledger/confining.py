"""The articles that a scope admits, as a condition in SQL."""

import json

from index.scope import Scope

Parameters = dict[str, str | None]

_DATED = "published IS NOT NULL AND published >= :first AND substr(published, 1, 10) <= :last"
_FROM = "(source = :source COLLATE NOCASE OR url LIKE :site ESCAPE '\\' OR url LIKE :subsite ESCAPE '\\')"
_NAMED = "id IN (SELECT value FROM json_each(:articles))"


def admitted(scope: Scope) -> tuple[str, Parameters]:
    """Return a subquery of the keys of admitted articles, by itself or by one of their copies, and its parameters.

    The statement it becomes part of must also bind `:library`.
    """
    conditions, parameters = _conditions(scope)
    where = " AND ".join(["library = :library", *conditions])
    return (
        f"(SELECT key FROM articles WHERE {where} UNION SELECT article_key FROM copies WHERE {where})",  # noqa: S608 - constants
        parameters,
    )


def _conditions(scope: Scope) -> tuple[list[str], Parameters]:
    conditions: list[str] = []
    parameters: Parameters = {}
    if scope.published:
        first, last = scope.published.first, scope.published.last
        conditions.append(_DATED)
        parameters |= {"first": first.isoformat() if first else "", "last": last.isoformat() if last else "9999"}
    if scope.source:
        host = scope.source.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        conditions.append(_FROM)
        parameters |= {"source": scope.source, "site": f"http%://{host}/%", "subsite": f"http%://%.{host}/%"}
    if scope.articles:
        conditions.append(_NAMED)
        parameters["articles"] = json.dumps(scope.articles)
    return conditions, parameters
