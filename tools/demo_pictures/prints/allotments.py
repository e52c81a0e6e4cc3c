"""The allotments from the gas tower: forty plots, one shed painted red."""

from __future__ import annotations

from math import sin
from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    Shape,
    brush,
    ellipse,
    rectangle,
    taper,
)

INK_GREEN = (96, 138, 92)


def allotments() -> Print:
    """The allotments from the gas tower: forty plots, one shed painted red."""
    p = Print(63, sea=INK_GREEN)
    p.fill(p.sheet)
    hand = Random(12)
    columns, rows = 6, 4

    def corner(c: float, r: float) -> Point:
        x, y = c / columns * 1840 - 120, r / rows * 1120 - 110
        return x + 60 * sin(r * 1.1) + 0.16 * y - 60, y + 46 * sin(c * 0.9 + 0.6) - 0.06 * x + 40

    kinds = ["rows", "dots", "solid", "cross", "rows", "bush", "rows", "dots", "stripes"]
    for r in range(rows):
        for c in range(columns):
            gap = 0.06
            quad = [
                corner(c + gap, r + gap),
                corner(c + 1 - gap, r + gap),
                corner(c + 1 - gap, r + 1 - gap),
                corner(c + gap, r + 1 - gap),
            ]
            kind = kinds[(c * 5 + r * 7 + c * r) % len(kinds)]
            ground = (
                {"sea": 0.33},
                {"sea": 0.66},
                {"blue": 0.33},
                {"sea": 1.0},
                {"sea": 0.66, "blue": 0.33},
            )[(c * 3 + r * 2) % 5]
            p.fill(quad, **ground)
            with p.within(quad):
                _crop(p, quad, kind, ground, hand)
            if (c + r * 2) % 3 != 1:
                _shed(
                    p,
                    *corner(c + 0.2 + 0.34 * ((c + r) % 2), r + 0.3),
                    red=(c, r) == (3, 1),
                    hand=hand,
                )
    figure(p, 1044, 560, 92, stride=9, coat={"blue": 1}, hat=True)
    figure(p, 470, 300, 84, stride=7, flip=True, coat={"blue": 1}, bag=True)
    figure(p, 350, 742, 98, stride=8, coat={"blue": 1})
    return p


def _crop(p: Print, quad: Shape, kind: str, ground: dict[str, float], hand: Random) -> None:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    dark = {"sea": 1.0, "blue": 0.66} if ground.get("sea", 0) > 0.5 else {"blue": 1.0}

    def point(u: float, v: float) -> Point:
        return (
            (ax * (1 - u) + bx * u) * (1 - v) + (dx * (1 - u) + cx * u) * v,
            (ay * (1 - u) + by * u) * (1 - v) + (dy * (1 - u) + cy * u) * v,
        )

    if kind in ("rows", "stripes"):
        count = 9 if kind == "rows" else 6
        for n in range(count):
            v = (n + 0.5) / count
            p.fill(
                brush([point(-0.1, v), point(0.5, v), point(1.1, v)], 9 if kind == "rows" else 17),
                **(dark if kind == "rows" else {}),
            )
    elif kind == "cross":
        for n in range(7):
            v = (n + 0.5) / 7
            p.fill(brush([point(v, 0), point(v, 1)], 5))
            p.fill(brush([point(0, v), point(1, v)], 5))
    elif kind in ("dots", "bush"):
        count = 7 if kind == "dots" else 4
        for n in range(count):
            for m in range(count):
                x, y = point((n + 0.5) / count, (m + 0.5) / count)
                r = 9 if kind == "dots" else hand.uniform(17, 27)
                p.fill(ellipse(x + 3, y + 4, r * 1.1, r * 0.9), blue=1)
                p.fill(ellipse(x, y, r, r * 0.82), **({} if kind == "dots" else {"sea": 1}))
    else:
        for _ in range(26):
            x, y = point(hand.random(), hand.random())
            p.fill(brush([(x - 10, y), (x, y - 3), (x + 10, y)], taper(5)))


def _shed(p: Print, x: float, y: float, *, red: bool, hand: Random) -> None:
    w, h = hand.uniform(62, 84), hand.uniform(44, 56)
    p.fill([(x, y + h), (x + w, y + h), (x + w + 44, y + h + 26), (x + 40, y + h + 26)], blue=1)
    p.fill(rectangle(x, y, x + w, y + h), **({"red": 1} if red else {}))
    p.fill([(x - 8, y + 4), (x + 10, y - 30), (x + w + 2, y - 30), (x + w + 8, y + 4)], blue=1)
    p.fill(brush([(x + 8, y - 18), (x + w, y - 18)], 3), blue=0)
    p.fill(rectangle(x + w * 0.14, y + 16, x + w * 0.36, y + h), blue=1)
    p.fill(rectangle(x + w * 0.58, y + 14, x + w * 0.84, y + h * 0.6), blue=1)
