"""Make the reader's fonts from their upstream packages (authoring time only).

Usage::

    npm install source-serif @fontsource-variable/noto-naskh-arabic \\
        @fontsource-variable/noto-serif-armenian @fontsource-variable/noto-serif-georgian
    python docs/design/make_fonts.py node_modules src/stoppress/site/static/fonts

Needs ``fonttools`` and ``brotli``. Each file is one weight at one optical size, cut down to the
letters of one script, without hints. The same packages give the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PUNCTUATION = "\u00a0\u202f«»‹›‘’‚“”„–—…•·−×§№€£°©½¼¾"
LATIN = (
    [chr(code) for code in range(0x20, 0x7F)]
    + list(PUNCTUATION + "¡¿")
    + list("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœ")
    + list("ƏəĞğİıŞş")
)
LATIN_REST = [chr(code) for code in range(0xA1, 0x180)] + list("ȘșȚțẞ‐‑†‡‰™")
CYRILLIC = [chr(code) for code in range(0x400, 0x460)] + list("ҐґҒғҚқҢңҮүҰұҲҳӘәӨө\u0301")
GREEK = [chr(code) for code in range(0x370, 0x3D0)]
ARMENIAN = [chr(code) for code in range(0x531, 0x590)]
GEORGIAN = [chr(code) for code in range(0x10D0, 0x1100)]
ARABIC = (
    [chr(code) for code in range(0x60C, 0x66E)]
    + list("پچژکگیےہھںۀەۆۇۈې۰۱۲۳۴۵۶۷۸۹\u200c\u200d\u200e\u200f ")
)

ROMAN = "source-serif/VAR/SourceSerif4Variable-Roman.ttf"
ITALIC = "source-serif/VAR/SourceSerif4Variable-Italic.ttf"
NOTO = "@fontsource-variable/noto-{0}/files/noto-{0}-{1}-wght-normal.woff2"
TEXT, HEAD = {"wght": 400, "opsz": 16}, {"wght": 700, "opsz": 36}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "calt"]
JOINING = [*FEATURES, "init", "medi", "fina", "isol", "curs"]


@dataclass(frozen=True)
class Cut:
    """One file to make: its name, the package file it comes from, its axes and its letters."""

    name: str
    source: str
    axes: dict[str, float]
    letters: list[str]
    features: list[str]


def cuts() -> list[Cut]:
    """All files of ``static/fonts``, in the order of ``css/fonts.css``."""
    made = [Cut("text-italic-latin", ITALIC, TEXT, LATIN, FEATURES)]
    for script, letters in (
        ("latin", LATIN),
        ("latin-rest", [letter for letter in LATIN_REST if letter not in LATIN]),
        ("cyrillic", CYRILLIC),
        ("greek", GREEK),
    ):
        made.append(Cut(f"text-{script}", ROMAN, TEXT, letters, FEATURES))
        made.append(Cut(f"head-{script}", ROMAN, HEAD, letters, FEATURES))
    made.append(Cut("text-italic-cyrillic", ITALIC, TEXT, CYRILLIC, FEATURES))
    for script, family, letters in (
        ("armenian", "serif-armenian", ARMENIAN),
        ("georgian", "serif-georgian", GEORGIAN),
        ("arabic", "naskh-arabic", ARABIC),
    ):
        for name, weight in (("text", 400), ("head", 700)):
            source = NOTO.format(family, script)
            made.append(Cut(f"{name}-{script}", source, {"wght": weight}, letters, JOINING))
    return made


def make(cut: Cut, packages: Path, folder: Path) -> int:
    """Write one cut as WOFF2 and return its size in bytes."""
    font = TTFont(packages / cut.source)
    for glyph in font.getGlyphOrder():
        if glyph not in font["gvar"].variations:
            font["gvar"].variations[glyph] = []
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2, 13, 14])
    options.layout_features = cut.features
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(cut.letters))
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, cut.axes)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    target = folder / f"{cut.name}.woff2"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    """Make every cut and print the sizes."""
    packages, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for cut in cuts():
        print(f"{make(cut, packages, folder):7d}  {cut.name}")


if __name__ == "__main__":
    main()
