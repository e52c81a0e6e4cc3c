"""Shelves to the ceiling, a ladder, somebody looking for the red one."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
)


def library() -> Print:
    """Shelves to the ceiling, a ladder, somebody looking for the red one."""
    p = Print(72)
    p.fill(p.sheet, blue=1)
    hand = Random(10)
    inks: list[dict[str, float]] = [
        {"sea": 1.0},
        {"sea": 0.66},
        {"sea": 0.33},
        {},
        {"blue": 0.66},
        {"blue": 0.33},
        {"sea": 1.0, "blue": 0.33},
        {"sea": 0.66, "blue": 0.33},
    ]
    shelves = [(-30, 176), (200, 398), (422, 620), (644, 842)]
    for top, bottom in shelves:
        x = -10.0
        while x < 1640:
            upright = 380 + 400 * round((x - 380) / 400)
            if abs(x - upright) < 30:
                x = upright + 30
            wide = hand.uniform(20, 54)
            high = (bottom - top) * hand.uniform(0.68, 0.94)
            lean = hand.random() < 0.08
            ink = hand.choice(inks)
            skew = 26 if lean else 0
            if lean:
                x += 10
            spine = [
                (x + skew, bottom - high),
                (x + wide + skew, bottom - high),
                (x + wide, bottom),
                (x, bottom),
            ]
            p.fill(spine, **ink)
            light = ink.get("blue", 0) < 0.5 and ink.get("sea", 0) < 0.5
            band: dict[str, float] = {"blue": 1} if light else {}
            style = hand.randrange(4)
            for v in (
                (0.12, 0.2)
                if style == 0
                else (0.14, 0.82)
                if style == 1
                else (0.3,)
                if style == 2
                else ()
            ):
                y = bottom - high * (1 - v)
                dx = skew * (1 - v)
                p.fill(brush([(x + dx + 3, y), (x + wide + dx - 3, y)], 5), **band)
            if style == 3 and wide > 34:
                y = bottom - high * 0.7
                p.fill(
                    [
                        (x + 8 + skew * 0.7, y),
                        (x + wide - 8 + skew * 0.7, y),
                        (x + wide - 8 + skew * 0.4, y + high * 0.24),
                        (x + 8 + skew * 0.4, y + high * 0.24),
                    ],
                    **band,
                )
            x += wide + (26 if lean else 2.5)
        p.fill(rectangle(-20, bottom, 1620, bottom + 24), blue=1)
        p.fill(rectangle(-20, bottom + 3, 1620, bottom + 8), sea=0.66)
    for x in (380, 780, 1180):
        p.fill(rectangle(x - 12, -20, x + 12, 866), blue=1)
        p.fill(rectangle(x - 9, -20, x - 4, 866), sea=0.66)
    p.fill(rectangle(-20, 866, 1620, 920), blue=1)
    p.fill(rectangle(-20, 866, 1620, 874), sea=0.66)
    # The ladder and the reader; a rim of paper parts them from the books.
    for pass_ in (0, 1):
        wide = 12 if pass_ == 0 else 0
        tone: dict[str, float] = {} if pass_ == 0 else {"blue": 1}
        for rail in (0, 116):
            p.fill(brush([(930 + rail, 900), (1006 + rail * 0.9, 0)], 17 + wide), **tone)
        for n in range(10):
            y = 846 - n * 88
            x = 930 + (900 - y) * 0.0845
            p.fill(brush([(x, y), (x + 113 - (900 - y) * 0.013, y)], 12 + wide), **tone)
    _reader(p, 7)
    _reader(p, 0)
    p.fill(move(rectangle(-84, -13, 84, 13), 818, 250, 1, -8))
    p.fill(move(rectangle(-80, -20, 80, 20), 818, 252, 1, -8), red=1)
    for dx in (-56, 52):
        p.fill(move(rectangle(dx - 3, -20, dx + 3, 20), 818, 252, 1, -8))
    p.fill(ellipse(884, 262, 20, 24))
    return p


def _reader(p: Print, rim: float) -> None:
    ink: dict[str, float] = {} if rim else {"blue": 1}
    p.fill(
        brush(
            smooth([(1010, 560), (1016, 640), (1008, 730)]), narrowing(56 + rim * 2, 36 + rim * 2)
        ),
        **ink,
    )
    p.fill(
        brush(
            smooth([(1058, 560), (1088, 600), (1068, 660), (1060, 646)]),
            narrowing(56 + rim * 2, 34 + rim * 2),
        ),
        **ink,
    )
    p.fill(brush([(980, 734), (1030, 736)], 18 + rim * 2), **ink)
    p.fill(brush([(1040, 652), (1092, 656)], 18 + rim * 2), **ink)
    body = [
        (978 - rim, 584 + rim),
        (968 - rim, 450),
        (984 - rim, 340),
        (1024, 310 - rim),
        (1072 + rim, 330),
        (1094 + rim, 420),
        (1102 + rim, 590 + rim),
    ]
    p.fill(smooth(body), **ink)
    p.fill(
        brush(smooth([(1006, 348), (950, 320), (890, 266)]), narrowing(50 + rim * 2, 30 + rim * 2)),
        **ink,
    )
    p.fill(
        brush(
            smooth([(1074, 350), (1120, 420), (1098, 480)]), narrowing(46 + rim * 2, 30 + rim * 2)
        ),
        **ink,
    )
    p.fill(ellipse(1022, 262, 42 + rim, 48 + rim), **ink)
    p.fill(ellipse(1062, 230, 24 + rim, 22 + rim), **ink)
    if not rim:
        p.fill(smooth([(986, 240), (1010, 250), (1020, 290), (1002, 306), (984, 286)], closed=True))
        p.fill(ellipse(1000, 262, 4, 5), blue=1)
