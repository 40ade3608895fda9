"""A line in which everybody comes up in turn, however many questions each has in it."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Generic, TypeVar


@dataclass(eq=False, slots=True)
class Place:
    """One question in the line, and whose it is."""

    user_id: int
    guild_id: int | None


_Place = TypeVar("_Place", bound=Place)


class Line(Generic[_Place]):
    """Questions in the order of their coming for each person, and one of each person's after the other."""

    def __init__(self) -> None:
        self._of: dict[int, deque[_Place]] = {}  # in the order in which people's turns come

    def __len__(self) -> int:
        return sum(len(own) for own in self._of.values())

    def waiting(self, user_id: int) -> int:
        """Return how many questions somebody has in the line."""
        return len(self._of.get(user_id, ()))

    def join(self, place: _Place) -> None:
        """Take the last place among one's own."""
        self._of.setdefault(place.user_id, deque()).append(place)

    def leave(self, place: _Place) -> None:
        """Give a place up; nothing happens if it is not in the line any more."""
        own: deque[_Place] = self._of.get(place.user_id, deque())
        if place in own:
            own.remove(place)
        if not own:
            self._of.pop(place.user_id, None)

    def come_up(self, ready: Callable[[_Place], bool]) -> _Place | None:
        """Take out the first question that is ready, and let its asker's next one wait for all others; else None."""
        place = next(filter(ready, self._first()), None)
        if place:
            self.leave(place)
            if own := self._of.pop(place.user_id, None):
                self._of[place.user_id] = own
        return place

    def soonest(self, wait_s: Callable[[_Place], float]) -> float | None:
        """Return the shortest wait of those who are first among their own; None if nobody is in the line."""
        return min(map(wait_s, self._first()), default=None)

    def position(self, place: _Place) -> int:
        """Return the place of a question in that order, 1 for the first; it must be in the line."""
        own = self._of[place.user_id]
        at, before = own.index(place), True
        position = 1 + at
        for user_id, others in self._of.items():
            if user_id == place.user_id:
                before = False
            else:
                position += min(len(others), at + 1 if before else at)
        return position

    def __iter__(self) -> Iterator[_Place]:
        """Yield the questions as they come up if all are ready."""
        rounds = ([own[at] for own in self._of.values() if at < len(own)] for at in count())
        for together in takewhile(bool, rounds):
            yield from together

    def _first(self) -> list[_Place]:
        return [own[0] for own in self._of.values()]
