"""In which order stored pages are made again: what readers ask for most comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from stoppress.newsroom import clock
from stoppress.newsroom.most_read import paths_most_read
from stoppress.newsroom.public import public_articles
from stoppress.store import Store

#: Articles that come before the rest: those that were read most of late, and the newest.
MOST_READ, NEWEST = 2_000, 10_000
#: Paths looked at in one snapshot.
LOOKED_AT = 1_000


def in_order(store: Store) -> Iterator[list[str]]:
    """All paths that a store has, some at a time; those of the first articles come twice."""
    yield from first_articles(store)
    yield from stored_paths(store)


def stored_paths(store: Store) -> Iterator[list[str]]:
    """All paths that a store has, some at a time; no snapshot is held meanwhile."""
    last = ""
    while True:
        with store.snapshot() as snapshot:
            some = list(islice(snapshot.paths(after=last), LOOKED_AT))
        if not some:
            return
        yield some
        last = some[-1]


def first_articles(store: Store) -> Iterator[list[str]]:
    """The stored paths of the articles that are read most, then of the newest ones."""
    read = paths_most_read(clock.now(), MOST_READ)
    newest = public_articles().order_by("-published_at").values_list("public_path", flat=True)
    known = set(read)
    others = (path for path in newest[:NEWEST] if path not in known)
    for paths in (read, others):
        for some in _in_parts(paths):
            with store.snapshot() as snapshot:
                found = [path for path in some if snapshot.page(path) is not None]
            yield found


def _in_parts(paths: Iterable[str | None]) -> Iterator[list[str]]:
    left = iter(paths)
    while some := list(islice(left, LOOKED_AT)):
        yield [str(path) for path in some]
