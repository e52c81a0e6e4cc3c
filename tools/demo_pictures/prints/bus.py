"""Six in the evening at the new shelter."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import OCHRE, Print
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    narrowing,
    rectangle,
    smooth,
    taper,
)


def bus() -> Print:
    """Six in the evening at the new shelter."""
    p = Print(53, sea=OCHRE)
    p.fill(p.sheet, blue=1)
    p.fade(p.sheet, (0, -40), (0, 340), opaque=True, blue=(1, 0.62), sea=(0.0, 0.33))
    hand = Random(8)
    for left, width, top in (
        (-20, 190, 330),
        (170, 140, 400),
        (310, 200, 300),
        (510, 130, 372),
        (640, 230, 330),
        (870, 150, 400),
        (1020, 240, 290),
        (1260, 380, 350),
    ):
        p.fill(rectangle(left, top, left + width, 660), blue=1)
        for row in range(5):
            for column in range(int(width / 40)):
                if hand.random() < 0.22:
                    p.fill(
                        rectangle(
                            left + 14 + column * 38,
                            top + 20 + row * 52,
                            left + 32 + column * 38,
                            top + 46 + row * 52,
                        ),
                        sea=1,
                    )
    p.fill(rectangle(-20, 660, 1620, 920), blue=0.66)
    p.fill(rectangle(-20, 790, 1620, 920), blue=1)
    p.fill(rectangle(-20, 782, 1620, 796), blue=0.0)
    # Shelter: a lit box.
    p.fill([(150, 330), (870, 330), (900, 372), (120, 372)], blue=1)
    p.fill(rectangle(160, 372, 860, 744), sea=0.66)
    p.fade(rectangle(160, 372, 860, 744), (0, 372), (0, 744), sea=(0.0, 1))
    for x in (160, 392, 628, 860):
        p.fill(rectangle(x - 6, 372, x + 6, 752), blue=1)
    p.fill(rectangle(160, 640, 640, 656), blue=1)
    for x in (220, 590):
        p.fill(rectangle(x, 656, x + 10, 750), blue=1)
    p.fill(rectangle(660, 420, 828, 640), blue=1)
    p.fill(rectangle(672, 432, 816, 628))
    p.fill(ellipse(744, 512, 46), blue=0.33)
    for n in range(3):
        p.fill(rectangle(690, 576 + n * 16, 798 - n * 26, 583 + n * 16), blue=1)
    p.fade(
        [(120, 752), (900, 752), (1010, 800), (10, 800)],
        (0, 752),
        (0, 800),
        opaque=True,
        sea=(0.66, 0.66),
        blue=(0.0, 0.66),
    )
    # People who wait.
    figure(p, 240, 764, 300, stride=5, coat={"blue": 1}, hat=True)
    figure(p, 336, 768, 262, stride=6, flip=True, coat={"blue": 1}, bag=True)
    figure(p, 396, 770, 170, stride=6, coat={"blue": 1})
    _seated(p, 530, 768)
    # The bus comes in.
    p.fill(ellipse(960, 828, 230, 20), sea=0.66, blue=0.33)
    p.fill(ellipse(1000, 826, 130, 11), sea=0.33)
    figure(p, 968, 776, 310, stride=16, lean=9, coat={"sea": 0.66}, bag=True, skin={})
    front = smooth([(1124, 250), (1112, 420), (1106, 600), (1112, 760)])
    p.fill([*front, (1640, 790), (1640, 196), (1180, 214)], red=1)
    p.fill([(1134, 280), (1230, 268), (1230, 560), (1122, 572)], blue=1)
    p.fill([(1142, 292), (1222, 282), (1222, 548), (1132, 560)], sea=0.66)
    p.fill([(1222, 548), (1132, 560), (1140, 470), (1164, 440), (1196, 446), (1222, 490)], blue=1)
    p.fill(ellipse(1180, 424, 22, 27), blue=1)
    p.fill([(1142, 292), (1222, 282), (1222, 330), (1140, 340)], blue=1)
    for n in range(5):
        p.fill(rectangle(1152 + n * 14, 302, 1160 + n * 14, 320))
    for left in (1262, 1420, 1578):
        p.fill(rectangle(left, 270, left + 132, 520), blue=1)
        p.fill(rectangle(left + 9, 279, left + 123, 511), sea=0.66)
        p.fill(
            smooth(
                [
                    (left + 20, 511),
                    (left + 28, 452),
                    (left + 62, 430),
                    (left + 98, 452),
                    (left + 108, 511),
                ]
            ),
            blue=1,
        )
        p.fill(ellipse(left + 64, 408, 20, 25), blue=1)
    p.fill([(1108, 596), (1640, 596), (1640, 620), (1108, 620)])
    p.fill(ellipse(1140, 676, 20, 26), blue=0)
    p.fill([(1110, 730), (1640, 748), (1640, 800), (1116, 790)], blue=1)
    p.fill(ellipse(1330, 772, 76), blue=1)
    p.fill(ellipse(1330, 772, 40), blue=0.66)
    p.fill(ellipse(1330, 772, 14), blue=1)
    for _ in range(90):
        rx, ry, long = hand.uniform(0, 1700), hand.uniform(-60, 860), hand.uniform(24, 70)
        drop = [(rx, ry), (rx - long * 0.1, ry + long / 2), (rx - long * 0.2, ry + long)]
        p.fill(brush(drop, taper(2.4)))
    return p


def _seated(p: Print, x: float, y: float) -> None:
    p.fill(
        smooth(
            [
                (x - 34, y - 128),
                (x - 38, y - 214),
                (x - 14, y - 240),
                (x + 12, y - 236),
                (x + 30, y - 200),
                (x + 32, y - 128),
            ]
        ),
        blue=1,
    )
    p.fill(ellipse(x + 4, y - 262, 21, 25), blue=1)
    p.fill(
        smooth(
            [
                (x - 20, y - 262),
                (x - 22, y - 292),
                (x + 6, y - 300),
                (x + 26, y - 282),
                (x + 12, y - 276),
            ]
        ),
        blue=1,
    )
    p.fill(
        brush([(x - 10, y - 132), (x + 62, y - 130), (x + 64, y - 4)], narrowing(36, 20)), blue=1
    )
    p.fill(brush([(x + 58, y - 5), (x + 92, y - 5)], 11), blue=1)
    p.fill([(x + 30, y - 206), (x + 84, y - 222), (x + 92, y - 160), (x + 38, y - 144)])
    for n in range(3):
        p.fill(brush([(x + 42, y - 194 + n * 14), (x + 78, y - 204 + n * 14)], 3), blue=1)
    p.fill(
        brush([(x - 20, y - 206), (x + 8, y - 168), (x + 46, y - 172)], narrowing(26, 15)), blue=1
    )
