"""``python -m bench.archive N``: a newsroom with an invented archive, to measure with.

Run again with a larger number, it goes on; so it does after it was killed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from stoppress.demo.newspaper import NAME, TIME_ZONE
from stoppress.home import Home, HomeError, HomeSettings
from stoppress.home.paths import DEFAULT_HOME, HOME_VARIABLE
from stoppress.home.permissions import keep_others_out
from stoppress.progress import progress
from stoppress.supervise.failure import Exit, NotDone
from stoppress.supervise.make_newsroom import make_newsroom
from stoppress.supervise.start import start_django


def main() -> int:
    """Fill the home that is named; the exit code is one of ``Exit``."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=__doc__)
    parser.add_argument("number", type=int, metavar="N", help="pieces the archive shall have")
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME),
        help="a directory for this newsroom alone (default: %(default)s)",
    )
    chosen = parser.parse_args()
    keep_others_out()
    try:
        fill_newsroom(Home(chosen.home.expanduser().absolute()), chosen.number)
    except (NotDone, HomeError) as failure:
        print(f"bench.archive: {failure}", file=sys.stderr)
        return Exit.NOT_DONE
    return Exit.DONE


def fill_newsroom(home: Home, number: int) -> None:
    """Make the newsroom where there is none, and bring its archive up to ``number`` articles."""
    if not home.settings_file.exists():
        make_newsroom(home, HomeSettings(languages=("en",), time_zone=TIME_ZONE), NAME)
    else:
        start_django(home)
    from bench.archive.fill import NotAnArchive, fill
    from stoppress.releases.rebuild import renew

    try:
        with progress("The archive") as show:
            written = fill(number, show)
    except NotAnArchive as error:
        raise NotDone(str(error)) from error
    renew()
    print(f"{written} pieces were written; the archive has {number}.")


if __name__ == "__main__":
    sys.exit(main())
