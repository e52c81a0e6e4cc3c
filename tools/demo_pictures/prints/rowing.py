"""The eight from the bridge above, all blades in."""

from __future__ import annotations

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    move,
    narrowing,
    smooth,
    taper,
)


def rowing() -> Print:
    """The eight from the bridge above, all blades in."""
    p = Print(43)
    p.fill(p.sheet, sea=1)
    p.fade(p.sheet, (0, 0), (1600, 900), sea=(1, 1), blue=(0.0, 0.62))

    def at(points: list[Point]) -> list[Point]:
        return move(points, 800, 462, 1, turn=-21)

    for n, (y, long) in enumerate(
        (
            (-330, 500),
            (-270, 300),
            (310, 420),
            (372, 260),
            (-400, 240),
            (420, 380),
            (-200, 150),
            (226, 180),
        )
    ):
        for offset in (-620, -40, 480):
            x = offset + 57 * n % 210
            path = smooth([(x, y), (x + long * 0.3, y - 7), (x + long * 0.7, y + 7), (x + long, y)])
            p.fill(
                at(brush(path, taper(7))), **({"sea": 0.33} if n % 2 else {"sea": 1, "blue": 0.9})
            )
    # The wake and the marks of strokes before.
    for side in (-1, 1):
        for n in range(3):
            p.fill(
                at(
                    brush(
                        smooth(
                            [
                                (-700 + 40 * n, side * 16),
                                (-960 - 60 * n, side * (54 + 30 * n)),
                                (-1250, side * (90 + 62 * n)),
                            ]
                        ),
                        narrowing(10 - 2 * n, 3),
                    )
                )
            )
        for n in range(7):
            x, y = -840 + n * 130 - (36 if side > 0 else 0), side * 236
            for r in (20, 36):
                p.fill(at(brush(arc(x, y, r, r * 0.7, 20, 330), taper(6, 2))), sea=0.2)
    # Oars, shell, crew.
    for n in range(8):
        x = -440 + n * 122
        side = -1 if n % 2 else 1
        p.fill(at(brush([(x - 6, side * 14), (x + 66, side * 250)], narrowing(8, 7))))
        blade = move(
            [(-13, 0), (13, 0), (17, 74), (-17, 74)],
            x + 64,
            side * 244,
            1,
            turn=-16 if side > 0 else 196,
        )
        p.fill(at(blade), red=1)
        for r in (30, 48):
            p.fill(at(brush(arc(x + 76, side * 300, r, r * 0.62, 200, 420), taper(7, 1))))
        p.fill(
            at(
                brush(
                    [
                        (x + 20, side * 10),
                        (x + 20, side * 62),
                        (x + 4, side * 62),
                        (x + 4, side * 10),
                    ],
                    5,
                )
            ),
            blue=1,
        )
    shell = smooth([(-760, 0), (-520, 22), (-200, 31), (200, 31), (520, 22), (800, 0)]) + smooth(
        [(800, 0), (520, -22), (200, -31), (-200, -31), (-520, -22), (-760, 0)]
    )
    p.fill(at([(x + 14, y + 22) for x, y in shell]), blue=1, sea=1)
    p.fill(at(shell))
    p.fill(
        at(
            smooth(
                [
                    (-560, 0),
                    (-480, 13),
                    (0, 19),
                    (480, 13),
                    (560, 0),
                    (480, -13),
                    (0, -19),
                    (-480, -13),
                ],
                closed=True,
            )
        ),
        blue=1,
    )
    for n in range(9):
        x = -440 + n * 122
        side = -1 if n % 2 else 1
        cox = n == 8
        if not cox:
            for leg in (-9, 9):
                p.fill(at(brush([(x - 26, leg), (x - 80, leg * 0.7)], narrowing(15, 10))))
            for reach in (-1, 1):
                p.fill(
                    at(
                        brush(
                            smooth(
                                [
                                    (x - 6, reach * 24),
                                    (x + 8, reach * 20 + side * 14),
                                    (x + 12 + side * 2 * reach, side * 44 - reach * 4),
                                ]
                            ),
                            narrowing(15, 10),
                        )
                    )
                )
        p.fill(at(ellipse(x - 4, 0, 19, 31)), **({"red": 1} if cox else {"blue": 0.33}))
        p.fill(at(ellipse(x - 2, 0, 15, 13)), blue=1)
    return p
