"""The Heron comes in, seen from the pier; ``t`` from 0 to 1 is a moment of one roll."""

from __future__ import annotations

from math import pi, sin
from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import gull, swell
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
    taper,
    wave,
)


def ferry(t: float = 0) -> Print:
    """The Heron comes in, seen from the pier; ``t`` from 0 to 1 is a moment of one roll."""
    p = Print(11)
    roll, lift = 1.1 * sin(2 * pi * t), 5 * sin(2 * pi * t + 1)
    p.fade(p.sheet, (0, 40), (0, 520), sea=(0.0, 0.32), opaque=True)
    p.fill(ellipse(560, 300, 178), red=1)
    for y, left, right, thick in ((238, 330, 700, 9), (284, 250, 560, 12), (332, 420, 800, 7)):
        p.fill(brush(wave(left, right, y, 2, 400), taper(thick)))
    # The far shore, its orchards, and the sea.
    far = smooth(
        [(-20, 520), (-20, 470), (120, 452), (300, 466), (470, 486), (640, 498), (700, 520)]
    )
    p.fill(far, sea=0.75, blue=0.3)
    p.fill(
        smooth([(1180, 520), (1290, 492), (1420, 478), (1620, 462), (1620, 520)]),
        sea=0.75,
        blue=0.3,
    )
    p.fill(rectangle(-20, 516, 1620, 920), sea=1)
    p.fade(rectangle(-20, 516, 1620, 920), (0, 520), (0, 880), blue=(0.0, 0.5))
    swell(p, 530, 900, rows=15, seed=4, drift=60 * sin(2 * pi * t), sea=0.18)
    swell(p, 560, 920, rows=11, seed=9, drift=-40 * sin(2 * pi * t), sea=1, blue=1)
    # The sun on the water.
    hand = Random(3)
    for row in range(13):
        deep = 528 + row * row * 2.35
        half = (150 - row * 7) * hand.uniform(0.65, 1.0)
        at = 560 + hand.uniform(-18, 18) + 8 * sin(2 * pi * t + row)
        glint = [(at - half, deep), (at, deep + 3), (at + half, deep)]
        p.fill(brush(glint, taper(7 + row * 1.1)), red=1)
    _hull(p, 1010, lift, roll)
    for x, y, size, turn in (
        (330, 150, 46, -12),
        (430, 205, 30, 8),
        (1330, 150, 38, 14),
        (1405, 225, 24, -6),
        (240, 250, 22, 4),
    ):
        gull(p, x + 14 * sin(2 * pi * t + x), y + 8 * sin(4 * pi * t + y), size, turn, blue=1)
    return p


def _hull(p: Print, x: float, lift: float, roll: float) -> None:
    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return move(points, x, 660 + lift, turn=roll)

    # Smoke goes first, behind everything.
    smoke = smooth([(30, -560), (120, -610), (250, -622), (380, -596), (520, -604), (700, -570)])
    p.over(at(brush(smoke, narrowing(34, 96))), blue=0.34)
    # Funnel, mast, houses.
    p.fill(at(rectangle(-46, -560, 46, -420)), blue=1)
    p.fill(at(rectangle(-46, -528, 46, -490)), red=1)
    p.fill(at(rectangle(-4, -640, 4, -540)), blue=1)
    p.fill(at(rectangle(-40, -606, 40, -600)), blue=1)
    p.fill(at([(-150, -430), (150, -430), (168, -330), (-168, -330)]), blue=1)
    p.fill(at([(-205, -366), (205, -366), (205, -348), (-205, -348)]), blue=1)
    for n in range(9):
        left = -138 + n * 31.5
        p.fill(at([(left, -414), (left + 24, -414), (left + 24, -378), (left, -378)]))
    p.fill(at([(-196, -334), (196, -334), (206, -232), (-206, -232)]))
    p.fill(at([(0, -334), (196, -334), (206, -232), (0, -232)]), blue=0.28)
    for n in range(8):
        left = -172 + n * 46
        p.fill(at([(left, -306), (left + 24, -306), (left + 24, -272), (left, -272)]), blue=1)
    # The bow: a lit side and a dark side, parted by the stem.
    port = (
        smooth([(0, -226), (-120, -232), (-226, -246)])
        + smooth([(-226, -246), (-214, -150), (-178, -40), (-120, 60), (-84, 120)])
        + [(0, 128)]
    )
    star = [(-px, py) for px, py in port]
    p.fill(at(port), blue=0.86, sea=0.2)
    p.fade(at(port), (x - 230, 0), (x - 40, 0), blue=(1, 0.72))
    p.fill(at(star), blue=1)
    p.fill(at([(-228, -254), (228, -254), (226, -232), (-226, -232)]), blue=1)
    band = [(-192, -62), (0, -40), (192, -62), (176, -16), (0, 6), (-176, -16)]
    p.fill(at(smooth(band[:3]) + smooth(band[3:])), red=1)
    p.fill(at(brush([(0, -226), (0, 128)], narrowing(3, 9))))
    for side in (-1, 1):
        p.fill(at(ellipse(side * 112, -140, 13, 17)))
        p.fill(at([(side * 108, -140), (side * 116, -140), (side * 112, -92)]))
    # What the bow throws up.
    for side in (-1, 1):
        foam = smooth(
            [
                (0, 96),
                (90, 36),
                (200, 20),
                (330, 52),
                (470, 74),
                (330, 84),
                (230, 74),
                (150, 88),
                (70, 130),
                (0, 150),
            ]
        )
        p.fill([(x + side * px, 660 + py) for px, py in foam])
        for n in range(3):
            y = 104 + n * 26
            path = smooth(
                [
                    (40 + n * 20, y + 26),
                    (170 + n * 30, y),
                    (330 + n * 50, y + 4),
                    (540 + n * 60, y + 20),
                ]
            )
            p.fill([(x + side * px, 660 + py) for px, py in brush(path, taper(13 - n * 2))])
        hand = Random(5 + side)
        for _ in range(16):
            along = hand.uniform(60, 420)
            drop = ellipse(
                x + side * along, 676 - hand.uniform(0, 62) * (1 - along / 520), hand.uniform(2, 5)
            )
            p.fill(drop)
