"""The hospital on the night the power was to be off."""

from __future__ import annotations

from math import sin
from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import OCHRE, Print
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    narrowing,
    rectangle,
    smooth,
)


def hospital_night() -> Print:
    """The hospital on the night the power was to be off."""
    p = Print(55, sea=OCHRE)
    p.fill(p.sheet, blue=1)
    p.fade(p.sheet, (0, 0), (0, 760), opaque=True, blue=(1, 0.6))
    hand = Random(5)
    for _ in range(60):
        p.fill(ellipse(hand.uniform(0, 1600), hand.uniform(0, 380), hand.choice((1.8, 2.4, 3.2))))
    p.fill(ellipse(250, 190, 92))
    p.fill(ellipse(290, 168, 84), blue=1)
    blocks = [(560, 1180, 150), (1180, 1520, 330), (330, 560, 400)]
    lit = {
        (0, 1, 2),
        (0, 1, 3),
        (0, 3, 0),
        (0, 4, 6),
        (0, 2, 8),
        (0, 5, 4),
        (0, 6, 1),
        (0, 6, 2),
        (0, 0, 5),
        (1, 1, 2),
        (1, 2, 0),
        (1, 4, 3),
        (2, 1, 1),
        (2, 3, 0),
        (0, 4, 4),
        (0, 7, 7),
    }
    for b, (left, right, top) in enumerate(blocks):
        p.fill(rectangle(left, top, right, 780), blue=1)
        p.fade(
            rectangle(left, top, left + 26, 780),
            (left, 0),
            (left + 26, 0),
            opaque=True,
            blue=(0.33, 0.66),
        )
        p.fill(rectangle(left - 8, top - 14, right + 8, top), blue=0.33)
        columns = int((right - left - 40) / 62)
        for row in range(int((760 - top) / 66)):
            for column in range(columns):
                x = left + 50 + column * 62
                y = top + 30 + row * 66
                if (b, row, column) == (0, 2, 5):
                    p.fill(rectangle(x, y, x + 36, y + 40), red=1)
                    continue
                on = (b, row, column) in lit
                p.fill(rectangle(x, y, x + 36, y + 40), **({"sea": 1} if on else {"blue": 0.66}))
                p.fill(rectangle(x + 16, y, x + 20, y + 40), blue=1)
                if on and hand.random() < 0.5:
                    p.fill(
                        smooth(
                            [
                                (x + 4, y + 40),
                                (x + 6, y + 26),
                                (x + 13, y + 24),
                                (x + 20, y + 28),
                                (x + 21, y + 40),
                            ]
                        ),
                        blue=1,
                    )
                    p.fill(ellipse(x + 13, y + 18, 6, 7), blue=1)
    p.fill(rectangle(940, 66, 945, 136), blue=0.33)
    p.fill(ellipse(942, 58, 8), red=1)
    # Way in: canopy, light on the ground, an ambulance waits.
    p.fill(rectangle(-20, 776, 1620, 920), blue=1)
    p.fade(
        [(780, 780), (980, 780), (1260, 920), (500, 920)],
        (0, 780),
        (0, 920),
        opaque=True,
        sea=(1, 0.3),
        blue=(0, 0.66),
    )
    p.fill(rectangle(770, 610, 990, 782), blue=1)
    p.fill(rectangle(786, 646, 974, 782), sea=1)
    for x in (830, 878, 926):
        p.fill(rectangle(x, 646, x + 5, 782), blue=1)
    p.fill([(720, 600), (1040, 600), (1020, 634), (740, 634)])
    figure(p, 852, 790, 128, stride=9, coat={"blue": 1})
    figure(
        p, 1120, 850, 190, stride=12, flip=True, coat={"blue": 0.33}, hat=True, bag=True, skin={}
    )
    p.fill([(150, 700), (160, 640), (196, 600), (440, 600), (446, 812), (150, 812)])
    p.fill([(170, 696), (180, 650), (204, 616), (250, 616), (250, 696)], blue=1)
    p.fill(rectangle(280, 620, 420, 672), blue=1)
    p.fill(rectangle(150, 724, 446, 750), red=1)
    p.fill(rectangle(250, 580, 300, 600), blue=0.33)
    for x in (216, 388):
        p.fill(ellipse(x, 812, 34), blue=1)
        p.fill(ellipse(x, 812, 14), blue=0.33)
    # Bare trees.
    for x, s, lean in ((1440, 1.15, 1), (60, 0.9, -1), (1570, 0.8, -1)):
        _bare_tree(p, x, 800, s, lean)
    return p


def _bare_tree(p: Print, x: float, y: float, s: float, lean: int) -> None:
    hand = Random(int(x))

    def branch(bx: float, by: float, angle: float, long: float, thick: float) -> None:
        ex, ey = bx + long * sin(angle), by - long * (1 - abs(sin(angle)) * 0.4)
        p.fill(
            brush(
                [(bx, by), ((bx + ex) / 2 + lean * 3, (by + ey) / 2), (ex, ey)],
                narrowing(thick, thick * 0.62),
            ),
            blue=1,
        )
        if thick > 3:
            for turn in (-0.45, 0.4):
                branch(
                    ex,
                    ey,
                    angle + turn * hand.uniform(0.7, 1.2),
                    long * hand.uniform(0.66, 0.8),
                    thick * 0.62,
                )

    branch(x, y, 0.05 * lean, 150 * s, 26 * s)
