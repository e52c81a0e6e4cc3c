"""The ferry comes alongside: one moment of the film."""

from __future__ import annotations

from math import pi, sin

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import gull
from tools.demo_pictures.shapes import (
    Point,
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
    taper,
    wave,
)


def landing(t: float = 1) -> Print:
    """The Odile comes from the right and stops at the ramp; ``t`` goes from 0 to 1."""
    p = Print(91, 960, 540, wear=0)
    p.fill(p.sheet, sea=0.33)
    p.fill(ellipse(300, 150, 78), red=1)
    p.fill(brush(wave(170, 420, 128, 2, 200), taper(7)), sea=0.33)
    hills = [(-20, 262), (120, 224), (300, 240), (520, 214), (740, 240), (980, 206)]
    p.fill([*smooth(hills), (980, 320), (-20, 320)], sea=0.66)
    p.fill(rectangle(-20, 300, 980, 560), sea=1)
    for row in range(9):
        y, long = 314 + row * row * 3.1, 40 + row * 16
        drift = 9 * sin(2 * pi * (2 * t + row / 3))
        for n in range(9):
            x = -60 + n * 130 + (row * 53) % 130 + drift
            bow = smooth([(x, y), (x + long / 2, y + 3 + row * 0.5), (x + long, y)])
            ink = {"sea": 0.33} if (row + n) % 3 else {"sea": 1.0, "blue": 0.66}
            p.fill(brush(bow, taper(2.5 + row * 0.8)), **ink)
    way = 1 - (1 - min(t / 0.82, 1)) ** 2.4
    _odile(p, 1330 - 800 * way, 392 + 2.4 * sin(2 * pi * 3 * t), 1 - way)
    _quay(p)
    gull(p, 470 + 60 * t, 90 + 10 * sin(4 * pi * t), 26, 6 * sin(2 * pi * t), blue=1)
    gull(p, 640 - 40 * t, 130 + 8 * sin(5 * pi * t), 18, -6, blue=1)
    return p


def _odile(p: Print, x: float, y: float, speed: float) -> None:
    def at(points: list[Point]) -> list[Point]:
        return move(points, x, y)

    smoke = smooth(
        [(40, -204), (80, -222 - 10 * speed), (150 + 60 * speed, -226), (190 + 120 * speed, -240)]
    )
    p.fill(brush(at(smoke), taper(22, 4)))
    p.fill(at([(10, -206), (62, -206), (74, -122), (0, -122)]), blue=1)
    p.fill(at([(8, -190), (64, -190), (66, -172), (6, -172)]), red=1)
    p.fill(at(rectangle(-92, -230, -88, -150)), blue=1)
    p.fill(at([(-128, -160), (-40, -160), (-40, -122), (-140, -122)]), blue=1)
    for n in range(4):
        p.fill(at(rectangle(-124 + n * 21, -152, -108 + n * 21, -134)))
    p.fill(at([(-170, -126), (190, -126), (196, -84), (-180, -84)]))
    for n in range(12):
        p.fill(at(rectangle(-158 + n * 29, -116, -142 + n * 29, -98)), blue=1)
    hull: list[Point] = [(-262, -92), (236, -86), (228, -30), (206, 22), (-214, 22), (-246, -30)]
    p.fill(at(hull), blue=1)
    p.fill(at([(-250, -36), (229, -36), (224, -18), (-244, -18)]), red=1)
    for n in range(10):
        p.fill(at(ellipse(-190 + n * 40, -62, 5)))
    foam = smooth(
        [
            (-226 - 40 * speed, 26),
            (-180, 14 - 8 * speed),
            (0, 24),
            (200, 16),
            (260 + 200 * speed, 26),
        ]
    )
    p.fill(at(brush(foam, taper(10 + 8 * speed, 2))))
    for n in range(4):
        line = wave(-200 + 20 * n, 190 - 20 * n, 38 + n * 11, 2, 70, n + 9 * speed)
        p.fill(at(brush(line, taper(6))), blue=1)


def _quay(p: Print) -> None:
    p.fill([(-20, 560), (-20, 366), (196, 372), (238, 420), (250, 560)], blue=1)
    p.fill([(-20, 360), (196, 366), (196, 374), (-20, 370)])
    p.fill([(196, 366), (262, 398), (256, 410), (196, 380)], blue=0.66)
    for n in range(3):
        p.fill(rectangle(220 + n * 12, 400, 225 + n * 12, 520), blue=0.33)
    p.fill(brush([(150, 366), (150, 176)], narrowing(9, 6)), blue=1)
    p.fill(brush([(150, 182), (178, 172)], 6), blue=1)
    p.fill(ellipse(182, 177, 9, 7))
    for x, height, flip in ((28, 92, False), (64, 84, True), (94, 58, False), (124, 88, False)):
        figure(p, x, 368, height, stride=4, flip=flip, coat={"blue": 1}, hat=x == 28)
