r"""Make the reader's fonts from their upstream packages (authoring time only).

Usage::

    npm install source-serif @fontsource-variable/noto-naskh-arabic \
        @fontsource-variable/noto-serif-armenian @fontsource-variable/noto-serif-georgian
    python docs/design/make_fonts.py node_modules src/stoppress/site/static/fonts

Needs ``fonttools`` and ``brotli``. The same packages give the same bytes. See ``fonts.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.ttLib import TTFont
from fontTools.varLib import build, instancer

SHARED = [chr(code) for code in range(0x20, 0x40)] + list("[]_\u00a0\u202f«»‹›‘’‚“”„–—…•·−×§€£°")
ASCII = [chr(code) for code in range(0x20, 0x7F)]
LATIN = sorted(
    set(ASCII + SHARED) | set("©¡¿ÀÁÂÃÄÇÈÉÊËÍÎÏÑÓÔÕÖÙÚÛÜßàáâãäçèéêëíîïñóôõöùúûüŒœƏəĞğİıŞş")
)
LATIN_REST = sorted(({chr(code) for code in range(0xA1, 0x180)} | set("ȘșȚțẞ‐‑†‡‰™")) - set(LATIN))
CYRILLIC = [chr(code) for code in range(0x410, 0x450)] + list(
    "ЁЂЃЄЅІЇЈЉЊЋЌЎЏёђѓєѕіїјљњћќўџҐґ\u0301"
)
GREEK = [chr(code) for code in range(0x370, 0x3D0)]
ITALIC_LATIN = sorted(set(LATIN) - set("©€£×−•·°§<=>@#$%&*+/\\^_`{|}~"))
ARMENIAN = [chr(code) for code in range(0x531, 0x590)]
GEORGIAN = [chr(code) for code in range(0x10D0, 0x1100)]
ARABIC = [chr(code) for code in range(0x60C, 0x66E)] + list(
    "پچژکگیےہھںۀەۆۇۈې۰۱۲۳۴۵۶۷۸۹\u200c\u200d\u200e\u200f"
)

ROMAN = "source-serif/VAR/SourceSerif4Variable-Roman.ttf"
ITALIC = "source-serif/VAR/SourceSerif4Variable-Italic.ttf"
NOTO = "@fontsource-variable/noto-{0}/files/noto-{0}-{1}-wght-normal.woff2"
TEXT, HEAD = {"wght": 400.0, "opsz": 16.0}, {"wght": 700.0, "opsz": 36.0}
FEATURES = ["kern", "locl", "liga"]
PLAIN = ["locl"]
JOINING = [*FEATURES, "mark", "mkmk", "ccmp", "rlig", "calt", "init", "medi", "fina", "curs"]


@dataclass(frozen=True)
class Master:
    """One weight at one size: what to take from which package files."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    axes: dict[str, float]
    features: list[str]

    def cut(self, packages: Path) -> TTFont:
        """The font with only the wanted letters, at the wanted place of its axes."""
        fonts = [
            _cut(packages / source, letters, self.axes, self.features)
            for source, letters in self.parts
        ]
        if len(fonts) == 1:
            return fonts[0]
        with TemporaryDirectory() as folder:
            paths = [f"{folder}/{number}.ttf" for number, _ in enumerate(fonts)]
            for font, path in zip(fonts, paths, strict=True):
                font.save(path)
            return merge.Merger().merge(paths)


def _cut(
    source: Path, letters: Iterable[str], axes: dict[str, float], features: list[str]
) -> TTFont:
    font = TTFont(source)
    for glyph in font.getGlyphOrder():
        if glyph not in font["gvar"].variations:
            font["gvar"].variations[glyph] = []
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[])
    options.layout_features = features
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(letters))
    cutter.subset(font)
    return instancer.instantiateVariableFont(font, axes)


def join(text: TTFont, head: TTFont, *, kerned_alike: bool) -> TTFont:
    """One variable font: text at weight 400, headlines at weight 700, each in its own cut.

    ``kerned_alike``: one set of kerning, the headlines', for all weights (4 kB less).
    """
    kerning = head["GPOS"]
    if kerned_alike:
        del text["GPOS"], head["GPOS"]
    space = DesignSpaceDocument()
    axis = AxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700)
    space.addAxis(axis)
    for font, weight in ((text, 400), (head, 700)):
        source = SourceDescriptor(font=font, name=f"master-{weight}", familyName="Stoppress")
        source.location = {"Weight": weight}
        space.addSource(source)
    font = build(space)[0]
    if kerned_alike:
        font["GPOS"] = kerning
    return font


def finish(font: TTFont, name: str, licence: str, folder: Path) -> int:
    """Name the font, write it as WOFF2 and return its size in bytes."""
    names = font["name"]
    names.names = []
    family = f"Stoppress {name}"
    for number, text in (
        (1, family),
        (2, "Regular"),
        (4, family),
        (6, family.replace(" ", "-")),
        (13, licence),
        (14, "https://openfontlicense.org"),
    ):
        names.setName(text, number, 3, 1, 0x409)
    for table in ("DSIG", "STAT", "meta"):
        if table in font:
            del font[table]
    font["head"].modified = font["head"].created = 3_800_000_000
    font.recalcTimestamp = False
    font.flavor = "woff2"
    target = folder / f"{name}.woff2"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    """Make every font and print the sizes."""
    packages, folder = Path(sys.argv[1]), Path(sys.argv[2])
    licence = "SIL Open Font License 1.1"
    for name, letters in (
        ("latin", LATIN),
        ("latin-rest", LATIN_REST),
        ("cyrillic", [*SHARED, *CYRILLIC]),
        ("greek", [*SHARED, *GREEK]),
    ):
        parts = ((ROMAN, tuple(letters)),)
        text, head = Master(parts, TEXT, FEATURES), Master(parts, HEAD, FEATURES)
        font = join(text.cut(packages), head.cut(packages), kerned_alike=True)
        print(name, finish(font, name, licence, folder))
    for name, letters in (
        ("latin-italic", ITALIC_LATIN),
        ("cyrillic-italic", [*SHARED, *CYRILLIC]),
    ):
        font = Master(((ITALIC, tuple(letters)),), TEXT, PLAIN).cut(packages)
        print(name, finish(font, name, licence, folder))
    for name, family, letters in (
        ("armenian", "serif-armenian", ARMENIAN),
        ("georgian", "serif-georgian", GEORGIAN),
        ("arabic", "naskh-arabic", ARABIC),
    ):
        signs = tuple(sign for sign in SHARED if sign not in letters)
        parts = ((NOTO.format(family, name), tuple(letters)), (NOTO.format(family, "latin"), signs))
        font = join(
            Master(parts, {"wght": 400.0}, JOINING).cut(packages),
            Master(parts, {"wght": 700.0}, JOINING).cut(packages),
            kerned_alike=False,
        )
        print(name, finish(font, name, licence, folder))


if __name__ == "__main__":
    main()
