"""What a search is confined to, and what it prefers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends included; None is open."""

    first: date | None
    last: date | None

    def hold(self, published: str | None) -> bool:
        """Say whether an ISO date or time falls into them; what is undated does not."""
        if not published:
            return False
        day = published[:10]
        return (self.first is None or day >= self.first.isoformat()) and (
            self.last is None or day <= self.last.isoformat()
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles a search is confined to: all that a field does not exclude.

    `published` excludes undated articles too. `source` is a publisher's name or the host of its site. `articles` are
    ids. `preferred` excludes nothing: articles published on these days rank higher.
    """

    published: Days | None = None
    source: str | None = None
    articles: tuple[str, ...] = ()
    preferred: tuple[Days, ...] = ()

    @property
    def confines(self) -> bool:
        """Say whether anything is excluded."""
        return bool(self.published or self.source or self.articles)


EVERYTHING = Scope()
