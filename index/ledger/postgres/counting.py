"""Count words in PostgreSQL: by reading the rows that hold them, which are remembered and looked up for ranking too."""

import numpy as np

from index.ledger.counting import MOST_ROWS, Counts, Rows
from index.ledger.lengths import Sizes
from index.ledger.postgres.tokens import phrase, query


class CountsOnServer(Counts):
    """What one view of a ledger on a server holds."""

    def holding(self, token: str) -> int:
        """Return how many passages of all libraries hold a token of the word index."""
        return self._number(phrase((token,)))

    def matching(self, expression: str) -> int:
        """Return how many passages of all libraries an expression finds by their words."""
        return self._number(query(expression))

    def rows(self, form: str) -> Rows:
        """Return the rows of all libraries' passages that hold a form of a word, in order."""
        return self._found(query(f'"{form}"'))

    def sizes(self) -> Sizes:
        """Return how many passages the word index holds, and how long they are."""

        def found(column: str) -> int:
            row = self._connection.execute(f"SELECT {column} FROM words").fetchone()  # noqa: S608 - constants
            return int(row[0] or 0)

        passages = self._once(("index", "passages"), lambda: found("count(*)"))
        tokens = self._once(("index", "tokens"), lambda: found("sum(length)"))
        return Sizes(passages, tokens / max(passages, 1))

    def _number(self, asked: str) -> int:
        return self._once(("rows", asked), lambda: len(self._found(asked)))

    def _found(self, asked: str) -> Rows:
        held = self._held
        if held is not None and asked in held.rows:
            return held.rows[asked]
        if not asked:
            return np.empty(0, dtype=np.int32)
        joined: bytes | None = self._connection.execute(  # as bytes: numbers one by one take ten times as long
            "SELECT string_agg(int4send(rowid::int4), ''::bytea) FROM words WHERE tokens @@ ?::tsquery", (asked,)
        ).fetchone()[0]
        rows = np.sort(np.frombuffer(joined or b"", dtype=">i4").astype(np.int32))
        if held is not None and held.all_rows + len(rows) <= MOST_ROWS:
            held.all_rows += len(rows)
            held.rows[asked] = rows
        return rows
