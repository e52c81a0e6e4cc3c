"""Draw the prints again: ``python -m tools.demo_pictures [--out DIR] [NAME ...]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from stoppress.demo import content

from . import PRINTS, save

HERE = Path(content.__file__).parent / "content" / "pictures"


def main() -> None:
    """Draw the named prints, or all of them, into the demo's content."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo_pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*PRINTS, []])
    parser.add_argument("--out", type=Path, default=HERE, help="where to write them")
    chosen = parser.parse_args()
    for name in chosen.names or PRINTS:
        path = save(name, chosen.out)
        print(f"{path} {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
