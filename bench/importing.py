"""Importing a feed while the site serves: items a second, and what a reader of the front waits.

python -m bench.importing --items 10000
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes
from bench.client import Client
from bench.feed import write_feed
from bench.options import Options, options_of, parser_of
from bench.report import Figure, Goal, Report, percentile
from bench.serve import serving

ITEMS = 10_000


def measure(options: Options, items: int = ITEMS) -> Report:
    """Into a newsroom that is new."""
    waits: list[float] = []
    with TemporaryDirectory(prefix="stoppress-import-") as folder:
        home, feed = Path(folder) / "home", Path(folder) / "feed.ndjson"
        write_feed(feed, items)
        homes.stoppress(home, "init", "--name", "The Bench")
        with serving(home, options.servers[0]) as newsroom, reading(newsroom.port, waits):
            begun = time.monotonic()
            homes.stoppress(home, "import", str(feed))
            seconds = time.monotonic() - begun
    return Report(
        [
            Figure(
                "B6",
                f"import of {items:,} items while the site serves",
                [items / seconds],
                "items/s",
                goal=Goal(at_least=1_000),
            ),
            Figure(
                "B6",
                "the front meanwhile, 99th percentile of 50 requests a second"
                f" (median {statistics.median(waits):.1f})",
                [percentile(waits, 99)],
                "ms",
                goal=Goal(below=50),
            ),
        ]
    )


@contextmanager
def reading(port: int, waits: list[float]) -> Iterator[None]:
    """Ask for the front fifty times a second; milliseconds of each go into ``waits``."""
    ended = threading.Event()

    def read() -> None:
        with Client(port) as client:
            while not ended.wait(0.02):
                begun = time.monotonic()
                client.get("/")
                waits.append((time.monotonic() - begun) * 1e3)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        ended.set()
        reader.join()


if __name__ == "__main__":
    parser = parser_of(__doc__)
    parser.add_argument("--items", type=int, default=ITEMS)
    arguments = parser.parse_args()
    with options_of(arguments) as chosen:
        print(measure(chosen, arguments.items))
