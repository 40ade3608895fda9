"""Draw lines over a logarithmic scale as SVG: a screenful, since no light library with a permissive licence does it."""

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Points = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 80, 210, 40, 50
COLOURS = ("#0b6e99", "#b5541c", "#4a7a2c", "#7b3f8c", "#8a6d00", "#555555")
FONT = 'font-family="sans-serif" font-size="13" fill="#222"'


def plotted(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """Return an SVG of named lines, both axes logarithmic; there must be a point, and none at or below zero."""
    points = [point for line in lines.values() for point in line]
    xs, ys = _Axis([x for x, _ in points], LEFT, WIDTH - RIGHT), _Axis([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, TOP - 16, title, 'font-weight="bold"'),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across, 'text-anchor="middle"'),
        _text(8, TOP - 16, up),
    ]
    for value in xs.marks:
        parts.append(_rule(xs.at(value), TOP, xs.at(value), HEIGHT - BOTTOM))
        parts.append(_text(xs.at(value), HEIGHT - BOTTOM + 18, f"{value:,.10g}", 'text-anchor="middle"'))
    for value in ys.marks:
        parts.append(_rule(LEFT, ys.at(value), WIDTH - RIGHT, ys.at(value)))
        parts.append(_text(LEFT - 8, ys.at(value) + 4, f"{value:,.10g}", 'text-anchor="end"'))
    for at, (name, line) in enumerate(lines.items()):
        colour = COLOURS[at % len(COLOURS)]
        placed = [(xs.at(x), ys.at(y)) for x, y in line]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        parts.append(_rule(WIDTH - RIGHT + 12, TOP + 20 * at, WIDTH - RIGHT + 32, TOP + 20 * at, colour, 2))
        parts.append(_text(WIDTH - RIGHT + 38, TOP + 20 * at + 4, name))
    return "\n".join([*parts, "</svg>", ""])


class _Axis:
    """A logarithmic axis between two places, over whole powers of ten."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._first, self._last = first, last

    @property
    def marks(self) -> list[float]:
        """Return the powers of ten."""
        return [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        """Return the place of a value."""
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._first + share * (self._last - self._first)


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {FONT} {more}>{escape(text)}</text>'


def _rule(x: float, y: float, to_x: float, to_y: float, colour: str = "#ddd", width: int = 1) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{colour}" stroke-width="{width}"/>'
