"""The catch on the slab, all but one the same way round."""

from __future__ import annotations

from math import cos, sin
from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    move,
    smooth,
    taper,
)


def fish() -> Print:
    """The catch on the slab, all but one the same way round."""
    p = Print(44)
    p.fill(p.sheet, sea=0.33)
    hand = Random(9)
    for _ in range(240):
        p.fill(
            ellipse(
                hand.uniform(0, 1600), hand.uniform(0, 900), hand.uniform(3, 9), hand.uniform(2, 6)
            )
        )
    for row in range(4):
        for column in range(-1, 5):
            x = 150 + column * 412 + (206 if row % 2 else 0)
            y = 126 + row * 216
            odd = (row, column) == (2, 2)
            _fish(p, x, y + hand.uniform(-8, 8), 1, hand.uniform(-4, 4), flip=odd, red=odd)
    return p


def _fish(p: Print, x: float, y: float, s: float, turn: float, *, flip: bool, red: bool) -> None:
    ink: dict[str, float] = {"red": 1} if red else {"blue": 1}

    def at(points: list[Point]) -> list[Point]:
        return move(points, x, y, s, turn, flip)

    p.over(
        at(
            [
                (px + 6, py + 14)
                for px, py in smooth(
                    [
                        (-176, 4),
                        (-110, -52),
                        (-10, -70),
                        (90, -40),
                        (130, -14),
                        (130, 16),
                        (90, 38),
                        (-10, 62),
                        (-110, 48),
                    ],
                    closed=True,
                )
            ]
        ),
        sea=1,
    )
    body = smooth(
        [
            (-180, 6),
            (-150, -26),
            (-90, -58),
            (-10, -70),
            (70, -48),
            (128, -14),
            (136, 2),
            (128, 18),
            (70, 44),
            (-10, 62),
            (-90, 54),
            (-150, 32),
        ],
        closed=True,
    )
    p.fill(
        at(
            smooth(
                [
                    (120, 0),
                    (160, -40),
                    (196, -66),
                    (182, -20),
                    (176, 2),
                    (182, 24),
                    (198, 66),
                    (160, 40),
                ],
                closed=True,
            )
        ),
        **ink,
    )
    p.fill(at(smooth([(-50, -62), (0, -106), (50, -88), (86, -44)])), **ink)
    p.fill(at(smooth([(-10, 58), (20, 92), (50, 82), (56, 46)])), **ink)
    p.fill(at(body), **ink)
    belly = smooth(
        [
            (-160, 22),
            (-90, 30),
            (0, 34),
            (90, 22),
            (128, 12),
            (70, 43),
            (-10, 61),
            (-90, 53),
            (-150, 32),
        ]
    )
    p.fill(at(belly), sea=0 if red else 0.33)
    p.fill(at(brush(smooth([(-88, -52), (-66, -20), (-66, 16), (-84, 48)]), taper(9, 3))))
    p.fill(at(ellipse(-126, -14, 14)))
    p.fill(at(ellipse(-127, -14, 7)), blue=1)
    p.fill(at(brush([(-180, 8), (-162, 12), (-146, 8)], taper(5))))
    for column in range(9):
        for row in range(3):
            sx = -40 + column * 20 + 10 * (row % 2)
            sy = -38 + row * 19 + 0.0 * cos(column)
            if abs(sy) < 56 - 0.4 * abs(sx + 20) * (1 if sx > 0 else 0.6) + 2 * sin(column):
                p.fill(at(brush(arc(sx, sy, 9, 9, 290, 430), taper(5))))
    for n in range(3):
        p.fill(at(brush([(150 + n * 6, -18 + n * 18), (182 + n * 2, -34 + n * 32)], 3)))
    p.fill(at(brush(smooth([(-46, 10), (-16, 26), (10, 22)]), taper(8, 2))))
