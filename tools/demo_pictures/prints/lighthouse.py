"""The light on the skerry, its beam across the night."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import swell
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    rectangle,
    taper,
)


def lighthouse() -> Print:
    """The light on the skerry, its beam across the night."""
    p = Print(21)
    p.fill(p.sheet, blue=1, sea=0.66)
    p.fade(p.sheet, (0, 180), (0, 640), blue=(1, 0.66))
    hand = Random(8)
    for _ in range(70):
        p.fill(ellipse(hand.uniform(0, 1600), hand.uniform(0, 430), hand.choice((1.8, 2.4, 3.2))))
    lamp = (1130, 214)
    for inner, top, bottom in ((0, 40, 380), (1, 110, 310)):
        beam = [lamp, (-30, top - 60), (-30, bottom - 60)]
        p.fade(
            beam,
            lamp,
            (-30, 0),
            opaque=True,
            blue=(0, 0.35 - 0.2 * inner),
            sea=(0, 0.35 - 0.2 * inner),
        )
    p.fade(
        [lamp, (1640, 130), (1640, 330)],
        lamp,
        (1640, 200),
        opaque=True,
        blue=(0, 0.3),
        sea=(0, 0.3),
    )
    # The sea and the rock.
    p.fill(rectangle(-20, 640, 1620, 920), blue=1, sea=1)
    swell(p, 655, 900, rows=10, seed=2, sea=0.75)
    swell(p, 665, 900, rows=7, seed=6)
    for x, y, w in (
        (600, 664, 210),
        (420, 690, 150),
        (700, 702, 120),
        (310, 736, 190),
        (520, 772, 170),
    ):
        p.fill(brush([(x - w, y), (x, y + 3), (x + w, y)], taper(9)))
    rock = [
        (770, 920),
        (800, 800),
        (860, 776),
        (890, 712),
        (960, 690),
        (990, 640),
        (1080, 616),
        (1190, 612),
        (1262, 640),
        (1300, 700),
        (1390, 722),
        (1420, 790),
        (1500, 812),
        (1560, 920),
    ]
    p.fill(rock, blue=1)
    for facet in (
        [(990, 640), (1080, 616), (1050, 700), (960, 770), (900, 830), (890, 712), (960, 690)],
        [(1262, 640), (1190, 612), (1200, 690), (1300, 790), (1350, 840), (1300, 700)],
    ):
        p.fade(facet, (860, 0), (1300, 0), opaque=True, blue=(0.15, 0.86), sea=(0.5, 0.8))

    # The tower.
    def at(y: float) -> float:
        return 46 + (y - 290) * 0.088

    tower = [
        (1130 - at(290), 290),
        (1130 + at(290), 290),
        (1130 + at(625), 625),
        (1130 - at(625), 625),
    ]
    p.fill(tower)
    for y in (330, 440, 550):
        p.fill(
            [
                (1130 - at(y), y),
                (1130 + at(y), y),
                (1130 + at(y + 56), y + 56),
                (1130 - at(y + 56), y + 56),
            ],
            red=1,
        )
    shade = [(1142, 290), (1130 + at(290), 290), (1130 + at(625), 625), (1150, 625)]
    p.fade(shade, (1140, 0), (1200, 0), blue=(0.3, 0.95))
    for y in (404, 514):
        p.fill(rectangle(1112, y, 1126, y + 24), blue=1)
    p.fill([(1062, 290), (1198, 290), (1190, 270), (1070, 270)], blue=1)
    p.fill(rectangle(1094, 178, 1166, 272))
    for x in (1094, 1118, 1142, 1163):
        p.fill(rectangle(x, 178, x + 5, 272), blue=1)
    p.fill([(1080, 180), (1180, 180), (1154, 134), (1106, 134)], red=1)
    p.fill(ellipse(1130, 128, 11), red=1)
    p.fill(rectangle(1128, 84, 1132, 122))
    p.fill(rectangle(1062, 244, 1198, 249), blue=1)
    for x in range(1066, 1200, 16):
        p.fill(rectangle(x, 244, x + 3, 272), blue=1)
    # Surf at the foot.
    hand = Random(4)
    for base, lift, size in (
        (690, 4, 46),
        (770, 30, 62),
        (856, 10, 54),
        (930, 0, 40),
        (1010, -16, 34),
        (1240, -16, 34),
        (1320, 2, 48),
        (1404, 34, 66),
        (1500, 16, 58),
        (1580, 0, 50),
    ):
        p.fill(ellipse(base, 886 - lift, size * 1.25, size))
        p.fill(
            arc(base, 890 - lift, size * 0.8, size * 0.62, 200, 340)
            + arc(base, 890 - lift, size * 0.72, size * 0.46, 340, 200),
            sea=0.66,
        )
        for _ in range(9):
            p.fill(
                ellipse(
                    base + hand.uniform(-1.2, 1.2) * size,
                    880 - lift - size - hand.uniform(-8, 70),
                    hand.uniform(2, 6),
                )
            )
    return p
