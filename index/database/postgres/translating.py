"""Put a statement that is worded for SQLite into PostgreSQL's words.

Both know most of what the ledger says. What differs is in one table, so that each statement stands in one place; what
differs by more than words (the word index) is a module of its own in the ledger.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_GIVEN = r"(%s|%\(\w+\)s)"
_LIST = rf"json_each\({_GIVEN}\)"
_ONE = rf"SELECT value FROM {_LIST}"  # noqa: S608 - a pattern
_RULES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        # Lists are handed over as JSON: of pairs, of sources, of rows.
        (
            rf"json_extract\(value, '\$\[0\]'\), json_extract\(value, '\$\[1\]'\) FROM {_LIST}",
            r"value->>0, value->>1 FROM jsonb_array_elements(\1::jsonb)",
        ),
        (rf"(\w+\.source) IN \({_ONE}\)", r"\1 = ANY(ARRAY(SELECT jsonb_array_elements_text(\2::jsonb)))"),
        (rf"([\w.]+) IN \({_ONE}\)", r"\1 = ANY(ARRAY(SELECT jsonb_array_elements_text(\2::jsonb)::bigint))"),
        (r"group_concat\(([\w.]+)\)", r"string_agg(\1::text, ',')"),
        (rf"source = {_GIVEN} COLLATE NOCASE", r"lower(source) = lower(\1)"),
        (rf"substr\((.+?), -length\({_GIVEN}\)\)", r"right(\1, length(\2))"),
        (r"CROSS JOIN (\w+ \w+) ON", r"JOIN \1 ON"),
        (r"(?<=[\s(])\+(?=\w+\.\w)", ""),  # by which SQLite is told to use no index
        (rf"words MATCH {_GIVEN}", r"words.tokens @@ \1::tsquery"),
    )
)
_PLACE = re.compile(r"\?|(?<![:\w]):([a-z_]\w*)")
_LISTED = re.compile(r"json_each\((?:%s|%\((\w+)\)s)")
_MATCHED = re.compile(r"words MATCH (?:%s|%\((\w+)\)s)")


@dataclass(frozen=True, slots=True)
class Translated:
    """A statement for PostgreSQL, and which of its parameters are expressions of the word index."""

    sql: str
    matched: tuple[str | int, ...]
    listed: tuple[str | int, ...]  # and which are lists, as JSON


@lru_cache(maxsize=512)
def translated(sql: str) -> Translated:
    """Return a statement of SQLite's in PostgreSQL's words, with psycopg's places for parameters."""
    sql = _PLACE.sub(lambda at: f"%({at[1]})s" if at[1] else "%s", sql.replace("%", "%%"))
    matched, listed = (
        tuple(dict.fromkeys(at[1] or sql.count("%s", 0, at.start()) for at in places.finditer(sql)))
        for places in (_MATCHED, _LISTED)
    )
    for pattern, put in _RULES:
        sql = pattern.sub(put, sql)
    return Translated(sql, matched, listed)
