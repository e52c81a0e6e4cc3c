"""Ten past twelve: the bell, the yard, the ball."""

from __future__ import annotations

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    narrowing,
    rectangle,
    smooth,
    taper,
)


def school() -> Print:
    """Ten past twelve: the bell, the yard, the ball."""
    p = Print(74)
    p.fade(p.sheet, (0, 0), (0, 520), opaque=True, sea=(0.36, 0.0))
    p.fill(rectangle(-20, 560, 1620, 920))
    p.fill(
        smooth(
            [(-20, 560), (260, 470), (560, 520), (900, 540), (1620, 500), (1620, 600), (-20, 600)]
        ),
        sea=0.66,
    )
    # The schoolhouse.
    p.fill([(560, 610), (560, 330), (1540, 330), (1540, 610)], sea=1, blue=0.33)
    p.fill([(530, 336), (640, 190), (1460, 190), (1570, 336)], blue=1)
    for n in range(5):
        y = 214 + n * 24
        p.over_line([(640 - (y - 190) * 0.72, y), (1460 + (y - 190) * 0.72, y)], 2.4, blue=0.66)
    p.fill([(900, 620), (900, 250), (1050, 110), (1200, 250), (1200, 620)], sea=0.66)
    p.fill(brush([(880, 268), (1050, 110), (1220, 268)], 26), blue=1)
    p.fill(rectangle(1010, 24, 1020, 130), blue=1)
    p.fill(rectangle(1080, 24, 1090, 130), blue=1)
    p.fill([(990, 30), (1050, -26), (1110, 30)], blue=1)
    p.fill(smooth([(1028, 96), (1034, 60), (1050, 48), (1066, 60), (1072, 96)]), blue=1)
    p.fill(ellipse(1050, 100, 7), blue=1)
    p.fill(ellipse(1050, 238, 46))
    for n in range(12):
        p.fill(ellipse(*arc(1050, 238, 36, 36, n * 30, n * 30 + 1)[0], 3), blue=1)
    p.fill(brush([(1050, 238), (1054, 214)], 6), blue=1)
    p.fill(brush([(1050, 238), (1080, 220)], 4), blue=1)
    p.fill([(990, 620), (990, 440), *arc(1050, 440, 60, 66, 180, 360), (1110, 620)], blue=1)
    p.fill(rectangle(1047, 376, 1053, 620), sea=0.66)
    for x in (600, 720, 820, 1240, 1350, 1460):
        wide = 62
        p.fill(rectangle(x - 6, 374, x + wide + 6, 530), sea=0.33)
        p.fill(rectangle(x, 380, x + wide, 524), blue=1)
        for k in range(2):
            for m in range(3):
                p.fill(
                    rectangle(x + 5 + k * 30, 386 + m * 46, x + 28 + k * 30, 424 + m * 46),
                    **({} if (x + k + m) % 7 == 0 else {"sea": 0.66}),
                )
    # A tree on the left, its shade over the yard.
    p.fill(brush(smooth([(170, 640), (178, 460), (160, 300)]), narrowing(56, 26)), blue=1)
    for x, y, r in (
        (160, 190, 150),
        (40, 260, 110),
        (290, 270, 120),
        (180, 330, 110),
        (70, 120, 90),
    ):
        p.fill(ellipse(x, y, r), sea=1, blue=0.33)
    for x, y, r in ((140, 170, 110), (280, 250, 76), (30, 250, 70)):
        p.fill(ellipse(x, y, r), sea=1)
    p.fill([(-20, 610), (1620, 610), (1620, 622), (-20, 622)], blue=1)
    for x in range(0, 540, 34):
        p.fill(rectangle(x, 560, x + 7, 640), blue=1)
    p.fill(rectangle(0, 574, 540, 582), blue=1)
    p.fill(rectangle(-20, 622, 1620, 920), sea=0.33)
    p.fade(rectangle(-20, 622, 1620, 920), (0, 640), (0, 900), opaque=True, sea=(0.0, 0.36))
    p.fill(ellipse(230, 700, 330, 40), sea=0.66)
    kids = [
        (520, 770, 190, 22, 14, False, {"blue": 1.0}),
        (680, 724, 160, 18, 10, False, {"sea": 1.0, "blue": 0.33}),
        (880, 806, 215, 24, 16, False, {"blue": 1.0}),
        (1180, 742, 168, 20, -12, True, {"blue": 1.0}),
        (1330, 790, 200, 22, 14, True, {"sea": 1.0}),
        (1480, 720, 150, 12, 4, True, {"blue": 1.0}),
        (330, 720, 158, 7, 0, False, {"blue": 0.66}),
    ]
    for x, y, h, *_ in kids:
        shade = smooth(
            [
                (x - 8, y),
                (x + 30, y + 14),
                (x + h * 0.9, y + 42),
                (x + h * 1.3, y + 58),
                (x + h * 1.2, y + 66),
                (x + 20, y + 26),
                (x - 14, y + 6),
            ]
        )
        p.fill(shade, sea=0.66, blue=0.33)
    for x, y, h, stride, lean, flip, coat in kids:
        figure(
            p,
            x,
            y,
            h,
            stride=stride,
            lean=lean,
            flip=flip,
            coat=coat,
            bag=h < 160,
            child=True,
            skin={"sea": 0.0},
        )
        if lean > 9:
            reach = -1 if flip else 1
            p.fill(
                brush(
                    [(x + reach * h * 0.06, y - h * 0.74), (x + reach * h * 0.3, y - h * 0.95)],
                    narrowing(h * 0.08, h * 0.05),
                ),
                **coat,
            )
    p.fill(ellipse(474, 392, 40), red=1)
    p.fill(brush(arc(474, 392, 27, 27, 190, 280), taper(9)))
    return p
