"""A woman with grey hair and a red scarf, lit from the left."""

from __future__ import annotations

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    smooth,
    taper,
)


def portrait_a() -> Print:
    """A woman with grey hair and a red scarf, lit from the left."""
    p = Print(81, 960, 1200)
    p.fill(p.sheet, sea=1)
    p.fill(ellipse(480, 500, 420), sea=0.66)
    # Hair behind, neck, coat.
    p.fill(
        smooth(
            [
                (262, 640),
                (226, 470),
                (262, 290),
                (400, 190),
                (560, 186),
                (690, 280),
                (736, 450),
                (712, 640),
                (640, 700),
                (330, 700),
            ],
            closed=True,
        ),
        blue=1,
    )
    p.fill(
        smooth(
            [
                (40, 1220),
                (70, 1010),
                (190, 900),
                (360, 850),
                (600, 850),
                (770, 900),
                (890, 1010),
                (930, 1220),
            ]
        ),
        blue=1,
    )
    p.fill([(396, 690), (566, 690), (580, 880), (384, 880)])
    p.fill([(470, 690), (566, 690), (580, 880), (440, 880)], blue=0.33)
    # Face: a light half and a dark half.
    face = smooth(
        [
            (318, 460),
            (322, 380),
            (400, 300),
            (520, 292),
            (624, 356),
            (646, 470),
            (632, 580),
            (576, 690),
            (484, 742),
            (394, 690),
            (336, 580),
        ],
        closed=True,
    )
    p.fill(face)
    dark = smooth(
        [
            (500, 280),
            (660, 340),
            (670, 480),
            (650, 600),
            (590, 700),
            (486, 750),
            (500, 690),
            (516, 640),
            (500, 610),
            (530, 560),
            (506, 470),
            (514, 420),
            (490, 360),
        ],
        closed=True,
    )
    with p.within(face):
        p.fill(dark, blue=0.33)
    # Hair in front.
    p.fill(
        smooth(
            [
                (300, 500),
                (276, 390),
                (330, 270),
                (450, 214),
                (590, 226),
                (690, 320),
                (700, 480),
                (668, 500),
                (640, 400),
                (560, 330),
                (470, 330),
                (392, 386),
                (340, 440),
            ],
            closed=True,
        ),
        blue=1,
    )
    for n in range(7):
        path = smooth(
            [(450 + n * 26, 226 + n * 8), (380 + n * 34, 280 + n * 8), (316 + n * 46, 380 + n * 12)]
        )
        p.fill(brush(path, taper(6)), **({} if n < 4 else {"blue": 0.33}))
    # Glasses, eyes, nose, mouth.
    for x in (400, 570):
        p.fill(brush([*arc(x, 500, 62, 56, 0, 360)], 9), blue=1)
        p.fill(brush(arc(x, 512, 30, 17, 195, 345), 8), blue=1)
        p.fill(ellipse(x + 2, 506, 11, 12), blue=1)
        p.fill(ellipse(x - 2, 502, 3.4))
        p.fill(brush(smooth([(x - 54, 436), (x - 6, 420), (x + 50, 432)]), taper(15, 5)), blue=1)
    p.fill(brush(arc(485, 500, 24, 14, 190, 350), 9), blue=1)
    p.fill(brush([(338, 490), (310, 478)], 9), blue=1)
    p.fill(brush([(632, 490), (660, 482)], 9), blue=1)
    p.fill(brush(smooth([(498, 530), (516, 580), (508, 606), (474, 608)]), taper(9, 4)), blue=1)
    p.fill(
        smooth(
            [(420, 662), (456, 646), (482, 652), (510, 645), (548, 660), (510, 684), (470, 688)],
            closed=True,
        ),
        red=1,
    )
    p.fill(brush(smooth([(414, 662), (470, 666), (554, 660)]), taper(6, 2)), blue=1)
    p.fill(brush(smooth([(362, 590), (372, 630), (394, 650)]), taper(6)), blue=0.33)
    # Scarf, lapels.
    p.fill(
        smooth(
            [
                (350, 820),
                (420, 868),
                (490, 880),
                (570, 862),
                (622, 816),
                (650, 880),
                (600, 950),
                (490, 976),
                (380, 950),
                (322, 880),
            ],
            closed=True,
        ),
        red=1,
    )
    p.fill([(440, 940), (540, 950), (580, 1220), (430, 1220)], red=1)
    p.fill([(500, 948), (540, 950), (580, 1220), (520, 1220)], red=1, blue=0.66)
    for fold in ([(350, 860), (420, 910), (500, 924)], [(620, 856), (560, 906), (480, 916)]):
        p.fill(brush(smooth(fold), taper(8)), red=1, blue=0.66)
    p.fill(brush([(270, 900), (380, 1220)], 7), sea=0.66)
    p.fill(brush([(704, 900), (620, 1220)], 7), sea=0.66)
    p.fill(ellipse(300, 640, 12, 16), red=1)
    return p
