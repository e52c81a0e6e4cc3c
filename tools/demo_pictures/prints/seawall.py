"""The wall, the gap nobody drew, and a surveyor."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import gull, swell
from tools.demo_pictures.shapes import (
    brush,
    by_hand,
    ellipse,
    narrowing,
    rectangle,
    smooth,
)


def seawall() -> Print:
    """The wall, the gap nobody drew, and a surveyor."""
    p = Print(42)
    p.fade(p.sheet, (0, 0), (0, 360), opaque=True, sea=(0.4, 0.0))
    p.fill(rectangle(-20, 352, 1620, 920), sea=0.66)
    p.fade(rectangle(-20, 352, 700, 920), (0, 380), (0, 720), sea=(0.66, 1))
    swell(p, 362, 780, rows=11, seed=3, right=760, sea=0.15)
    gone = (470, 350)
    p.fill([gone, (1640, 18), (1640, 800)], blue=0.33)
    p.fill([gone, (1640, 18), (1640, 84)], blue=1)
    p.fill([gone, (1640, -8), (1640, 20)])
    # Courses of stone, and the joints between.
    hand = Random(6)
    rows = [84 + n * 716 / 7 for n in range(8)]
    for n, end in enumerate(rows):
        p.line([gone, (1640, end)], 4, blue=1)
        if n == 7:
            break
        t = 0.1 + 0.05 * (n % 2)
        while t < 1.05:
            x = gone[0] + (1640 - gone[0]) * t
            top = gone[1] + (end - gone[1]) * t
            low = gone[1] + (rows[n + 1] - gone[1]) * t
            p.line([(x, top), (x, low)], 1.5 + 3 * t, blue=1)
            wide = 1.28 + hand.uniform(-0.05, 0.05)
            if hand.random() < 0.36:
                x2 = gone[0] + (1640 - gone[0]) * t * wide
                top2 = gone[1] + (end - gone[1]) * t * wide
                low2 = gone[1] + (rows[n + 1] - gone[1]) * t * wide
                p.fill(
                    [(x + 3, top + 3), (x2 - 3, top2 + 3), (x2 - 3, low2 - 3), (x + 3, low - 3)],
                    **hand.choice(({"blue": 0.66}, {}, {"blue": 0.33, "sea": 0.33})),
                )
            t *= wide
    # The gap.
    gap = [
        (1122, 166),
        (1166, 152),
        (1158, 210),
        (1182, 246),
        (1164, 300),
        (1196, 352),
        (1180, 410),
        (1218, 470),
        (1206, 530),
        (1250, 590),
        (1262, 652),
        (1146, 628),
        (1128, 560),
        (1136, 500),
        (1108, 452),
        (1122, 392),
        (1104, 330),
        (1128, 270),
        (1110, 214),
    ]
    p.fill(gap, blue=1)
    for path in (
        [(1180, 340), (1232, 352), (1256, 396), (1310, 410)],
        [(1116, 440), (1070, 462), (1052, 508), (1010, 520)],
        [(1214, 520), (1276, 528), (1300, 566)],
        [(1118, 250), (1086, 268), (1070, 300)],
    ):
        p.fill(brush(path, narrowing(11, 2)), blue=1)
    for x, y, s in (
        (1120, 690, 22),
        (1170, 706, 30),
        (1226, 712, 20),
        (1262, 728, 26),
        (1090, 712, 14),
        (1196, 744, 16),
    ):
        p.fill(
            by_hand(
                [(x - s, y), (x - s * 0.6, y - s * 0.9), (x + s * 0.5, y - s), (x + s, y)], x, 4
            ),
            blue=1,
        )
        p.fill(
            by_hand(
                [(x - s * 0.5, y - s * 0.8), (x + s * 0.4, y - s * 0.86), (x, y - s * 0.4)], x, 2
            ),
            blue=0.33,
        )
    # The strand.
    strand = [
        (-20, 920),
        (-20, 800),
        *smooth([(-20, 800), (140, 720), (330, 560), (430, 420), gone]),
        (1640, 800),
        (1640, 920),
    ]
    p.fill(strand)
    p.fade(strand, (300, 500), (760, 900), sea=(0.0, 0.4), blue=(0, 0.1))
    p.fill(brush(smooth([(-40, 812), (140, 728), (322, 566), (424, 430), gone]), narrowing(26, 3)))
    for _ in range(210):
        t = hand.random() ** 0.6
        x = hand.uniform(60, 1640)
        y = 470 + 440 * t
        if y > 350 + (x - 470) * 0.386 + 20 and x > 470 - (y - 350) * 0.95:
            s = 3 + 12 * t
            p.fill(
                ellipse(x, y, s, s * 0.5),
                **hand.choice(({"blue": 1}, {"blue": 0.66}, {"blue": 0.33}, {"blue": 1})),
            )
    # The surveyor, the instrument, the staff.
    for foot in (640, 700, 752):
        p.fill(brush([(698, 560), (foot, 792)], narrowing(7, 9)), blue=1)
    p.fill(rectangle(674, 546, 722, 562), blue=1)
    p.fill(rectangle(682, 506, 714, 546), blue=1)
    p.fill(brush([(660, 520), (752, 514)], 22), blue=1)
    p.fill(rectangle(748, 500, 760, 530), blue=1)
    figure(p, 588, 812, 330, stride=7, lean=7, coat={"blue": 1}, hat=True)
    p.fill(brush([(610, 560), (652, 576), (676, 536)], narrowing(26, 16)), blue=1)
    for n in range(9):
        y = 742 - n * 44
        p.fill(
            [
                (1036 + n * 3.2, y),
                (1060 + n * 3.2, y),
                (1063.2 + n * 3.2, y - 44),
                (1039.2 + n * 3.2, y - 44),
            ],
            **({"red": 1} if n % 2 == 0 else {}),
        )
    for x, y, s in ((150, 120, 34), (250, 176, 22), (360, 96, 18)):
        gull(p, x, y, s, -8, blue=1)
    return p
