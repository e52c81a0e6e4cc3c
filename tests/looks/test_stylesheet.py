"""The spot colour can be read whatever a newsroom chooses."""

import gzip

import pytest

from stoppress.site import stylesheet
from stoppress.site.templatetags.press_pictures import focal
from stoppress.site.templatetags.press_text import unquoted

SPOTS = ["#c1121f", "#ffd400", "#0057b8", "#00a36c", "#7a00ff", "#000000", "#ffffff", "#ff5e00"]


@pytest.mark.parametrize("spot", SPOTS)
@pytest.mark.parametrize("paper", [stylesheet.LIGHT_PAPER, stylesheet.DARK_PAPER])
def test_every_spot_colour_is_readable_on_both_papers(spot: str, paper: str) -> None:
    assert stylesheet.contrast(stylesheet.readable(spot, paper), paper) >= 4.5


def test_a_colour_that_is_not_one_is_refused_with_its_remedy() -> None:
    with pytest.raises(ValueError, match="six hex digits"):
        stylesheet.stylesheet("red; } body { display: none")


def test_styles_and_scripts_are_light() -> None:
    assert len(gzip.compress(stylesheet.stylesheet().encode())) < 9_000
    assert len(gzip.compress(stylesheet.script().encode())) < 4_000


def test_every_font_that_the_styles_name_exists() -> None:
    named: list[str] = []
    stylesheet.stylesheet(font_url=lambda name: named.append(name) or name)  # type: ignore[func-returns-value]

    assert named
    assert all((stylesheet.STATIC / "fonts" / name).is_file() for name in named)


def test_a_custom_element_stays_under_a_hundred_lines() -> None:
    for name in stylesheet.SCRIPTS:
        text = (stylesheet.STATIC / "js" / f"{name}.js").read_text()
        assert len(text.splitlines()) < 100, name


@pytest.mark.parametrize(
    ("point", "classes"),
    [("50% 30%", "fx-50 fy-30"), ("47% 96%", "fx-50 fy-100"), ("", "fx-50 fy-50")],
)
def test_a_focal_point_becomes_classes(point: str, classes: str) -> None:
    assert focal(point) == classes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“We bought forty crossings.”", "We bought forty crossings."),
        ("We bought forty crossings.", "We bought forty crossings."),
        ("“Yes” and “no”", "“Yes” and “no”"),
        ("«Да»", "Да"),
    ],
)
def test_a_quotation_gets_its_marks_from_the_page(words: str, expected: str) -> None:
    assert unquoted(words) == expected
