"""The bridge as it was drawn, with a red pencil on the third pier."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
    taper,
)


def bridge_plan() -> Print:
    """The bridge as it was drawn, with a red pencil on the third pier."""
    p = Print(75, 1500, 1000)
    p.fill(p.sheet, blue=1)
    p.fade(p.sheet, (0, 0), (1500, 1000), blue=(1, 0.7), sea=(0.66, 0.66))
    turn = -3.2

    def at(points: list[Point]) -> list[Point]:
        return move(points, 745, 500, 1, turn)

    def ink(path: list[Point], width: float, **mix: float) -> None:
        p.fill(at(brush(path, width)), **(mix or {"blue": 1}))

    p.fill(at(rectangle(-650, -380, 690, 410)), blue=1, sea=1)
    p.fill(at(rectangle(-670, -400, 670, 390)))
    p.fill(at([(670, -400), (670, -310), (590, -400)]), sea=0.33)
    for k in range(26):
        ink([(-650 + k * 51.2, -384), (-650 + k * 51.2, 374)], 1.6, sea=0.33)
    for k in range(15):
        ink([(-654, -372 + k * 51.2), (654, -372 + k * 51.2)], 1.6, sea=0.33)
    ink([(-650, -380), (650, -380), (650, 370), (-650, 370), (-650, -380)], 4)

    # Elevation: deck, four arches, piers in the water.
    def deck(rise: float) -> list[Point]:
        return [(x, rise - 36 * (1 - (x / 620) ** 2)) for x in range(-620, 621, 20)]

    ink(deck(-150), 12)
    ink(deck(-128), 4)
    for k in range(41):
        x = -600 + k * 30
        y = -150 - 36 * (1 - (x / 620) ** 2)
        ink([(x, y), (x, y - 26)], 3)
    ink(deck(-178), 4)
    piers = (-400, -135, 135, 400)
    ends = (-620, *piers, 620)
    for a, b in pairwise(ends):
        middle, half = (a + b) / 2, (b - a) / 2 - 20
        rise = 120 if half > 100 else 104
        for grow, width in ((0, 6.0), (16, 3.0)):
            ink(arc(middle, 20, half + grow * 0.6, rise + grow, 180, 360), width)
        for d in range(190, 360, 17):
            c, s = cos(radians(d)), sin(radians(d))
            ink(
                [
                    (middle + half * c, 20 + rise * s),
                    (middle + (half + 9) * c, 20 + (rise + 16) * s),
                ],
                2.4,
            )
    for x in piers:
        p.fill(at([(x - 20, 20), (x + 20, 20), (x + 32, 170), (x - 32, 170)]))
        ink([(x - 20, 20), (x - 32, 170), (x + 32, 170), (x + 20, 20)], 4)
        with p.within(at([(x - 20, 20), (x + 20, 20), (x + 32, 170), (x - 32, 170)])):
            for k in range(14):
                ink([(x - 60, 30 + k * 18), (x + 60, -30 + k * 18)], 2.4)
    for side in (-1, 1):
        bank = smooth(
            [
                (side * 620, -120),
                (side * 612, 40),
                (side * 570, 110),
                (side * 500, 176),
                (side * 500, 196),
                (side * 640, 198),
            ]
        )
        p.fill(at([*bank, (side * 640, -120)]), sea=0.66)
    for k in range(4):
        for a in (-360, -100, 170, 330):
            ink(
                smooth(
                    [(a + k * 9, 96 + k * 17), (a + 50, 92 + k * 17), (a + 96 - k * 5, 97 + k * 17)]
                ),
                4,
                sea=1,
            )
    # Dimensions.
    ink([(-620, 250), (620, 250)], 2.6)
    for x in ends:
        ink([(x, 226), (x, 264)], 2.6)
        ink([(x - 9, 259), (x + 9, 241)], 4)
    for a, b in pairwise(ends):
        middle = (a + b) / 2
        p.fill(at(rectangle(middle - 34, 232, middle + 34, 246)))
        ink([(middle - 24, 236), (middle + 6, 236)], 8)
        ink([(middle + 12, 236), (middle + 24, 236)], 8)
    # Section and title block.
    p.fill(at(rectangle(360, 282, 650, 370)))
    ink([(360, 282), (650, 282), (650, 370), (360, 370), (360, 282)], 4)
    ink([(360, 312), (650, 312)], 3)
    ink([(520, 312), (520, 370)], 3)
    ink([(376, 298), (560, 298)], 7)
    for k in range(3):
        ink([(376, 326 + k * 14), (496 - k * 22, 326 + k * 14)], 3)
        ink([(534, 326 + k * 14), (632 - k * 12, 326 + k * 14)], 3)
    ink([(-620, 318), (-300, 318)], 8)
    for k in range(5):
        ink([(-620 + k * 80, 306), (-620 + k * 80, 330)], 3)
    p.fill(at(ellipse(-590, -330, 30)))
    ink([(-590, -362), (-590, -296)], 3)
    p.fill(at([(-590, -366), (-578, -330), (-602, -330)]), blue=1)
    # What the red pencil found, and the pencil.
    ring = [
        (x + 4 * sin(n), y + 3 * cos(2 * n))
        for n, (x, y) in enumerate(arc(135, 96, 84, 116, -60, 325))
    ]
    p.fill(at(brush(ring, taper(13, 6))), red=1)
    p.fill(at(brush(smooth([(206, 40), (270, -40), (330, -270)]), narrowing(9, 7))), red=1)
    for k in range(2):
        p.fill(
            at(
                brush(
                    smooth(
                        [(316, -330 + k * 34), (390, -336 + k * 34), (480 - k * 60, -328 + k * 34)]
                    ),
                    8,
                )
            ),
            red=1,
        )

    def pencil(points: list[Point]) -> list[Point]:
        return move(points, 1080, 700, 1, 38)

    p.fill([(x + 16, y + 22) for x, y in pencil(rectangle(-20, -22, 420, 22))], blue=1)
    p.fill(pencil(rectangle(0, -24, 420, 24)), red=1)
    p.fill(pencil(rectangle(0, 8, 420, 24)), red=1, blue=0.66)
    p.fill(pencil(rectangle(396, -24, 424, 24)))
    p.fill(pencil([(4, -29), (4, 29), (-76, 0)]), blue=1)
    p.fill(pencil([(0, -24), (0, 24), (-66, 0)]))
    p.fill(pencil([(-44, -8), (-44, 8), (-66, 0)]), red=1)
    return p
