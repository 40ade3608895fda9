"""A line in which everybody comes up in turn, however much each has in it."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Generic, TypeVar


@dataclass(eq=False, slots=True)
class Place:
    """One thing that waits in the line, and whose it is: a person's, or a server's."""

    whose: int


_Place = TypeVar("_Place", bound=Place)


class Line(Generic[_Place]):
    """What waits, in the order of its coming for each whose it is, and one of each after the other."""

    def __init__(self) -> None:
        self._of: dict[int, deque[_Place]] = {}  # in the order in which their turns come

    def __len__(self) -> int:
        return sum(len(own) for own in self._of.values())

    def waiting(self, whose: int) -> int:
        """Return how much of somebody's is in the line."""
        return len(self._of.get(whose, ()))

    def join(self, place: _Place) -> None:
        """Take the last place among one's own."""
        self._of.setdefault(place.whose, deque()).append(place)

    def leave(self, place: _Place) -> None:
        """Give a place up; nothing happens if it is not in the line any more."""
        own: deque[_Place] = self._of.get(place.whose, deque())
        if place in own:
            own.remove(place)
        if not own:
            self._of.pop(place.whose, None)

    def come_up(self, ready: Callable[[_Place], bool]) -> _Place | None:
        """Take out the first that is ready, and let the next one of the same wait for all others; else None."""
        place = next(filter(ready, self._first()), None)
        if place:
            self.leave(place)
            if own := self._of.pop(place.whose, None):
                self._of[place.whose] = own
        return place

    def soonest(self, wait_s: Callable[[_Place], float]) -> float | None:
        """Return the shortest wait of those who are first among their own; None if nobody is in the line."""
        return min(map(wait_s, self._first()), default=None)

    def position(self, place: _Place) -> int:
        """Return the place of one in that order, 1 for the first; it must be in the line."""
        own = self._of[place.whose]
        at, before = own.index(place), True
        position = 1 + at
        for whose, others in self._of.items():
            if whose == place.whose:
                before = False
            else:
                position += min(len(others), at + 1 if before else at)
        return position

    def __iter__(self) -> Iterator[_Place]:
        """Yield what waits as it comes up if all is ready."""
        rounds = ([own[at] for own in self._of.values() if at < len(own)] for at in count())
        for together in takewhile(bool, rounds):
            yield from together

    def _first(self) -> list[_Place]:
        return [own[0] for own in self._of.values()]
