"""Reading as people and robots do, before the edge's own counting."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter_ns

from stoppress.edge.core.messages import PAGE
from stoppress.watch.counting import Counting
from stoppress.watch.visits import Visit

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
_PEERS = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}:4711" for n in itertools.count())
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def read(
    counting: Counting,
    path: str,
    times: int = 1,
    *,
    by: str | None = FIREFOX,
    purpose: str | None = None,
    status: int = 200,
    method: str = "GET",
) -> None:
    """Answer so many readers of a page, each at an address of their own."""
    for _time in range(times):
        if counting.saw(method, path, status, PAGE, perf_counter_ns()):
            counting.viewed(path, Visit(next(_PEERS), user_agent=by, purpose=purpose))


@contextmanager
def edge_process(run: Path) -> Iterator[Counting]:
    """The counting of one process of the edge, until it ends as it should."""
    counting = Counting.open(run)
    try:
        yield counting
    finally:
        counting.close()
