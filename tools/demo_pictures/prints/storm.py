"""A sea comes over the promenade, and somebody holds on to an umbrella."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    narrowing,
    rectangle,
    smooth,
    taper,
)


def storm() -> Print:
    """A sea comes over the promenade, and somebody holds on to an umbrella."""
    p = Print(41)
    p.fill(p.sheet, blue=0.66, sea=0.33)
    p.fade(p.sheet, (300, 0), (1300, 900), opaque=True, blue=(1, 0.4), sea=(0.66, 0.33))
    hand = Random(7)
    for _ in range(120):
        x, y, long = hand.uniform(-100, 1700), hand.uniform(-80, 760), hand.uniform(60, 210)
        p.fill(
            brush(
                [(x, y), (x - long * 0.27, y + long / 2), (x - long * 0.55, y + long)], taper(3.4)
            )
        )
    # Houses of the front, shut.
    for left, width, top in (
        (1090, 120, 470),
        (1210, 150, 430),
        (1360, 110, 482),
        (1470, 170, 410),
    ):
        p.fill(
            [
                (left, 700),
                (left, top),
                (left + width / 2, top - 52),
                (left + width, top),
                (left + width, 700),
            ],
            blue=0.66,
            sea=0.66,
        )
        for row in range(3):
            for column in range(int(width / 46)):
                x, y = left + 18 + column * 42, top + 26 + row * 62
                lit = (left, row, column) in {(1210, 1, 1), (1470, 0, 2)}
                p.fill(rectangle(x, y, x + 20, y + 32), **({} if lit else {"blue": 1, "sea": 0.33}))
    # The promenade and its wall.
    p.fill([(560, 920), (700, 742), (1640, 690), (1640, 920)], blue=0.33)
    p.fill([(520, 920), (690, 730), (1640, 676), (1640, 704), (716, 764), (600, 920)], blue=1)
    for x in (1000, 1290, 1580):
        foot = 706 - (x - 700) * 0.05
        p.fill(
            brush(
                smooth(
                    [(x, foot), (x + 4, foot - 150), (x + 16, foot - 236), (x + 52, foot - 262)]
                ),
                narrowing(12, 7),
            ),
            blue=1,
        )
        p.fill(ellipse(x + 62, foot - 258, 17, 12), **({} if x == 1290 else {"blue": 1}))
    # The wave.
    body = smooth(
        [
            (-30, 930),
            (-30, 392),
            (110, 300),
            (270, 196),
            (450, 128),
            (620, 130),
            (742, 196),
            (792, 290),
            (770, 372),
            (716, 322),
            (640, 290),
            (560, 318),
            (520, 400),
            (528, 510),
            (590, 620),
            (700, 710),
            (830, 790),
            (960, 930),
        ]
    )
    p.fill(body, sea=1, blue=0.33)
    p.fade(body, (0, 260), (200, 900), blue=(0.0, 0.95))
    inside = smooth(
        [
            (640, 290),
            (560, 318),
            (520, 400),
            (528, 510),
            (590, 620),
            (700, 710),
            (830, 790),
            (960, 930),
            (700, 930),
            (520, 760),
            (420, 600),
            (400, 440),
            (450, 310),
            (560, 250),
        ]
    )
    p.fill(inside, blue=1, sea=1)
    for n in range(9):
        t = n / 8
        path = smooth(
            [
                (-40, 470 + 62 * n),
                (120 + 20 * t, 372 + 58 * n),
                (270 + 30 * t, 270 + 52 * n),
                (430 - 40 * t, 196 + 58 * n),
                (560 - 100 * t, 184 + 76 * n),
            ]
        )
        p.fill(brush(path, taper(17 - 8 * t)), **({} if n % 2 == 0 else {"sea": 0.33}))
    for n in range(4):
        path = smooth(
            [
                (606 - 28 * n, 300 + 20 * n),
                (520 - 26 * n, 400 + 24 * n),
                (534 - 26 * n, 540 + 24 * n),
                (640 - 30 * n, 690 + 26 * n),
                (800 - 40 * n, 800 + 34 * n),
            ]
        )
        p.fill(brush(path, taper(10 - n)), sea=0.66 if n % 2 else 0.1)
    # Foam along the crest, and what flies off.
    crest = smooth(
        [
            (60, 322),
            (180, 244),
            (300, 172),
            (450, 122),
            (610, 120),
            (738, 184),
            (796, 284),
            (776, 376),
        ]
    )
    for x, y in crest[::2]:
        p.fill(ellipse(x + hand.uniform(-10, 10), y + hand.uniform(-8, 14), hand.uniform(20, 38)))
    for x, y in crest[18::3]:
        finger = smooth([(x, y), (x + 26, y + 34), (x + 16, y + 70), (x - 10, y + 84)])
        p.fill(brush(finger, narrowing(30, 8)))
        p.fill(ellipse(x - 12, y + 86, 10))
    for _ in range(130):
        t = hand.random()
        p.fill(
            ellipse(
                560 + 620 * t + hand.uniform(-60, 60),
                120 + 470 * t * hand.uniform(0.1, 1.2),
                hand.uniform(2, 8) * (1.1 - 0.6 * t),
            )
        )
    for x, y, r in (
        (690, 742, 34),
        (742, 730, 46),
        (800, 742, 36),
        (846, 752, 24),
        (640, 772, 40),
        (590, 822, 46),
        (664, 812, 30),
    ):
        p.fill(ellipse(x, y, r * 1.3, r))
    # The umbrella.
    figure(p, 1150, 806, 190, lean=-26, stride=16, flip=False, coat={"blue": 1}, hat=False)
    p.fill(brush([(1124, 690), (1066, 640), (1010, 596)], 6), blue=1)
    dome = smooth(
        [
            (950, 668),
            (938, 604),
            (962, 548),
            (1016, 520),
            (1080, 526),
            (1050, 556),
            (1014, 600),
            (980, 640),
        ]
    )
    p.fill(dome, red=1)
    p.fill(
        smooth(
            [
                (950, 668),
                (980, 640),
                (1014, 600),
                (1050, 556),
                (1080, 526),
                (1062, 580),
                (1010, 640),
            ]
        ),
        red=1,
        blue=0.66,
    )
    return p
