"""The program that draws the prints."""

from __future__ import annotations

from tools.demo_pictures import draw
from tools.demo_pictures.press import INKS, PAPER, Print
from tools.demo_pictures.shapes import brush, ellipse, rectangle, smooth, taper


def test_the_same_plates_give_the_same_print() -> None:
    assert draw("portrait-a").pull().tobytes() == draw("portrait-a").pull().tobytes()


def test_a_solid_is_ink_and_the_rest_is_paper() -> None:
    small = Print(1, 200, 100, wear=0)
    small.fill(rectangle(0, 0, 100, 100), blue=1)
    picture = small.pull()
    assert picture.getpixel((150, 50)) == PAPER
    red, green, blue = picture.getpixel((50, 50))  # type: ignore[misc]
    assert max(red, green, blue) <= max(INKS["blue"]) + 1


def test_a_second_ink_prints_over_the_first() -> None:
    small = Print(1, 100, 100, wear=0)
    small.fill(small.sheet, sea=1)
    alone = small.pull().getpixel((50, 50))
    small.over(small.sheet, red=1)
    both = small.pull().getpixel((50, 50))
    assert sum(both) < sum(alone)  # type: ignore[arg-type]


def test_shapes_go_where_they_are_told() -> None:
    assert smooth([(0, 0), (5, 5), (10, 0)])[-1] == (10, 0)
    left, right = min(x for x, _ in ellipse(50, 50, 20)), max(x for x, _ in ellipse(50, 50, 20))
    assert abs(left - 30) < 0.1
    assert abs(right - 70) < 0.1
    outline = brush([(0, 0), (10, 0), (20, 0)], taper(8))
    assert max(y for _, y in outline) == 4
