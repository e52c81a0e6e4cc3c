"""The town from the water tower: rows of gables down to the sea."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import gull
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    rectangle,
    smooth,
    taper,
    wave,
)


def roofs() -> Print:
    """The town from the water tower: rows of gables down to the sea."""
    p = Print(51)
    p.fade(p.sheet, (0, 0), (0, 260), opaque=True, sea=(0.36, 0.0))
    p.fill(ellipse(1240, 176, 92), sea=0)
    p.fill(brush(wave(1060, 1480, 150, 3, 300), taper(12)), sea=0.33)
    p.fill(rectangle(-20, 232, 1620, 360), sea=0.66)
    hand = Random(2)
    for row in range(7):
        for _ in range(7):
            x, long = hand.uniform(0, 1600), 30 + row * 22
            p.fill(
                brush(
                    [(x - long, 240 + row * 14), (x, 242 + row * 14), (x + long, 240 + row * 14)],
                    taper(3 + row * 0.7),
                )
            )
    p.fill(smooth([(-20, 236), (160, 212), (380, 222), (560, 236)]), sea=1, blue=0.33)
    rows: list[tuple[float, float, dict[str, float], dict[str, float]]] = [
        (330, 92, {"blue": 0.33, "sea": 0.33}, {"blue": 0.66, "sea": 0.33}),
        (440, 132, {"blue": 0.33, "sea": 0.66}, {"blue": 0.66, "sea": 0.66}),
        (580, 180, {"blue": 0.66, "sea": 0.33}, {"blue": 1, "sea": 0.33}),
        (770, 250, {"blue": 1}, {"blue": 1, "sea": 1}),
    ]
    for n, (base, wide, wall, roof) in enumerate(rows):
        if n == 2:
            _clock_tower(p)
        x = -60 - 34 * n
        while x < 1640:
            width = wide * hand.uniform(0.72, 1.2)
            rise, high = width * hand.uniform(0.42, 0.62), wide * hand.uniform(0.55, 0.95)
            red = n == 2 and 1010 < x < 1010 + wide
            _house(p, x, base, width, high, rise, 940, n, wall, {"red": 1} if red else roof, hand)
            x += width
    for x, y, s in ((520, 92, 34), (620, 140, 20), (900, 70, 26)):
        gull(p, x, y, s, 5, blue=1)
    return p


def _house(
    p: Print,
    x: float,
    base: float,
    width: float,
    high: float,
    rise: float,
    floor: float,
    row: int,
    wall: dict[str, float],
    roof: dict[str, float],
    hand: Random,
) -> None:
    top = base - high * 0.4
    side = hand.random() < 0.4
    cx = x + width * hand.uniform(0.62, 0.8)
    p.fill(rectangle(cx, top - rise * 0.9, cx + width * 0.1, top), **roof)
    p.fill(
        rectangle(cx - width * 0.015, top - rise * 0.96, cx + width * 0.115, top - rise * 0.86),
        **wall,
    )
    if hand.random() < 0.3 and not 980 < x < 1180:
        sx, sy = cx + width * 0.05, top - rise * 0.96
        puff = smooth(
            [
                (sx, sy),
                (sx + 16, sy - 30 - 6 * row),
                (sx + 2, sy - 64 - 11 * row),
                (sx + 44, sy - 104 - 18 * row),
                (sx + 96, sy - 116 - 22 * row),
            ]
        )
        p.fill(brush(puff, taper(17 + row * 4, 2)))
    if side:
        p.fill(rectangle(x, top, x + width, floor), **wall)
        p.fill(
            [
                (x - 4, top + 4),
                (x + width * 0.1, top - rise * 0.72),
                (x + width * 0.9, top - rise * 0.72),
                (x + width + 4, top + 4),
            ],
            **roof,
        )
        for k in range(5):
            y = top - rise * 0.72 * (k + 0.5) / 5
            p.over_line(
                [(x + width * 0.06, y), (x + width * 0.94, y)],
                2,
                blue=0.33 if "red" in roof or row < 2 else 0.66,
            )
    else:
        p.fill(
            [
                (x, floor),
                (x, top),
                (x + width / 2, top - rise),
                (x + width, top),
                (x + width, floor),
            ],
            **wall,
        )
        eave = [(x - 6, top + 5), (x + width / 2, top - rise - 3), (x + width + 6, top + 5)]
        p.fill(brush(eave, 10 + row * 3), **roof)
    columns = 2 if width < wide_enough(row) else 3
    pane = width * 0.15
    for line in range(4):
        y = top + pane * 0.7 + line * pane * 2.1
        for column in range(columns):
            px = x + width * (column + 0.5) / columns - pane / 2
            if hand.random() < 0.34 + 0.06 * row:
                p.fill(rectangle(px, y, px + pane, y + pane * 1.3))
                p.fill(rectangle(px + pane * 0.44, y, px + pane * 0.56, y + pane * 1.3), **wall)
            else:
                p.fill(
                    rectangle(px, y, px + pane, y + pane * 1.3),
                    **({"blue": 1} if row < 3 else {"blue": 0.66}),
                )


def wide_enough(row: int) -> float:
    """Width from which a gable of this row has three windows side by side."""
    return (96, 138, 186, 262)[row]


def _clock_tower(p: Print) -> None:
    p.fill(rectangle(352, 190, 446, 700), blue=0.66, sea=0.66)
    p.fill(rectangle(404, 190, 446, 700), blue=1, sea=0.66)
    p.fill(rectangle(342, 182, 456, 200), blue=1)
    p.fill([(346, 184), (399, 60), (452, 184)], blue=1, sea=0.33)
    p.fill(rectangle(397, 22, 401, 66), blue=1)
    p.fill(ellipse(399, 252, 33))
    for n in range(12):
        tick = arc(399, 252, 26, 26, n * 30, n * 30 + 1)[0]
        p.fill(ellipse(*tick, 2.2), blue=1)
    p.fill(brush([(399, 252), (399, 228)], 4), blue=1)
    p.fill(brush([(399, 252), (414, 262)], 5), blue=1)
