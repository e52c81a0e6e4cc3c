"""People seen from afar: a coat, a head, two legs, and where they are going."""

from __future__ import annotations

from .press import Print
from .shapes import brush, ellipse, move, narrowing, smooth


def figure(
    p: Print,
    x: float,
    y: float,
    height: float,
    *,
    lean: float = 0,
    stride: float = 10,
    flip: bool = False,
    bag: bool = False,
    hat: bool = False,
    child: bool = False,
    coat: dict[str, float],
    legs: dict[str, float] | None = None,
    skin: dict[str, float] | None = None,
) -> None:
    """Cut a person whose feet stand at (x, y); ``lean`` and ``stride`` are for a figure 100 high."""
    size = height / 100
    dark = legs if legs is not None else {"blue": 1.0}

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        bent = [(px + lean * (-py / 100), py) for px, py in points]
        return move(bent, x, y, size, flip=flip)

    p.fill(
        at(brush([(-3, -46), (-3 - stride * 0.4, -22), (-3 - stride, 0)], narrowing(11, 6))), **dark
    )
    p.fill(
        at(brush([(3, -46), (4 + stride * 0.7, -22), (2 + stride, 0)], narrowing(11, 6))), **dark
    )
    p.fill(at(brush([(-4 - stride, -1), (6 - stride, -1)], 4)), **dark)
    p.fill(at(brush([(1 + stride, -1), (11 + stride, -1)], 4)), **dark)
    hem = -42 if child else -34
    p.fill(
        at(
            smooth(
                [
                    (-10, -80),
                    (0, -86),
                    (10, -80),
                    (14, -58),
                    (16, hem),
                    (0, hem + 3),
                    (-16, hem),
                    (-14, -58),
                ],
                closed=True,
            )
        ),
        **coat,
    )
    p.fill(at(brush([(8, -78), (14, -60), (17, -44)], narrowing(8, 6))), **coat)
    p.fill(at(brush([(-8, -78), (-14, -60), (-13, -44)], narrowing(8, 6))), **coat)
    face = (9.6, 10.6) if child else (6.4, 7.6)
    p.fill(at(ellipse(1, -92, *face)), **(skin if skin is not None else dark))
    if child:
        p.fill(
            at(
                smooth(
                    [
                        (-9.4, -90),
                        (-10, -99),
                        (0, -105),
                        (10, -100),
                        (11, -95),
                        (2, -98),
                        (-4, -94),
                    ],
                    closed=True,
                )
            ),
            **dark,
        )
    if hat:
        p.fill(at([(-8, -95), (11, -95), (11, -93), (-8, -93)]), **dark)
        p.fill(at(smooth([(-7, -95), (-5, -102), (2, -104), (8, -101), (9, -95)])), **dark)
    if bag:
        p.fill(at([(14, -40), (27, -40), (25, -24), (16, -24)]), **dark)
