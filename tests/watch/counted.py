"""Reading as people and robots do, before the edge's own counting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter_ns

from stoppress.edge.core.messages import PAGE
from stoppress.watch.counting import Counting

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
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
    """Answer so many requests for a page, as an adapter of the edge counts them."""
    for _time in range(times):
        if counting.saw(method, path, status, PAGE, perf_counter_ns()):
            counting.viewed(path, by, purpose)


@contextmanager
def edge_process(run: Path) -> Iterator[Counting]:
    """The counting of one process of the edge, until it ends as it should."""
    counting = Counting.open(run)
    try:
        yield counting
    finally:
        counting.close()
