"""Boats at the quay before the boats go out: masts, cranes, their lines in the water."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.prints.water import gull, swell
from tools.demo_pictures.shapes import (
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
    taper,
    wave,
)


def harbour() -> Print:
    """Boats at the quay before the boats go out: masts, cranes, their lines in the water."""
    p = Print(31, sea=(58, 128, 120))
    p.fade(p.sheet, (0, 0), (0, 470), opaque=True, sea=(0.42, 0.04))
    # Sheds and cranes behind.
    p.fill(rectangle(-20, 470, 1620, 520), blue=0.66, sea=0.66)
    for left, width, height in (
        (20, 210, 90),
        (236, 150, 64),
        (400, 230, 110),
        (1010, 260, 96),
        (1290, 170, 70),
        (1470, 180, 120),
    ):
        roof = [
            (left, 480),
            (left, 480 - height),
            (left + width / 2, 480 - height - 44),
            (left + width, 480 - height),
            (left + width, 480),
        ]
        p.fill(roof, blue=0.66, sea=0.33)
        for n in range(int(width / 44)):
            p.fill(
                rectangle(
                    left + 18 + n * 44, 480 - height + 22, left + 34 + n * 44, 480 - height + 46
                ),
                sea=0,
            )
    for x, jib, flip in ((760, 300, True), (1190, 300, False)):
        side = -1 if flip else 1
        for leg in (-36, 36):
            p.fill(brush([(x + leg, 486), (x + leg * 0.45, 300)], 13), blue=0.92)
        for y in (330, 386, 442):
            p.fill(brush([(x - 30, y + 24), (x + 30, y - 22)], 6), blue=0.92)
        p.fill(rectangle(x - 38, 248, x + 38, 306), blue=0.92)
        p.fill(rectangle(x - 22, 262, x + 4, 284))
        tip = (x + side * jib, 92)
        p.fill(brush([(x, 270), tip], narrowing(26, 8)), blue=0.92)
        p.fill(brush([(x - side * 20, 250), (x - side * 8, 176), tip], 4), blue=0.92)
        p.fill(brush([tip, (tip[0], 330)], 4), blue=0.92)
        p.fill(
            brush([(tip[0], 330), (tip[0] - 9, 346), (tip[0] + 6, 356), (tip[0] + 12, 342)], 6),
            blue=0.92,
        )
    # Water.
    p.fill(rectangle(-20, 516, 1620, 920), sea=0.55)
    p.fade(rectangle(-20, 516, 1620, 920), (0, 516), (0, 900), sea=(0.33, 1), blue=(0, 0.33))
    boats = [
        (170, 560, 0.66, "sea"),
        (520, 580, 0.82, "blue"),
        (1330, 572, 0.74, "blue"),
        (930, 624, 1.16, "red"),
    ]
    for x, y, size, ink in boats:
        _reflection(p, x, y, size, ink)
    for x, y, size, ink in boats:
        _boat(p, x, y, size, ink)
    # The quay we stand on, with a bollard and its rope.
    swell(p, 650, 900, rows=8, seed=12, sea=0.08)
    p.fill([(-20, 930), (-20, 800), (380, 838), (620, 930)], blue=1)
    p.fade(
        [(-20, 800), (380, 838), (430, 862), (-20, 824)],
        (0, 0),
        (400, 0),
        opaque=True,
        blue=(0.2, 0.5),
    )
    p.fill(
        smooth(
            [
                (182, 846),
                (190, 770),
                (160, 752),
                (166, 734),
                (222, 728),
                (276, 738),
                (280, 756),
                (252, 772),
                (262, 850),
            ]
        ),
        blue=1,
    )
    p.fade(rectangle(196, 772, 214, 840), (190, 0), (220, 0), opaque=True, blue=(0.5, 1))
    rope = smooth([(222, 786), (330, 800), (470, 772), (610, 706), (716, 632)])
    p.line(rope, 9)
    p.line(rope, 3, blue=1)
    for x, y, s in ((250, 120, 44), (340, 180, 28), (1010, 90, 36), (160, 200, 22)):
        gull(p, x, y, s, 6, blue=1)
    return p


def _boat(p: Print, x: float, y: float, s: float, ink: str) -> None:
    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return move(points, x, y, s)

    p.fill(at(brush([(-40, -60), (-40, -430)], narrowing(13, 7))), blue=1)
    p.fill(at(brush([(110, -60), (110, -320)], narrowing(11, 6))), blue=1)
    for line in (
        [(-40, -424), (-215, -74)],
        [(-40, -424), (110, -314)],
        [(110, -314), (214, -96)],
        [(-40, -300), (60, -120)],
        [(-40, -424), (-120, -70)],
    ):
        p.fill(at(brush(line, 3)), blue=1)
    p.fill(at(brush([(-40, -150), (86, -200)], 8)), blue=1)
    p.fill(at([(24, -66), (24, -158), (128, -158), (140, -66)]))
    p.fill(at([(14, -158), (140, -158), (134, -176), (20, -176)]), blue=1)
    for left in (38, 72, 104):
        p.fill(at(rectangle(left, -142, left + 22, -112)), blue=1)
    hull = (
        smooth([(-232, -92), (-150, -70), (0, -60), (130, -66), (222, -92)])
        + smooth([(222, -92), (206, -30), (180, 14)])
        + smooth([(-176, 14), (-212, -40), (-232, -92)])
    )
    p.fill(at(hull), **{ink: 1, "blue": 1 if ink != "red" else 0})
    p.fill(
        at(
            smooth(
                [
                    (-236, -100),
                    (-150, -78),
                    (0, -68),
                    (130, -74),
                    (226, -100),
                    (222, -84),
                    (130, -58),
                    (0, -52),
                    (-150, -62),
                    (-232, -84),
                ]
            )
        )
    )
    p.fill(at([(-196, -12), (196, -12), (180, 14), (-176, 14)]), blue=1)
    for n in range(3):
        p.fill(at(ellipse(-70 + n * 64, -18 - 16, 13)), blue=1)
        p.fill(at(ellipse(-70 + n * 64, -18 - 16, 5)), blue=0.0)


def _reflection(p: Print, x: float, y: float, s: float, ink: str) -> None:
    hand = Random(f"{x}")
    kinds: dict[str, dict[str, float]] = {
        "red": {"red": 1},
        "blue": {"blue": 1},
        "sea": {"blue": 1, "sea": 1},
    }
    inks = kinds[ink]
    for row in range(9):
        half = s * (190 - row * 10) * hand.uniform(0.75, 1)
        yy = y + s * (18 + row * 15)
        p.fill(
            brush(wave(x - half, x + half, yy, 3, 90, row), taper(10 * s)),
            **(inks if row > 1 else kinds["blue"]),
        )
    for mast, height in ((-40, 300), (110, 210)):
        for row in range(int(height / 26)):
            yy = y + s * (140 + row * 24)
            xx = x + s * mast + hand.uniform(-5, 5)
            p.fill(brush([(xx - 20 * s, yy), (xx + 20 * s, yy + 3)], taper(8 * s)), blue=1)
