"""Shapes as lists of points, in the print's own pixels (origin at the top left)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import cos, hypot, pi, radians, sin
from random import Random

Point = tuple[float, float]
Shape = Sequence[Point]


def rectangle(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Give an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def ellipse(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0) -> list[Point]:
    """Give an ellipse around (x, y), turned by degrees; one radius makes a circle."""
    ry = rx if ry is None else ry
    c, s = cos(radians(turn)), sin(radians(turn))
    points = []
    for step in range(96):
        a = 2 * pi * step / 96
        u, v = rx * cos(a), ry * sin(a)
        points.append((x + u * c - v * s, y + u * s + v * c))
    return points


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[Point]:
    """Give points along an arc from start to end degrees (0 is right, 90 is down)."""
    steps = max(8, int(abs(end - start) / 4))
    angles = [radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in angles]


def smooth(points: Shape, *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Give a Catmull-Rom curve through the points."""
    n = len(points)
    found: list[Point] = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        else:
            p0, p1 = points[max(i - 1, 0)], points[i]
            p2, p3 = points[i + 1], points[min(i + 2, n - 1)]
        for step in range(steps):
            t = step / steps
            found.append(
                (_between(p0[0], p1[0], p2[0], p3[0], t), _between(p0[1], p1[1], p2[1], p3[1], t))
            )
    if not closed:
        found.append(points[-1])
    return found


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )


def brush(path: Shape, width: Callable[[float], float] | float) -> list[Point]:
    """Give the outline of a stroke whose width may change along the path (t from 0 to 1)."""
    thick = width if callable(width) else (lambda _t: width)
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(path):
        ax, ay = path[max(i - 1, 0)]
        bx, by = path[min(i + 1, len(path) - 1)]
        length = hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / length, (bx - ax) / length
        w = thick(i / max(len(path) - 1, 1)) / 2
        left.append((x + nx * w, y + ny * w))
        right.append((x - nx * w, y - ny * w))
    return left + right[::-1]


def taper(most: float, least: float = 0) -> Callable[[float], float]:
    """Give a width that swells from ``least`` at the ends to ``most`` in the middle."""
    return lambda t: least + (most - least) * sin(pi * t)


def narrowing(start: float, end: float) -> Callable[[float], float]:
    """Give a width that goes evenly from ``start`` to ``end``."""
    return lambda t: start + (end - start) * t


def wave(
    left: float, right: float, y: float, height: float, length: float, phase: float = 0
) -> list[Point]:
    """Give a sine line from left to right."""
    steps = max(int((right - left) / 8), 2)
    xs = [left + (right - left) * step / steps for step in range(steps + 1)]
    return [(x, y + height * sin(2 * pi * x / length + phase)) for x in xs]


def scallops(left: float, right: float, y: float, depth: float, count: int) -> list[Point]:
    """Give a row of hanging half rounds, as below an awning or along a swell."""
    width = (right - left) / count
    points: list[Point] = []
    for n in range(count):
        points += arc(left + width * (n + 0.5), y, width / 2, depth, 180, 0)
    return points


def move(
    shape: Iterable[Point],
    x: float = 0,
    y: float = 0,
    scale: float = 1,
    turn: float = 0,
    flip: bool = False,
) -> list[Point]:
    """Give the shape flipped, scaled and turned around the origin, then moved."""
    c, s = cos(radians(turn)) * scale, sin(radians(turn)) * scale
    sign = -1 if flip else 1
    return [(x + sign * px * c - py * s, y + sign * px * s + py * c) for px, py in shape]


def by_hand(shape: Iterable[Point], seed: int, amount: float = 3) -> list[Point]:
    """Give the shape with each corner a little off, as a knife cuts it."""
    hand = Random(seed)
    return [
        (x + hand.uniform(-amount, amount), y + hand.uniform(-amount, amount)) for x, y in shape
    ]
