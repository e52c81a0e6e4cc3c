"""The vote: a majority of one."""

from __future__ import annotations

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    move,
    rectangle,
    smooth,
    taper,
)


def council() -> Print:
    """The vote: a majority of one."""
    p = Print(73)
    p.fill(p.sheet, sea=1, blue=0.33)
    for x in (90, 470, 850, 1230):
        p.fill(
            [(x - 14, 620), (x - 14, 210), *arc(x + 140, 210, 154, 190, 180, 360), (x + 294, 620)],
            sea=0.66,
        )
        p.fill(
            [(x, 620), (x, 214), *arc(x + 140, 214, 140, 174, 180, 360), (x + 280, 620)], sea=0.0
        )
        p.fade(
            [(x, 620), (x, 214), *arc(x + 140, 214, 140, 174, 180, 360), (x + 280, 620)],
            (0, 120),
            (0, 560),
            sea=(0.0, 0.4),
        )
        p.fill(rectangle(x + 134, 40, x + 146, 620), sea=1, blue=0.33)
        for y in (214, 350, 486):
            p.fill(rectangle(x, y - 5, x + 280, y + 5), sea=1, blue=0.33)
    p.fill(rectangle(-20, 612, 1620, 920), blue=1, sea=0.66)
    p.fill(rectangle(-20, 604, 1620, 616), sea=0.33)
    arms = [
        (90, 420, -6, 0.86),
        (330, 360, 4, 0.9),
        (610, 470, -3, 0.84),
        (1060, 430, 5, 0.86),
        (1310, 350, -5, 0.9),
        (1530, 440, 6, 0.86),
        (200, 560, 3, 1.1),
        (470, 520, -4, 1.12),
        (1180, 540, 3, 1.12),
        (1440, 580, -5, 1.1),
        (820, 300, 0, 1.2),
    ]
    heads = [
        (210, 640, 0.9),
        (470, 650, 0.86),
        (720, 640, 0.9),
        (950, 650, 0.88),
        (1190, 640, 0.9),
        (1420, 650, 0.88),
    ]
    for x, y, s in heads:
        p.fill(ellipse(x, y, 62 * s, 74 * s), blue=1)
        p.fill(
            smooth(
                [
                    (x - 150 * s, 940),
                    (x - 130 * s, y + 130 * s),
                    (x - 40 * s, y + 76 * s),
                    (x + 40 * s, y + 76 * s),
                    (x + 130 * s, y + 130 * s),
                    (x + 150 * s, 940),
                ]
            ),
            blue=1,
        )
    for n, (x, y, turn, s) in enumerate(arms):
        _raised(p, x, y, turn, s, red=n == len(arms) - 1, flip=n % 3 == 1)
    return p


def _raised(p: Print, x: float, y: float, turn: float, s: float, *, red: bool, flip: bool) -> None:
    def at(points: list[Point]) -> list[Point]:
        return move(points, x, y, s, turn, flip)

    sleeve: list[Point] = [(-62, 800), (-50, 210), (50, 210), (66, 800)]
    p.fill(at([(-70, 800), (-57, 204), (57, 204), (74, 800)]), sea=0.33)
    p.fill(at(sleeve), **({"red": 1} if red else {"blue": 1}))
    p.fill(
        at([(22, 210), (50, 210), (66, 800), (30, 800)]),
        **({"red": 1, "blue": 0.66} if red else {"blue": 1, "sea": 1}),
    )
    p.fill(at([(-44, 168), (44, 168), (47, 216), (-47, 216)]))
    # A hand, its outline first.
    fingers = [
        ((-36, 30), (-52, -62), 24),
        ((-12, 14), (-18, -96), 25),
        ((13, 14), (17, -92), 25),
        ((36, 28), (50, -58), 23),
    ]
    thumb = smooth([(-40, 96), (-76, 62), (-96, 16)])
    for grow, ink in ((7.0, {"blue": 1.0}), (0.0, {})):
        p.fill(
            at(
                smooth(
                    [
                        (-36 - grow / 2, 180),
                        (-50 - grow / 2, 96),
                        (-48 - grow / 2, 22),
                        (0, 6),
                        (48 + grow / 2, 22),
                        (48 + grow / 2, 96),
                        (34 + grow / 2, 180),
                    ]
                )
            ),
            **ink,
        )
        for a, b, w in fingers:
            p.fill(at(brush([a, b], w + grow)), **ink)
            p.fill(at(ellipse(*b, (w + grow) / 2)), **ink)
        p.fill(at(brush(thumb, 27 + grow)), **ink)
        p.fill(at(ellipse(*thumb[-1], (27 + grow) / 2)), **ink)
    p.fill(at(brush(smooth([(-34, 66), (-6, 82), (22, 74)]), taper(5, 1))), blue=1)
    p.fill(at(brush(smooth([(-40, 106), (-14, 110), (6, 140)]), taper(5, 1))), blue=1)
