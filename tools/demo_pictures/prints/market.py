"""The market hall under its skylight."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tools.demo_pictures.figures import figure
from tools.demo_pictures.press import Print
from tools.demo_pictures.shapes import (
    Point,
    arc,
    brush,
    ellipse,
    smooth,
    taper,
)


def market() -> Print:
    """The market hall under its skylight."""
    p = Print(61)
    p.fill(p.sheet, blue=0.66, sea=0.33)
    gone = (800, 470)

    def at(x: float, y: float, t: float) -> Point:
        """A point of the hall's section, t from 0 (here) to 1 (the far end)."""
        s = 1 / (1 + 3.4 * t)
        return gone[0] + (x - gone[0]) * s, gone[1] + (y - gone[1]) * s

    walls, eaves, ridge, floor = (-240, 1840), 40, -330, 1010
    left, right = walls
    p.fill(
        [
            at(left, eaves, 0),
            at(800, ridge, 0),
            at(right, eaves, 0),
            at(right, eaves, 1),
            at(800, ridge, 1),
            at(left, eaves, 1),
        ],
        blue=0.66,
        sea=0.66,
    )
    # Skylight: panes along the ridge.
    for n in range(8):
        a, b = n / 8 + 0.012, (n + 1) / 8 - 0.012
        for x0, x1 in ((360, 560), (580, 785), (815, 1020), (1040, 1240)):

            def slope(x: float) -> float:
                return ridge + (eaves - ridge) * abs(x - 800) / 1040

            p.fill(
                [
                    at(x0, slope(x0), a),
                    at(x1, slope(x1), a),
                    at(x1, slope(x1), b),
                    at(x0, slope(x0), b),
                ],
                **({} if (n + int(x0)) % 3 else {"sea": 0.33}),
            )
    p.fill(
        [at(left, floor, 0), at(right, floor, 0), at(right, floor, 1), at(left, floor, 1)], sea=0.33
    )
    p.fade(
        [at(360, floor, 0), at(1240, floor, 0), at(1240, floor, 1), at(360, floor, 1)],
        (0, 620),
        (0, 900),
        opaque=True,
        sea=(0.0, 0.34),
    )
    # The far wall, a gable window and a clock.
    p.fill(
        [
            at(left, floor, 1),
            at(left, eaves, 1),
            at(800, ridge, 1),
            at(right, eaves, 1),
            at(right, floor, 1),
        ],
        sea=0.66,
    )
    for x in range(200, 1500, 150):
        top = ridge + (eaves - ridge) * abs(x + 55 - 800) / 1040 + 200
        p.fill([at(x, top, 1), at(x + 110, top, 1), at(x + 110, 560, 1), at(x, 560, 1)])
    p.fill([at(640, 640, 1), at(960, 640, 1), at(960, floor, 1), at(640, floor, 1)], blue=1)
    # Iron frames.
    for t in (1.0, 0.62, 0.36, 0.16, 0.0):
        thick = 40 / (1 + 3.4 * t)
        for x, sign in ((left, 1), (right, -1)):
            p.fill(brush([at(x, floor, t), at(x, eaves, t)], thick), blue=1)
            curve = smooth(
                [
                    at(x, 420, t),
                    at(x + sign * 130, 180, t),
                    at(x + sign * 520, 20, t),
                    at(800, -60, t),
                ]
            )
            p.fill(brush(curve, thick * 0.55), blue=1)
            for k in range(1, 8):
                u = k / 8
                px = x + sign * 1040 * u
                roof = at(px, eaves + (ridge - eaves) * u, t)
                low = curve[int(len(curve) * (0.2 + 0.78 * u)) - 1]
                p.fill(brush([roof, low], thick * 0.22), blue=1)
        p.fill(
            brush([at(left, eaves, t), at(800, ridge, t), at(right, eaves, t)], thick * 0.8), blue=1
        )
    # Stalls, far to near.
    hand = Random(3)
    for t in (0.9, 0.6, 0.36):
        for sign, ink in ((-1, "red"), (1, "sea")):
            _stall(
                p,
                at,
                t,
                sign,
                {"red": 1.0}
                if ink == "red" and t < 0.5
                else {"blue": 1.0}
                if ink == "red"
                else {"sea": 1.0},
                hand,
            )
    for x, t, flip, bag in (
        (690, 0.9, False, False),
        (905, 0.8, True, True),
        (610, 0.52, True, False),
        (800, 0.6, False, True),
        (1000, 0.46, True, False),
    ):
        foot = at(x, floor, t)
        figure(
            p,
            foot[0],
            foot[1],
            420 / (1 + 3.4 * t),
            flip=flip,
            bag=bag,
            stride=12,
            coat={"blue": 1},
            hat=bag,
        )
    _stall(p, at, 0.1, -1, {"red": 1.0}, hand)
    _stall(p, at, 0.1, 1, {"sea": 1.0}, hand)
    figure(p, 612, 880, 330, stride=10, coat={"blue": 0.33}, bag=True, skin={})
    figure(p, 700, 872, 200, stride=8, coat={"red": 1}, skin={})
    figure(p, 980, 890, 350, stride=13, flip=True, coat={"sea": 0.66}, hat=True, skin={})
    return p


def _stall(
    p: Print,
    at: Callable[[float, float, float], Point],
    t: float,
    sign: int,
    ink: dict[str, float],
    hand: Random,
) -> None:
    near, far = t, t + 0.13
    inner, outer = 800 + sign * 440, 800 + sign * 900
    p.fill(
        [at(outer, 300, near), at(inner, 300, near), at(inner, 1000, near), at(outer, 1000, near)],
        blue=0.66,
        sea=0.33,
    )
    p.fill(
        [at(inner, 300, near), at(inner, 300, far), at(inner, 1000, far), at(inner, 1000, near)],
        blue=1,
        sea=0.33,
    )
    keeper = at((outer + inner) / 2, 960, near)
    figure(
        p,
        keeper[0],
        keeper[1],
        560 / (1 + 3.4 * t),
        flip=sign > 0,
        stride=4,
        coat={"blue": 1},
        hat=sign < 0,
    )
    # The counter and what lies on it.
    p.fill(
        [
            at(outer, 740, near),
            at(inner - sign * 30, 740, near),
            at(inner - sign * 30, 1000, near),
            at(outer, 1000, near),
        ],
        blue=0.66,
    )
    for k in range(5):
        x0 = outer + (inner - outer) * k / 5
        x1 = outer + (inner - outer) * (k + 0.92) / 5
        p.fill(
            [at(x0, 760, near), at(x1, 760, near), at(x1, 860, near), at(x0, 860, near)], sea=0.33
        )
        heap = ({"red": 1.0}, {"sea": 1.0}, {}, {"red": 1.0}, {"sea": 1.0, "blue": 0.33})[k]
        for row in range(3):
            for n in range(5 - row):
                x = x0 + (x1 - x0) * (n + 0.5 + row * 0.5) / 5
                cx, cy = at(x, 744 - row * 24 + hand.uniform(-3, 3), near)
                r = 17 / (1 + 3.4 * t)
                p.fill(ellipse(cx, cy, r * 1.1, r), **heap)
                p.fill(
                    brush(arc(cx, cy, r * 0.6, r * 0.6, 190, 280), taper(r * 0.3)),
                    **({} if heap else {"sea": 0.66}),
                )
    # Awning in stripes.
    stripes = 9
    for n in range(stripes):
        a, b = (
            outer + (inner - sign * 60 - outer) * n / stripes,
            outer + (inner - sign * 60 - outer) * (n + 1) / stripes,
        )
        c, d = outer + (inner - outer) * n / stripes, outer + (inner - outer) * (n + 1) / stripes
        colour = ink if n % 2 == 0 else {}
        p.fill([at(c, 210, far), at(d, 210, far), at(b, 380, near), at(a, 380, near)], **colour)
        x0, y0 = at(a, 380, near)
        x1, _ = at(b, 380, near)
        p.fill(
            [
                (x0, y0 - 1),
                *arc(
                    (x0 + x1) / 2,
                    y0,
                    abs(x1 - x0) / 2,
                    abs(x1 - x0) * 0.44,
                    180 if x0 < x1 else 0,
                    0 if x0 < x1 else 180,
                ),
                (x1, y0 - 1),
            ],
            **colour,
        )
