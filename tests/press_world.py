"""A store beside a test's database, and pages read from it as the edge would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from stoppress.press import storage
from stoppress.press.make import make
from stoppress.store import Asset, Page, Record, Redirect, Store

_MEMORY = Path("/dev/shm")  # a file system in memory
_ROOM_ENOUGH = 1 << 30  # bytes; containers are often given little


def _in_memory() -> Path | None:
    """Where a store waits for no disk at its commits; None where there is no room."""
    there = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM_ENOUGH
    return _MEMORY if there else None


@contextmanager
def empty_store() -> Iterator[Store]:
    """A new, empty store in place of the newsroom's inside the block."""
    with TemporaryDirectory(prefix="stoppress-store-", dir=_in_memory()) as folder:
        store = Store.open(Path(folder))
        with mock.patch.object(storage, "_store_in", return_value=store):
            yield store


def served(store: Store, path: str) -> tuple[object, bytes] | None:
    """What a reader of ``path`` gets: its head and its whole body; None for "no such page".

    What the store lacks is made on demand, as the origin does when the edge asks for it.
    """
    found = _read(store, path)
    if found is None:
        if not make(path):
            return None
        found = _read(store, path)
        assert found is not None, f"{path} was made, yet the store cannot serve it"
    return found


def _read(store: Store, path: str) -> tuple[object, bytes] | None:
    with store.snapshot() as snapshot:
        record: Record | None = snapshot.page(path)
        if record is None:
            return None
        if isinstance(record, Redirect | Asset):
            return record, b""
        assert isinstance(record, Page)
        fragments = [snapshot.fragment(key) for key in record.fragments]
        if any(fragment is None for fragment in fragments):
            return None
        head = (record.status, record.content_type, record.headers)
        return head, b"".join(fragment.raw() for fragment in fragments if fragment)
