"""The first train over the viaduct."""

from __future__ import annotations

from math import sin
from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    arc,
    brush,
    ellipse,
    rectangle,
    smooth,
    taper,
    wave,
)


def train() -> Print:
    """The first train over the viaduct."""
    p = Print(54)
    p.fade(p.sheet, (0, 0), (0, 520), opaque=True, sea=(0.4, 0.0))
    for x, y, rx in (
        (300, 130, 130),
        (400, 106, 110),
        (500, 136, 120),
        (1180, 90, 120),
        (1290, 70, 100),
        (1380, 96, 130),
    ):
        p.fill(ellipse(x, y, rx, 34))
    p.fill(
        smooth(
            [
                (-20, 470),
                (120, 400),
                (330, 330),
                (520, 380),
                (720, 450),
                (930, 400),
                (1150, 310),
                (1380, 360),
                (1620, 300),
                (1620, 700),
                (-20, 700),
            ]
        ),
        sea=0.33,
    )
    p.fill(
        smooth(
            [
                (-20, 560),
                (200, 470),
                (420, 500),
                (660, 560),
                (900, 520),
                (1120, 460),
                (1330, 500),
                (1620, 430),
                (1620, 760),
                (-20, 760),
            ]
        ),
        sea=0.66,
    )
    hand = Random(3)
    for _ in range(34):
        at, foot = hand.uniform(0, 1600), hand.uniform(560, 650)
        s = hand.uniform(14, 30)
        p.fill(ellipse(at, foot, s, s * 1.25), sea=1, blue=0.33)
        p.fill(rectangle(at - 2, foot + s, at + 2, foot + s * 2), blue=1)
    p.fill(
        smooth(
            [(-20, 690), (300, 660), (700, 676), (1100, 650), (1620, 680), (1620, 940), (-20, 940)]
        ),
        sea=1,
    )
    p.fill(rectangle(-20, 740, 1620, 920), sea=0.66)
    # The viaduct.
    deck = 372
    p.fill(rectangle(-20, deck, 1620, 850), blue=1)
    openings = []
    for n in range(7):
        left = -96 + n * 256
        opening = [
            (left + 34, 860),
            (left + 34, 580),
            *arc(left + 128, 570, 94, 130, 180, 360),
            (left + 222, 580),
            (left + 222, 860),
        ]
        openings.append((left, opening))
    base = p
    _through(base, [opening for _, opening in openings])
    for left, _ in openings:
        for n in range(9):
            a = 188 + n * 20.5
            inner, outer = (
                arc(left + 128, 570, 94, 130, a, a + 1)[0],
                arc(left + 128, 570, 116, 156, a, a + 1)[0],
            )
            p.fill(brush([inner, outer], 3), blue=0.33)
        p.fill(rectangle(left + 222, 580, left + 242, 850), blue=0.66)
        for y in range(600, 840, 34):
            p.fill(brush([(left + 224, y), (left + 288, y)], 2.5), blue=0.33)
    p.fill(rectangle(-20, deck - 6, 1620, deck + 16))
    p.fill(rectangle(-20, deck + 16, 1620, deck + 24), blue=1)
    for x in range(0, 1620, 32):
        p.fill(rectangle(x, deck + 24, x + 16, deck + 36), blue=0)
    # Poles, wire, train.
    for x in range(60, 1620, 256):
        p.fill(rectangle(x, 196, x + 8, deck), blue=1)
        p.fill(rectangle(x - 56, 206, x + 8, 211), blue=1)
    for x in range(-196, 1620, 256):
        p.fill(brush(smooth([(x, 212), (x + 128, 226), (x + 256, 212)]), 3), blue=1)
    for n in range(3):
        left = 380 + n * 398
        nose = n == 0
        car = (
            [
                *smooth([(left - 96, 366), (left - 84, 330), (left - 40, 272), (left + 10, 256)]),
                (left + 386, 256),
                (left + 386, 366),
            ]
            if nose
            else [(left, 366), (left, 262), (left + 6, 256), (left + 386, 256), (left + 386, 366)]
        )
        p.fill(car, red=1)
        p.fill(rectangle(left + (30 if nose else 22), 276, left + 366, 318), blue=1)
        for k in range(6):
            if (n, k) not in {(1, 2), (2, 4)}:
                p.fill(rectangle(left + 40 + k * 54, 282, left + 82 + k * 54, 312))
            if (n + k) % 3 == 0:
                p.fill(ellipse(left + 61 + k * 54, 300, 8, 10), blue=1)
                p.fill(rectangle(left + 50 + k * 54, 306, left + 72 + k * 54, 316), blue=1)
        if nose:
            p.fill([(left - 58, 314), (left - 30, 280), (left + 14, 276), (left + 14, 316)], blue=1)
            p.fill(ellipse(left - 70, 342, 8))
        p.fill(rectangle(left - (90 if nose else 0), 334, left + 386, 342))
        p.fill(rectangle(left + 386, 276, left + 398, 360), blue=1)
        for wheel in (40, 90, 296, 346):
            p.fill(ellipse(left + wheel, 366, 15), blue=1)
    p.fill(brush([(950, 256), (990, 236), (960, 218), (1000, 218)], 5), blue=1)
    # Water with the arches in it.
    p.fade(
        rectangle(-20, 846, 1620, 920),
        (0, 846),
        (0, 920),
        opaque=True,
        sea=(1, 0.66),
        blue=(0.33, 0.0),
    )
    for n in range(6):
        y = 852 + n * 11
        for left, _ in openings:
            p.fill(
                brush(wave(left + 226 + 3 * sin(n), left + 286, y, 1.5, 60, n), taper(8)), blue=1
            )
            p.fill(
                brush(
                    [
                        (left + 60 + 20 * sin(n * 2), y),
                        (left + 120, y + 1),
                        (left + 180 + 10 * sin(n), y),
                    ],
                    taper(4),
                )
            )
    return p


def _through(p: Print, openings: list[list[tuple[float, float]]]) -> None:
    """Cut the arches open on what lies behind them."""
    for opening in openings:
        with p.within(opening):
            p.fill(rectangle(-20, 400, 1620, 860), sea=0.33)
            p.fill(
                smooth(
                    [
                        (-20, 560),
                        (200, 500),
                        (420, 530),
                        (660, 590),
                        (900, 550),
                        (1120, 490),
                        (1330, 530),
                        (1620, 470),
                        (1620, 760),
                        (-20, 760),
                    ]
                ),
                sea=0.66,
            )
            p.fill(
                smooth(
                    [
                        (-20, 700),
                        (300, 670),
                        (700, 690),
                        (1100, 660),
                        (1620, 690),
                        (1620, 940),
                        (-20, 940),
                    ]
                ),
                sea=1,
            )
            for n in range(10):
                x = 40 + n * 168
                p.fill(ellipse(x, 650, 26, 34), sea=1, blue=0.33)
                p.fill(rectangle(x - 2, 680, x + 2, 706), blue=1)
