"""The Open Graph card: the headline of an article in the paper's type, for sites that show a link.

Black on white under one rule in the spot colour. One merged font (``card_fonts/``) has the letters
of every script that the reader's pages have; Raqm, inside Pillow's wheels, shapes and orders them.
The same words give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

WIDTH, HEIGHT = 1200, 630
FONT = Path(__file__).parent / "card_fonts" / "card-bold.ttf"
BLACK, WHITE = "#17181a", "#ffffff"
#: How light the section's name is, of 255.
GREY = 84
MARGIN, RULE, NAME_BASELINE, HAIRLINE = 72, 14, 104, 136
#: Where the headline may stand, and the sizes tried, largest first.
TOP, BOTTOM, SIZES = 180, 580, range(120, 39, -4)
#: The size at which words are measured.
MEASURE = 100
PICTURE_WIDTH = 430
#: No card is heavier than this; with a picture, colours are given up for it, then the picture.
HEAVIEST = 60_000

_JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True, slots=True)
class _Setting:
    """A headline set in lines."""

    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]
    leading: int


def draw_card(
    headline: str,
    section: str,
    paper: str,
    *,
    language: str,
    spot: str,
    picture: Path | None = None,
) -> bytes:
    """Give the card as PNG, 1200 by 630 pixels and at most 60 kB.

    :param language: BCP 47; decides the direction when the headline itself has none.
    :param spot: the newsroom's colour as ``#rrggbb``.
    :param picture: a file shown at the end of the lines; one that cannot be read is left out.
    """
    headline, section, paper = _clean(headline), _clean(section), _clean(paper)
    side = _picture(picture) if picture is not None else None
    printed, rtl = _compose(headline, section, paper, language, narrow=side is not None)
    if side is not None:
        card = ImageOps.colorize(printed, BLACK, WHITE)
        card.paste(side, (0 if rtl else WIDTH - PICTURE_WIDTH, 0))
        card.paste(spot, (0, 0, WIDTH, RULE))
        for colours in (48, 24, 12):
            data = _as_png(card.quantize(colours, dither=Image.Dither.NONE))
            if len(data) <= HEAVIEST:
                return data
        printed, rtl = _compose(headline, section, paper, language, narrow=False)
    return _as_png(_inked(printed, spot))


def _inked(printed: Image.Image, spot: str) -> Image.Image:
    """Fifteen greys and the spot colour: sixteen inks make a small file."""
    card = printed.point([round(v / 255 * 14) for v in range(256)])
    card.paste(15, (0, 0, WIDTH, RULE))
    greys = [round(v / 14 * 255) for v in range(15)]
    dark = ImageColor.getrgb(BLACK)
    palette = [round(d + (255 - d) * v / 255) for v in greys for d in dark]
    card.putpalette([*palette, *ImageColor.getrgb(spot)[:3]])
    return card


def _compose(
    headline: str, section: str, paper: str, language: str, *, narrow: bool
) -> tuple[Image.Image, bool]:
    """The words in grey on white, and whether they run from the right."""
    printed = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(printed)
    rtl = _runs_from_right(headline or paper, language)
    left, right = MARGIN, WIDTH - MARGIN
    if narrow:
        left, right = (PICTURE_WIDTH + 56, right) if rtl else (left, WIDTH - PICTURE_WIDTH - 56)

    start, end = (right, left) if rtl else (left, right)
    if _drawable(paper):
        name = _fitting(paper, 38, (right - left) * (0.62 if section else 1.0))
        _write(draw, start, NAME_BASELINE, paper, name, 0, rtl=rtl, language=language)
    if _drawable(section):
        label = _fitting(section, 30, (right - left) * 0.34)
        _write(draw, end, NAME_BASELINE, section, label, GREY, rtl=rtl, language=language, end=True)
    draw.rectangle((left, HAIRLINE, right, HAIRLINE + 1), fill=0)

    if _drawable(headline):
        setting = _set(headline, right - left, language)
        y = TOP + setting.font.size * 0.76
        for line in setting.lines:
            _write(draw, start, y, line, setting.font, 0, rtl=rtl, language=language)
            y += setting.leading
    return printed, rtl


def _set(headline: str, width: float, language: str) -> _Setting:
    """Set the headline as large as it fits, in lines of even length."""
    loose = 1.36 if any(_script(c) == "ARABIC" for c in headline) else 1.1
    words = headline.split()
    # Outlines grow evenly with the size, so words are measured once.
    widths = [_length(word, _font(MEASURE), language) for word in words]
    gap = _length(" ", _font(MEASURE), language)
    for size in SIZES:
        leading = round(size * loose)
        most = int((BOTTOM - TOP - size) // leading) + 1
        count = _lines_needed(widths, gap, width * MEASURE / size)
        if count is not None and count <= most:
            lines = _balanced(words, widths, gap, width * MEASURE / size, count)
            return _Setting(_font(size), lines, leading)
    return _Setting(_font(size), _cut(words, width * MEASURE / size, most, language), leading)


def _lines_needed(widths: list[float], gap: float, width: float) -> int | None:
    """How many lines the words fill; None when a word is wider than a line."""
    count, used = 0, width + 1
    for word in widths:
        if word > width:
            return None
        if used + gap + word > width:
            count, used = count + 1, word
        else:
            used += gap + word
    return count


def _balanced(
    words: list[str], widths: list[float], gap: float, width: float, count: int
) -> tuple[str, ...]:
    """``count`` lines as even as they can be: the least sum of squared differences."""
    ideal = (sum(widths) + gap * (len(words) - count)) / count
    # For each number of words: the least cost of setting them, and where their lines begin.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost_so_far, starts) in best.items():
            long = -gap
            for end in range(start + 1, len(words) + 1):
                long += gap + widths[end - 1]
                if long > width:
                    break
                cost = cost_so_far + (long - ideal) ** 2
                if end not in following or cost < following[end][0]:
                    following[end] = (cost, (*starts, start))
        best = following
    edges = (*best[len(words)][1], len(words))
    return tuple(" ".join(words[a:b]) for a, b in pairwise(edges))


def _cut(words: list[str], width: float, most: int, language: str) -> tuple[str, ...]:
    """What of an endless headline fits at the smallest size, with an ellipsis when it is cut."""
    font = _font(MEASURE)
    lines = [""]
    for word in _broken(words, width, language):
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, font, language) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            last = lines[-1]
            while last and _length(last + "…", font, language) > width:
                last = last[:-1]
            lines[-1] = last.rstrip(" ,.:;–—-") + "…"
            break
    return tuple(lines)


def _broken(words: list[str], width: float, language: str) -> Iterator[str]:
    """Words, those wider than a line broken into parts that fit."""
    font = _font(MEASURE)
    for word in words:
        rest = word[:400]
        while rest and (long := _length(rest, font, language)) > width:
            take = max(1, int(len(rest) * width / long * 0.96))
            yield rest[:take]
            rest = rest[take:]
        if rest:
            yield rest


def _fitting(text: str, size: int, width: float) -> ImageFont.FreeTypeFont:
    """The font at ``size``, smaller where the text is too long for ``width``."""
    while size > 14 and _length(text, _font(size), "") > width:
        size -= 2
    return _font(size)


def _write(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    font: ImageFont.FreeTypeFont,
    ink: int,
    *,
    rtl: bool,
    language: str,
    end: bool = False,
) -> None:
    draw.text(
        (x, round(y)),
        text,
        fill=ink,
        font=font,
        anchor="rs" if rtl != end else "ls",
        direction="rtl" if rtl else "ltr",
        language=language or None,
    )


def _length(text: str, font: ImageFont.FreeTypeFont, language: str) -> float:
    return font.getlength(text, language=language or None)


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.RAQM)


def _clean(text: str) -> str:
    """One line without control characters and marks that would turn its direction."""
    kept = (
        c if c in _JOINERS or not unicodedata.category(c).startswith("C") else " " for c in text
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _drawable(text: str) -> bool:
    """Whether the font has nearly every letter; boxes in place of words help nobody."""
    letters = [c for c in text if c.isalnum()]
    return bool(letters) and sum(map(_has, letters)) >= 0.9 * len(letters)


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    return bytes(_font(24).getmask(letter)) != _box()


@lru_cache(maxsize=1)
def _box() -> bytes:
    """What the font draws for a letter that it has not."""
    return bytes(_font(24).getmask("\uffff"))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _runs_from_right(text: str, language: str) -> bool:
    """The direction of the first strong letter, else of the language."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return language.split("-", maxsplit=1)[0].lower() in {"ar", "fa", "he", "ur", "ckb", "ps", "yi"}


def _picture(path: Path) -> Image.Image | None:
    try:
        with Image.open(path) as source:
            upright = ImageOps.exif_transpose(source).convert("RGB")
            return ImageOps.fit(upright, (PICTURE_WIDTH, HEIGHT))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _as_png(card: Image.Image) -> bytes:
    out = BytesIO()
    card.save(out, "PNG", compress_level=6)
    return out.getvalue()
