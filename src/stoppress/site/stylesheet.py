"""The reader's one stylesheet and one script, joined from their parts.

A page may ask for at most six files, so the parts under ``static/css`` and ``static/js`` go out
as one file each. The newsroom's spot colour is written into the stylesheet here, in shades that
can be read on light and on dark paper, because pages carry no inline style.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from pathlib import Path

STATIC = Path(__file__).parent / "static"
STYLES = (
    "tokens",
    "fonts",
    "reset",
    "base",
    "layout",
    "masthead",
    "article",
    "blocks",
    "latest",
    "lists",
    "pages",
    "print",
)
SCRIPTS = ("keep-place", "divide-days", "live-list", "embed-on-click")

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#131416"
#: WCAG 2.2 asks for a contrast of 4.5; a little more outlives rounding.
READABLE = 4.6

SCRIPT_OF_LANGUAGE = {
    "ru": "cyrillic",
    "uk": "cyrillic",
    "bg": "cyrillic",
    "be": "cyrillic",
    "mk": "cyrillic",
    "sr": "cyrillic",
    "el": "greek",
    "hy": "armenian",
    "ka": "georgian",
    "ar": "arabic",
    "fa": "arabic",
    "ur": "arabic",
}

FONT_URL = re.compile(r'url\("fonts/([a-z-]+\.woff2)"\)')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
SPACE = re.compile(r"\s*([{};,\n])\s*")
REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def stylesheet(
    spot: str | None = None,
    font_url: Callable[[str], str] = lambda name: f"fonts/{name}",
) -> str:
    """Join the parts of the stylesheet, without comments and needless spaces.

    Args:
        spot: the newsroom's spot colour as ``#rrggbb``, or None for the paper's own red.
        font_url: gives the public URL of a file under ``static/fonts``.
    """
    parts = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    if spot:
        parts.append(spot_rules(spot))
    joined = SPACE.sub(lambda found: found[1].strip(), COMMENT.sub("", "".join(parts)))
    return FONT_URL.sub(lambda found: f'url("{font_url(found[1])}")', joined)


def script() -> str:
    """Join the custom elements of the pages into one classic script."""
    parts = [(STATIC / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return REMARK.sub("", "".join(parts))


def fonts_for(language: str) -> list[str]:
    """The files under ``static/fonts`` that every page in this language needs first."""
    written_in = SCRIPT_OF_LANGUAGE.get(language.split("-", maxsplit=1)[0], "latin")
    return [f"{written_in}.woff2"]


def spot_rules(spot: str) -> str:
    """CSS that sets the spot colour, moved as far as needed to be read on either paper."""
    if not HEX_COLOUR.fullmatch(spot):
        raise ValueError(
            f"The spot colour {spot!r} is not of the form #rrggbb. Give six hex digits."
        )
    light, dark = readable(spot, LIGHT_PAPER), readable(spot, DARK_PAPER)
    return (
        f"@layer tokens{{:root{{--spot:{light}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--spot:{dark}}}}}}}\n"
    )


def readable(colour: str, paper: str) -> str:
    """The nearest shade of a colour whose contrast with the paper is enough for small text."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = -0.01 if luminance(paper) > 0.5 else 0.01
    while contrast(colour, paper) < READABLE and 0 <= lightness <= 1:
        lightness += step
        channels = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
    return colour


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255
