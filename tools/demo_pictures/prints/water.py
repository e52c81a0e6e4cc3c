"""Water and what flies over it, for every print that has some."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    brush,
    move,
    smooth,
    taper,
)


def swell(
    p: Print,
    top: float,
    bottom: float,
    *,
    rows: int,
    seed: int,
    left: float = 0,
    right: float | None = None,
    drift: float = 0,
    **inks: float,
) -> None:
    """Cut rows of short tapered strokes that grow towards the reader."""
    hand = Random(seed)
    right = p.width if right is None else right
    for row in range(rows):
        t = (row + 0.5) / rows
        y = top + (bottom - top) * t**1.6
        long, thick = 40 + 230 * t, 2.5 + 13 * t
        x = left - hand.uniform(0, long) + drift * t
        while x < right:
            length = long * hand.uniform(0.7, 1.4)
            bow = smooth(
                [
                    (x, y),
                    (x + length * 0.3, y + thick * 0.9),
                    (x + length * 0.7, y + thick * 0.9),
                    (x + length, y - thick * 0.2),
                ]
            )
            p.fill(brush(bow, taper(thick * hand.uniform(0.7, 1.2))), **inks)
            x += length * hand.uniform(1.25, 2.1)


def gull(p: Print, x: float, y: float, size: float, turn: float = 0, **inks: float) -> None:
    """Cut a gull seen from afar."""
    wings = smooth(
        [(-1, 0.05), (-0.62, -0.32), (-0.2, -0.1), (0, 0.08), (0.2, -0.1), (0.62, -0.32), (1, 0.05)]
    )
    p.fill(move(brush(wings, taper(0.2)), x, y, size, turn), **inks)
