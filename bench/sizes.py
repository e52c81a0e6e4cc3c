"""What a newsroom takes at each size: time of a start, memory of each process, bytes on disk.

python -m bench.sizes --articles 1000 10000 100000
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles
from bench.client import Client
from bench.options import Options, told
from bench.processes import end, free_port, memory
from bench.report import Figure, Report, Table, number
from bench.serve import Newsroom, launch, when_ready
from bench.wrk import load
from stoppress.store import Store

#: Seconds to wait for a page.
_PATIENCE = 120.0


def measure(options: Options) -> Report:
    """At each size, with the first server."""
    columns = {articles: _at(options, articles) for articles in sorted(options.articles)}
    names = list(dict.fromkeys(name for found in columns.values() for name in found))
    rows = [
        [name, *(number(found[name]) if name in found else "" for found in columns.values())]
        for name in names
    ]
    head = ["", *(f"{articles:,} articles" for articles in columns)]
    figures = [
        Figure("A5", f"{articles:,} articles: {name}", [found[name]])
        for articles, found in columns.items()
        for name in (FIRST_PAGE, EVERY_KIND, EVERY_KIND + EMPTY, ALL_MEMORY, STORE_EACH)
    ]
    return Report(figures=figures, tables=[Table("What each size takes", head, rows)])


FIRST_PAGE = "start until the first page, s"
EVERY_KIND = "start until every kind of page, s"
EMPTY = ", nothing stored"
ALL_MEMORY = "memory of all processes, MiB"
STORE_EACH = "store, bytes per article"


def _at(options: Options, articles: int) -> dict[str, float]:
    home = homes.newsroom(options, articles)
    made = homes.make_pages(home, options.pages)
    found: dict[str, float] = {}
    seconds = (home / "filled").read_text()
    if seconds:
        found["filled, articles/s"] = articles / float(seconds)
    found |= started(home, options, made)
    with _without_store(home):
        empty = started(home, options, made)
    found |= {f"{name}{EMPTY}": empty[name] for name in (FIRST_PAGE, EVERY_KIND)}
    found["database, bytes per article"] = _size(home, "newsroom.sqlite3") / articles
    counts = Store.open(homes.stored(options, articles) / "store", readonly=True).counts()
    found[STORE_EACH] = counts.bytes_used / articles
    return found


def started(home: Path, options: Options, made: list[str]) -> dict[str, float]:
    """Start the newsroom, wait for its pages, load it, and weigh its processes."""
    port, begun = free_port(), time.monotonic()
    process = launch(home, options.servers[0], port)
    found: dict[str, float] = {}
    try:
        pages = kinds_of_pages(home, made)
        for path in pages:
            _wait_for(port, path)
            found.setdefault(FIRST_PAGE, time.monotonic() - begun)
        found[EVERY_KIND] = time.monotonic() - begun
        newsroom = when_ready(home, process, begun)
        found |= weighed(newsroom, options, made)
    finally:
        end(process)
    return found


def kinds_of_pages(home: Path, made: list[str]) -> list[str]:
    """One path of each kind of page."""
    section, topic, author = homes.list_paths(home)
    month = "/".join(made[0].split("/")[-5:-3])
    lists = ["/", made[0], section, topic, author, "/all-news/", f"/all-news/{month}/"]
    return [*lists, f"{section}{month}/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml"]


def weighed(newsroom: Newsroom, options: Options, made: list[str]) -> dict[str, float]:
    """MiB of each part's processes after readers loaded the site."""
    with TemporaryDirectory(prefix="stoppress-sizes-") as folder:
        paths = pagefiles.listed(Path(folder) / "made.txt", list(map(pagefiles.sent, made)))
        load(newsroom.target(options.servers[0], paths), options.seconds, options.connections)
    parts: dict[str, float] = {}
    for name, process in newsroom.parts():
        part = f"memory of {name}, MiB"
        parts[part] = parts.get(part, 0) + memory(process)
    return parts | {ALL_MEMORY: sum(parts.values())}


@contextmanager
def _without_store(home: Path) -> Iterator[None]:
    """Let a home have no store for the length of the block, and then its own again."""
    store, kept = home / "store", home / "store.kept"
    store.rename(kept)
    try:
        yield
    finally:
        shutil.rmtree(store, ignore_errors=True)
        kept.rename(store)


def _wait_for(port: int, path: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(OSError, EOFError), Client(port) as client:
            if client.get(pagefiles.sent(path)).status == 200:
                return
        time.sleep(0.01)  # there is no event for "a port of another program answers"
    raise AssertionError(f"{path} is not answered with 200 in {_PATIENCE} s.")


def _size(home: Path, beginning: str) -> int:
    return sum(file.stat().st_size for file in home.glob(f"{beginning}*"))


if __name__ == "__main__":
    with told(__doc__, articles=(1_000, 10_000)) as chosen:
        print(measure(chosen))
