"""Make the one bold font with which Open Graph cards are drawn, out of the site's own fonts.

    python docs/design/make_card_font.py

Needs fonttools and brotli. Every script comes from the file that the reader's pages use, at weight
700; letters only of its own script, so that figures and marks are everywhere the Latin ones.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SITE = Path(__file__).resolve().parents[2] / "src" / "stoppress" / "site"
TARGET = SITE / "card_fonts" / "card-bold.ttf"
#: A file of the site's fonts, and the code points taken from it; the first that has one wins.
PARTS: list[tuple[str, list[range]]] = [
    ("latin", [range(0x20, 0x02B0), range(0x2000, 0x2200)]),
    ("latin-rest", [range(0x20, 0x02B0), range(0x1E00, 0x1F00), range(0x2000, 0x2200)]),
    ("cyrillic", [range(0x0300, 0x0302), range(0x0400, 0x0530)]),
    ("greek", [range(0x0370, 0x0400), range(0x1F00, 0x2000)]),
    ("armenian", [range(0x0530, 0x0590)]),
    ("georgian", [range(0x10A0, 0x1100), range(0x1C90, 0x1CC0)]),
    ("arabic", [range(0x0600, 0x0700), range(0x200C, 0x2010)]),
]


def part(name: str, ranges: list[range], taken: set[int], folder: Path) -> str:
    """Write one script's letters at weight 700; give the file."""
    font = instantiateVariableFont(
        TTFont(SITE / "static" / "fonts" / f"{name}.woff2"), {"wght": 700}
    )
    letters = {c for c in font.getBestCmap() if any(c in r for r in ranges)} - taken
    taken |= letters
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = None
    for table in ("STAT", "avar", "MVAR", "HVAR", "DSIG", "meta"):
        if table in font:
            del font[table]
    path = folder / f"{name}.ttf"
    font.save(path)
    return str(path)


def main() -> None:
    """Make the font."""
    taken: set[int] = set()
    with TemporaryDirectory() as folder:
        files = [part(name, ranges, taken, Path(folder)) for name, ranges in PARTS]
        merged = Merger().merge(files)
    for record in merged["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Stoppress Card"
        elif record.nameID == 6:
            record.string = "StoppressCard-Bold"
    merged["head"].created = merged["head"].modified = 0
    merged.recalcTimestamp = False
    TARGET.parent.mkdir(exist_ok=True)
    merged.save(TARGET)
    print(f"{TARGET.name}: {len(merged.getBestCmap())} letters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
