"""States of a store that can be told apart: every fragment that changes says which state it is of.

A publish changes, on every page, what all pages share, and on some pages what is theirs alone. Here
one batch puts the same number into all of these, so that a reply made of two states shows two.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.synthetic import following, is_own
from stoppress.store import Batch, Page, Snapshot, Store

#: Pages whose own fragments change as well.
WITNESSES = 100
_LISTS = {"latest", "also-section"}
STATE = re.compile(rb"<!-- state (\d+) -->")


def witnesses(snapshot: Snapshot) -> dict[str, Page]:
    """The pages that are looked at, by their paths."""
    found: dict[str, Page] = {}
    for path in snapshot.paths():
        record = snapshot.page(path)
        if isinstance(record, Page) and any(map(is_own, record.fragments)):
            found[path] = record
            if len(found) == WITNESSES:
                break
    return found


class States:
    """Puts one state after the other into a store."""

    def __init__(self, folder: Path, *, lists_only: bool = False) -> None:
        """With ``lists_only`` no more changes than by a publish: lists, and one page's own."""
        self._store = Store.open(folder)
        with self._store.snapshot() as snapshot:
            records = list(witnesses(snapshot).values())
            keys = {key for record in records for key in record.fragments}
            if lists_only:
                own = {key for key in records[0].fragments if is_own(key)}
                keys = own | {key for key in keys if _LISTS.intersection(key.split("/"))}
            found = [fragment for key in keys if (fragment := snapshot.fragment(key)) is not None]
        self._fragments = [(fragment, fragment.raw()) for fragment in found]

    def putting(self, number: int) -> Callable[[], dict[str, object]]:
        """What puts this state into the store."""
        return partial(self._put, number)

    def _put(self, number: int) -> dict[str, object]:
        before, now = f"<!-- state {number} -->".encode(), int(time.time())
        batch = Batch([following(before, old, raw, old.key, now) for old, raw in self._fragments])
        self._store.apply(batch)
        return {}


def states_in(text: bytes) -> list[int]:
    """Which states the fragments of a page are of."""
    return [int(number) for number in STATE.findall(text)]
