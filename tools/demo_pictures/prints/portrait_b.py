"""A harbour master: beard, cap, and the sea behind him."""

from __future__ import annotations

from tools.demo_pictures.press import OCHRE, Print
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    narrowing,
    rectangle,
    smooth,
    taper,
)


def portrait_b() -> Print:
    """A harbour master: beard, cap, and the sea behind him."""
    p = Print(82, 960, 1200, sea=OCHRE)
    p.fill(p.sheet, sea=0.66)
    for n in range(9):
        y = 700 + n * 62
        for k in range(4):
            x = -60 + k * 300 + (n % 2) * 150
            p.fill(
                brush(
                    smooth([(x, y), (x + 80, y + 12), (x + 160, y + 2), (x + 230, y + 14)]),
                    taper(12),
                ),
                sea=1,
            )
    p.fill(ellipse(740, 300, 150))
    # Coat.
    p.fill(
        smooth(
            [
                (20, 1220),
                (50, 1010),
                (190, 896),
                (370, 850),
                (600, 850),
                (780, 896),
                (910, 1010),
                (950, 1220),
            ]
        ),
        blue=1,
    )
    p.fill(
        smooth(
            [(330, 800), (300, 880), (330, 960), (480, 1010), (640, 960), (668, 880), (640, 800)]
        ),
        blue=0.33,
    )
    for x in range(320, 660, 34):
        p.fill(brush(smooth([(x, 850), (x + 6, 910), (x + (480 - x) * 0.1, 980)]), 6), blue=1)
    # Head.
    p.fill(ellipse(302, 520, 34, 54), blue=0.33)
    p.fill(ellipse(668, 520, 34, 54), blue=0.33)
    face = smooth(
        [
            (312, 400),
            (648, 400),
            (664, 520),
            (648, 640),
            (580, 770),
            (480, 800),
            (384, 770),
            (320, 640),
            (304, 520),
        ],
        closed=True,
    )
    p.fill(face)
    with p.within(face):
        p.fill(
            smooth(
                [
                    (470, 380),
                    (680, 380),
                    (680, 800),
                    (480, 810),
                    (520, 690),
                    (500, 600),
                    (520, 540),
                    (480, 470),
                ],
                closed=True,
            ),
            blue=0.33,
        )
    beard = smooth(
        [
            (304, 540),
            (330, 620),
            (380, 640),
            (430, 606),
            (486, 622),
            (540, 606),
            (592, 640),
            (640, 620),
            (668, 540),
            (676, 660),
            (632, 800),
            (560, 880),
            (484, 906),
            (404, 880),
            (336, 800),
            (292, 660),
        ],
        closed=True,
    )
    p.fill(beard, blue=1)
    for n in range(9):
        x = 350 + n * 34
        p.fill(
            brush(
                smooth(
                    [
                        (x, 680 + 8 * abs(4 - n)),
                        (x + (480 - x) * 0.1, 760),
                        (x + (480 - x) * 0.2, 850 - 16 * abs(4 - n)),
                    ]
                ),
                taper(6),
            ),
            blue=0.33,
        )
    p.fill(smooth([(428, 668), (486, 654), (546, 668), (520, 692), (452, 692)], closed=True), red=1)
    p.fill(brush(smooth([(424, 668), (486, 674), (550, 668)]), taper(6, 2)), blue=1)
    # Moustache, nose, eyes.
    for side in (-1, 1):
        p.fill(
            smooth(
                [
                    (486, 616),
                    (486 + side * 40, 612),
                    (486 + side * 92, 640),
                    (486 + side * 120, 668),
                    (486 + side * 60, 660),
                    (486, 644),
                ],
                closed=True,
            ),
            blue=1,
        )
    p.fill(
        smooth(
            [
                (496, 480),
                (524, 560),
                (528, 596),
                (500, 612),
                (458, 608),
                (448, 592),
                (470, 584),
                (496, 588),
                (500, 560),
            ],
            closed=True,
        ),
        blue=1,
    )
    for x in (402, 572):
        p.fill(brush(smooth([(x - 52, 462), (x, 436), (x + 52, 456)]), taper(24, 8)), blue=1)
        p.fill(brush(arc(x, 512, 34, 18, 195, 345), 8), blue=1)
        p.fill(ellipse(x + 3, 505, 11, 12), blue=1)
        p.fill(ellipse(x - 1, 501, 3.4))
        p.fill(brush(arc(x, 516, 34, 16, 30, 150), taper(5)), blue=1)
        out = -1 if x < 480 else 1
        for k in range(3):
            p.fill(brush([(x + out * 52, 502 + k * 10), (x + out * 74, 496 + k * 16)], 4), blue=1)
    # Cap.
    p.fill(
        smooth(
            [(252, 330), (232, 240), (330, 170), (480, 150), (640, 168), (740, 238), (716, 330)]
        ),
        blue=1,
    )
    p.fill(
        smooth(
            [
                (236, 262),
                (330, 186),
                (480, 164),
                (640, 182),
                (732, 258),
                (640, 214),
                (480, 196),
                (330, 216),
            ]
        ),
        blue=0.66,
    )
    p.fill([(276, 322), (692, 322), (672, 402), (296, 402)], red=1)
    p.fill([(520, 322), (692, 322), (672, 402), (520, 402)], red=1, blue=0.33)
    p.fill(
        smooth(
            [
                (282, 396),
                (480, 380),
                (688, 396),
                (700, 432),
                (600, 452),
                (480, 440),
                (360, 452),
                (270, 432),
            ],
            closed=True,
        ),
        blue=1,
    )
    p.fill(brush(smooth([(300, 428), (480, 410), (670, 428)]), taper(8)), blue=0.33)
    p.fill(brush([(484, 330), (484, 392)], 9))
    p.fill(brush(arc(484, 362, 24, 24, 20, 160), 8))
    p.fill(brush([(466, 344), (502, 344)], 8))
    p.fill(brush(arc(484, 326, 7, 7, 0, 360), 4))
    # Buttons.
    for side in (-1, 1):
        for k in range(3):
            p.fill(ellipse(484 + side * 96, 1040 + k * 74, 15), sea=1)
    p.fill(brush([(484, 1010), (484, 1220)], narrowing(4, 6)), sea=0.66)
    p.fill(rectangle(0, 0, 0, 0))
    return p
