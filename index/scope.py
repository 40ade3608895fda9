"""What a search is confined to, and what it prefers."""

from dataclasses import dataclass
from datetime import date

from index.article import Key

HALF_LIFE_DAYS = 14
A_ZONE_DAYS = 1  # an article of tomorrow by another time zone


@dataclass(frozen=True, slots=True)
class DayRange:
    """A run of days, both ends included; None is open."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        """Return the run as people read it."""
        ends = (f"from {self.first}" if self.first else "", f"until {self.last}" if self.last else "")
        return " ".join(filter(None, ends))

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
    keys. Of the quoted `phrases` at least `least_phrases` must stand in a passage, or in its article's title, word for
    word, or be its source's name. The others exclude nothing: what holds more phrases ranks higher, so do articles
    published on `preferred` days or by `named` sources, and those published not long before `moment`, the day of a
    question about the news.
    """

    published: DayRange | None = None
    source: str | None = None
    articles: tuple[Key, ...] = ()
    phrases: tuple[str, ...] = ()
    least_phrases: int = 0
    preferred: tuple[DayRange, ...] = ()
    named: tuple[str, ...] = ()
    moment: date | None = None

    @classmethod
    def since(cls, day: date | None) -> "Scope":
        """Return the scope of what was published from a day on, of everything without one."""
        return cls(published=DayRange(day, None) if day else None)

    @property
    def confines(self) -> bool:
        """Say whether any article is excluded."""
        return bool(self.published or self.source or self.articles)

    @property
    def excludes(self) -> bool:
        """Say whether any passage is excluded."""
        return self.confines or self.least_phrases > 0

    def recency(self, published: str | None) -> float:
        """Return how recent an article is at the moment, 0 to 1: half after HALF_LIFE_DAYS, 0 if either is unknown."""
        if self.moment is None or not published:
            return 0.0
        age = (self.moment - date.fromisoformat(published[:10])).days
        return 2.0 ** (-max(age, 0) / HALF_LIFE_DAYS) if age >= -A_ZONE_DAYS else 0.0


EVERYTHING = Scope()
