"""Forty singers, one of them in red, and the one who holds them together."""

from __future__ import annotations

from random import Random

from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    move,
    narrowing,
    rectangle,
    smooth,
)


def choir() -> Print:
    """Forty singers, one of them in red, and the one who holds them together."""
    p = Print(71)
    p.fill(p.sheet, sea=0.66)
    for x in range(-60, 1700, 250):
        p.fill([(x, 470), (x, 160), *arc(x + 85, 160, 85, 130, 180, 360), (x + 170, 470)], sea=0.33)
        p.fill([(x + 18, 470), (x + 18, 166), *arc(x + 85, 166, 67, 112, 180, 360), (x + 152, 470)])
        p.fill(brush([(x + 85, 50), (x + 85, 470)], 6), sea=0.66)
        for y in (150, 250, 350):
            p.fill(brush([(x + 18, y), (x + 152, y)], 5), sea=0.66)
    hand = Random(5)
    for row, (number, y, size) in enumerate(((14, 330, 0.82), (14, 470, 0.98), (12, 632, 1.18))):
        for n in range(number):
            u = (n + 0.5) / number - 0.5
            at_x = 800 + u * (1660 + 120 * row)
            _singer(
                p,
                at_x,
                y + 120 * u * u * (1.2 + row * 0.5),
                size,
                hand,
                red=(row, n) == (1, 8),
                pale=row,
            )

    # The conductor.
    def at(points: list[Point]) -> list[Point]:
        return move(points, 800, 940, 1.0)

    for side in (-1, 1):
        arm = smooth(
            [(side * 60, -250), (side * 170, -232), (side * 236, -300), (side * 262, -372)]
        )
        p.fill(at(brush(arm, narrowing(92, 44))))
        p.fill(at(brush(arm, narrowing(78, 34))), blue=1)
        p.fill(at(ellipse(side * 268, -394, 22, 27)))
        for k in range(3):
            p.fill(
                at(brush([(side * (262 + k * 9), -404), (side * (256 + k * 16), -440 + k * 6)], 9))
            )
    p.fill(at(brush([(-264, -398), (-372, -520)], narrowing(7, 3))))
    back = smooth(
        [
            (-196, 20),
            (-170, -170),
            (-120, -262),
            (-40, -290),
            (40, -290),
            (120, -262),
            (170, -170),
            (196, 20),
        ]
    )
    p.fill(at([(px * 1.04, py - 6) for px, py in back]))
    p.fill(at(back), blue=1)
    p.fill(at(brush([(0, -280), (0, 20)], 4)), blue=0.33)
    p.fill(at(rectangle(-26, -330, 26, -270)))
    p.fill(at(ellipse(0, -362, 56, 66)))
    p.fill(at(ellipse(0, -370, 54, 62)), blue=1)
    p.fill(at([(-40, -290), (40, -290), (30, -276), (-30, -276)]))
    return p


def _singer(p: Print, x: float, y: float, s: float, hand: Random, *, red: bool, pale: int) -> None:
    robe: dict[str, float] = (
        {"red": 1.0} if red else ({"blue": 1.0, "sea": 0.66}, {"blue": 1.0}, {"blue": 1.0})[pale]
    )
    tilt = hand.uniform(-5, 5)

    def at(points: list[Point]) -> list[Point]:
        return move(points, x, y, s, tilt)

    gown = smooth(
        [(-78, 330), (-66, 90), (-50, 52), (-18, 40), (18, 40), (50, 52), (66, 90), (78, 330)]
    )
    p.fill(at([(px * 1.07, py - 4) for px, py in gown]), sea=0.33)
    p.fill(at(gown), **robe)
    p.fill(at([(-20, 42), (20, 42), (0, 82)]))
    p.fill(at(rectangle(-14, 18, 14, 48)), blue=0.33)
    style = hand.choice(("bob", "short", "bun", "bald", "long"))
    hair: dict[str, float] = hand.choice(
        ({"blue": 1.0}, {"blue": 1.0}, {"blue": 0.66}, {"blue": 0.33})
    )
    if style in ("bob", "long"):
        p.fill(
            at(
                smooth(
                    [
                        (-46, 40 if style == "long" else 12),
                        (-44, -30),
                        (-20, -58),
                        (20, -58),
                        (44, -30),
                        (46, 40 if style == "long" else 12),
                    ]
                )
            ),
            **hair,
        )
    if style == "bun":
        p.fill(at(ellipse(0, -62, 20)), **hair)
    p.fill(at(ellipse(0, -8, 34, 42)))
    if style != "bald":
        p.fill(
            at(
                smooth(
                    [
                        (-37, -6),
                        (-36, -40),
                        (-10, -58),
                        (22, -54),
                        (38, -30),
                        (37, -6),
                        (24, -30),
                        (-6, -34),
                    ]
                )
            ),
            **hair,
        )
    for ex in (-13, 13):
        p.fill(at(brush(arc(ex, -8, 7, 5, 20, 160), 3.4)), blue=1)
        p.fill(at(brush([(ex - 7, -21), (ex, -24), (ex + 7, -21)], 3)), blue=1)
    p.fill(at(ellipse(0, 17, hand.uniform(7, 11), hand.uniform(8, 13))), blue=1)
    # The music, held open.
    p.fill(at([(-52, 120), (0, 134), (0, 190), (-56, 172)]))
    p.fill(at([(52, 120), (0, 134), (0, 190), (56, 172)]), sea=0.33)
    p.fill(at(brush([(0, 132), (0, 190)], 3)), blue=1)
    for k in range(3):
        p.fill(at(brush([(-46, 134 + k * 13), (-8, 145 + k * 13)], 2.4)), blue=1)
    for side in (-1, 1):
        p.fill(at(ellipse(side * 55, 152, 11, 13)))
