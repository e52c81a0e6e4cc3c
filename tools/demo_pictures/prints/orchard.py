"""The orchards of the north shore, a ladder in the first tree."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    narrowing,
    smooth,
    taper,
)


def orchard() -> Print:
    """The orchards of the north shore, a ladder in the first tree."""
    p = Print(62)
    p.fade(p.sheet, (0, 0), (0, 400), opaque=True, sea=(0.0, 0.36))
    p.fill(ellipse(930, 205, 96), red=1)
    p.fill(
        smooth(
            [
                (-20, 420),
                (150, 330),
                (360, 300),
                (600, 360),
                (840, 390),
                (1100, 330),
                (1360, 290),
                (1620, 360),
                (1620, 560),
                (-20, 560),
            ]
        ),
        sea=0.66,
    )
    p.fill(
        smooth(
            [
                (-20, 470),
                (300, 400),
                (640, 416),
                (1000, 424),
                (1330, 396),
                (1620, 440),
                (1620, 600),
                (-20, 600),
            ]
        ),
        sea=1,
    )
    gone = (860, 392)
    p.fill([(-20, 470), gone, (1620, 452), (1620, 920), (-20, 920)], sea=0.33)
    for n in range(-9, 10):
        if n % 2:
            p.fill(
                [gone, (gone[0] + n * 330 - 110, 940), (gone[0] + n * 330 + 110, 940)],
                **({"sea": 0.66} if n % 4 == 1 else {}),
            )
    hand = Random(4)
    for row in (0.2, 0.27, 0.36, 0.48, 0.66, 0.95):
        for lane in (-4, -3, -2, -1, 1, 2, 3, 4):
            x = gone[0] + (lane * 330 - (165 if lane > 0 else -165)) * row
            y = gone[1] + 500 * row
            if -200 < x < 1800 and not (row > 0.9 and lane in (-1, -2)):
                _apple_tree(p, x, y, row, hand)
    # The near tree, its ladder, the picker and her baskets.
    _apple_tree(p, 200, 890, 1.5, hand)
    for rail in (0, 62):
        p.fill(brush([(322 + rail, 890), (276 + rail * 0.55, 470)], 12), blue=1)
    for n in range(8):
        y = 856 - n * 48
        x = 322 - (890 - y) * 0.11
        p.fill(brush([(x, y), (x + 62 - (890 - y) * 0.066, y)], 8), blue=1)
    figure(p, 470, 866, 250, stride=8, flip=True, lean=4, coat={"blue": 1}, hat=True)
    for x, y in ((590, 868), (690, 880)):
        for n in range(6):
            p.fill(ellipse(x - 34 + n * 14, y - 44 - 8 * (n % 2), 14), red=1)
        p.fill([(x - 54, y - 44), (x + 54, y - 44), (x + 40, y + 10), (x - 40, y + 10)], blue=1)
        for n in range(3):
            p.fill(
                brush([(x - 48 + n * 3, y - 28 + n * 14), (x + 48 - n * 3, y - 28 + n * 14)], 4),
                blue=0,
            )
    return p


def _apple_tree(p: Print, x: float, y: float, s: float, hand: Random) -> None:
    p.fill(ellipse(x + 40 * s, y + 2, 150 * s, 20 * s), sea=1, blue=0.33)
    p.fill(
        brush(
            smooth([(x, y + 4), (x - 6 * s, y - 60 * s), (x + 6 * s, y - 150 * s)]),
            narrowing(40 * s, 22 * s),
        ),
        blue=1,
    )
    for dx in (-80, 70):
        p.fill(
            brush(
                smooth(
                    [(x, y - 90 * s), (x + dx * 0.5 * s, y - 150 * s), (x + dx * s, y - 220 * s)]
                ),
                narrowing(22 * s, 8 * s),
            ),
            blue=1,
        )
    puffs = (
        (-96, -220, 74),
        (-40, -290, 82),
        (50, -296, 78),
        (104, -226, 72),
        (0, -220, 100),
        (60, -190, 62),
        (-60, -180, 60),
    )
    for dx, dy, r in puffs:
        p.fill(ellipse(x + dx * s, y + dy * s, r * s), sea=1, blue=0.66)
    for dx, dy, r in puffs[:5]:
        p.fill(ellipse(x + dx * s - 10 * s, y + dy * s - 14 * s, r * 0.8 * s), sea=1)
    for dx, dy, r in puffs[:3]:
        p.fill(
            brush(arc(x + dx * s, y + dy * s, r * 0.62 * s, r * 0.62 * s, 190, 280), taper(12 * s)),
            sea=0.33,
        )
    for _ in range(15):
        ax, ay = hand.uniform(-130, 130), hand.uniform(-340, -150)
        if abs(ax) < 150 + (ay + 150) * 0.45:
            p.fill(ellipse(x + ax * s, y + ay * s, 13 * s), red=1)
