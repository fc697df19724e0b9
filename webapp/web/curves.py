"""Lines over weeks as paths of an inline picture; what nobody knows is a gap in them. Pure.

A picture is ``WIDTH`` by ``HEIGHT`` in its own measure, and a stylesheet stretches it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, EDGE = 600, 96, 6
Values = Sequence[float | None]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths of a line and of its points, and the gaps in it: where each begins, and how wide it is."""

    line: str
    dots: str
    gaps: Sequence[tuple[float, float]]


def drawn(values: Values, *, low: float, high: float) -> Drawing:
    """Return how values look one after the other, between a lowest and a highest."""
    points = _points(values, low, high)
    line = "".join(f"{'L' if place - 1 in points else 'M'}{x:g} {y:g}" for place, (x, y) in points.items())
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in points.values())
    holes = [(points[one][0], points[other][0]) for one, other in pairwise(points) if other > one + 1]
    return Drawing(line, dots, [(one, round(other - one, 1)) for one, other in holes])


def band(lower: Values, upper: Values, *, low: float, high: float) -> str:
    """Return the path of what lies between two lines, a piece for each stretch without a gap."""
    below, above = _points(lower, low, high), _points(upper, low, high)
    pieces = []
    for stretch in _stretches(sorted(below.keys() & above.keys())):
        edge = [*(above[place] for place in stretch), *(below[place] for place in reversed(stretch))]
        pieces.append("M" + "L".join(f"{x:g} {y:g}" for x, y in edge) + "Z")
    return "".join(pieces)


def _points(values: Values, low: float, high: float) -> dict[int, Point]:
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    return {
        place: (round(EDGE + place * step, 1), _y(value, low, high))
        for place, value in enumerate(values)
        if value is not None
    }


def _stretches(places: Sequence[int]) -> Iterator[list[int]]:
    stretch: list[int] = []
    for place in places:
        if stretch and place != stretch[-1] + 1:
            yield stretch
            stretch = []
        stretch.append(place)
    if stretch:
        yield stretch


def _y(value: float, low: float, high: float) -> float:
    """Return how far below the top a value lies; one that never changed lies in the middle."""
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)
