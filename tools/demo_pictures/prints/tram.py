"""Line 3 comes up the wet street."""

from __future__ import annotations

from random import Random

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
    wave,
)


def tram() -> Print:
    """Line 3 comes up the wet street."""
    p = Print(52)
    p.fill(p.sheet, sea=0.33)
    p.fade(p.sheet, (0, 0), (0, 620), opaque=True, sea=(0.66, 0.1), blue=(0.33, 0.0))
    gone = (800, 520)
    hand = Random(4)
    for side in (-1, 1):
        for near, far, top, tint in (
            (960, 620, -120, 1.0),
            (620, 360, 40, 1.0),
            (360, 200, 170, 0.66),
            (200, 110, 290, 0.66),
        ):
            x0, x1 = gone[0] + side * near, gone[0] + side * far
            y0, y1 = top - 60, top + (gone[1] - top) * (1 - far / near) * 0.75
            low0, low1 = gone[1] + near * 0.42, gone[1] + far * 0.42
            ink = {"blue": tint, "sea": 0.66 if side < 0 else 0.33}
            p.fill([(x0, y0), (x1, y1), (x1, low1), (x0, low0)], **ink)
            for level in range(5):
                for column in range(4):
                    a, b = (column + 0.25) / 4, (column + 0.68) / 4
                    f, g = (level + 0.3) / 5.6, (level + 0.78) / 5.6
                    quad = []
                    for u, v in ((a, f), (b, f), (b, g), (a, g)):
                        xx = x0 + (x1 - x0) * u
                        quad.append(
                            (xx, (y0 + (y1 - y0) * u) * (1 - v) + (low0 + (low1 - low0) * u) * v)
                        )
                    lit = hand.random() < 0.3
                    p.fill(
                        quad,
                        **(
                            {}
                            if lit
                            else {"blue": 0.66, "sea": 0.33}
                            if tint == 1
                            else {"blue": 1, "sea": 0.33}
                        ),
                    )
    # Wet paving, light on it.
    p.fill([(-20, 920), (-20, 866), gone, (1620, 866), (1620, 920)], blue=0.66, sea=0.33)
    p.fill(
        [(-20, 920), (-20, 866), (690, 562), (910, 562), (1620, 866), (1620, 920)],
        blue=0.66,
        sea=0.33,
    )
    for n in range(15):
        y = 596 + n * n * 1.5
        half = 40 + n * 17
        p.fill(brush(wave(770 - half, 770 + half, y, 2, 200, n), taper(3 + n * 0.8)), blue=0.33)
    for x in (-560, -290, 290, 560):
        for n in range(9):
            y = 610 + n * n * 3.2
            centre = 800 + x * (0.35 + n * 0.09)
            p.fill(
                brush(wave(centre - 10 - n * 4, centre + 10 + n * 4, y, 1, 60), taper(4 + n)),
                blue=0.0,
            )
    for foot in (560, 690, 850, 980):
        p.fill(
            brush(
                [(790 + (foot - 770) * 0.06, 540), (790 + (foot - 770) * 2.2, 930)],
                narrowing(3, 14),
            ),
            blue=1,
        )
    # Wires.
    for x in (-420, -120, 300, 720):
        p.fill(brush([(gone[0], gone[1] - 150), (800 + x * 1.6, -20)], narrowing(2, 6)), blue=1)
    p.fill(brush([(-20, 60), (520, 150), (1090, 150), (1620, 40)], 4), blue=1)
    # The tram.
    p.fill(ellipse(770, 780, 330, 34), blue=1)
    p.fill(brush([(700, 216), (750, 128), (800, 216)], 8), blue=1)
    p.fill(rectangle(700, 118, 838, 128), blue=1)
    p.fill(rectangle(610, 196, 930, 232), blue=1)
    body = smooth(
        [
            (530, 760),
            (512, 600),
            (522, 340),
            (560, 236),
            (640, 212),
            (770, 206),
            (900, 212),
            (980, 236),
            (1018, 340),
            (1028, 600),
            (1010, 760),
        ]
    )
    p.fill(body, red=1)
    p.fade(
        [(900, 210), (980, 236), (1018, 340), (1028, 600), (1010, 760), (930, 760)],
        (880, 0),
        (1040, 0),
        blue=(0, 0.66),
    )
    p.fill([(590, 264), (950, 264), (966, 318), (574, 318)], blue=1)
    p.fill(rectangle(604, 276, 664, 308))
    p.fill(rectangle(686, 276, 936, 308))
    for n in range(8):
        p.fill(rectangle(700 + n * 29, 284, 718 + n * 29, 300), blue=1)
    for y in (286, 298):
        p.fill(brush(arc(632, y, 9, 6, 200, 450), 5), blue=1)
    p.fill([(560, 336), (980, 336), (990, 540), (550, 540)], blue=1)
    for left, right in ((572, 700), (712, 828), (840, 968)):
        lean = 6
        p.fill(
            [
                (left + lean * (left < 600), 348),
                (right - lean * (right > 900), 348),
                (right, 528),
                (left, 528),
            ],
            sea=0.33,
        )
        p.fill([(left + 20, 348), (left + 52, 348), (left + 10, 528), (left, 528), (left, 470)])
    p.fill(
        smooth(
            [(724, 528), (730, 470), (756, 452), (770, 450), (784, 452), (810, 470), (816, 528)]
        ),
        blue=1,
    )
    p.fill(ellipse(770, 428, 23, 28), blue=1)
    p.fill([(742, 418), (798, 418), (794, 396), (746, 396)], blue=1)
    p.fill([(524, 566), (1016, 566), (1018, 604), (522, 604)])
    for x in (614, 926):
        p.fill(ellipse(x, 660, 40), blue=1)
        p.fill(ellipse(x, 660, 30))
    p.fill(ellipse(770, 660, 28))
    p.fill(ellipse(770, 660, 20), red=1)
    p.fill([(536, 724), (1004, 724), (990, 790), (550, 790)], blue=1)
    for n in range(9):
        p.fill(rectangle(580 + n * 44, 742, 596 + n * 44, 778), blue=0.33)
    figure(p, 300, 800, 230, stride=12, coat={"sea": 0.33}, hat=True, bag=True, skin={})
    figure(p, 1280, 760, 190, stride=9, flip=True, coat={"blue": 0.33}, skin={})
    return p
