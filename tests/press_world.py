"""A store beside a test's database, and pages read from it as the edge would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stoppress.press import follow as follow_module
from stoppress.press import make as make_module
from stoppress.press import standing as standing_module
from stoppress.press import storage
from stoppress.releases import kept
from stoppress.releases import rebuild as rebuild_module
from stoppress.store import Asset, Page, Record, Redirect, Store

_USERS = (follow_module, kept, make_module, rebuild_module, standing_module, storage)


@contextmanager
def empty_store() -> Iterator[Store]:
    """A new, empty store in place of the newsroom's inside the block."""
    before = storage.newsroom_store
    with TemporaryDirectory(prefix="stoppress-store-") as folder:
        store = Store.open(Path(folder))
        try:
            for user in _USERS:
                user.newsroom_store = lambda: store  # type: ignore[attr-defined]
            yield store
        finally:
            for user in _USERS:
                user.newsroom_store = before  # type: ignore[attr-defined]


def served(store: Store, path: str) -> tuple[object, bytes] | None:
    """What a reader of ``path`` gets: its head and its whole body; None for "no such page".

    What the store lacks is made on demand, as the origin does when the edge asks for it.
    """
    found = _read(store, path)
    if found is None:
        if not make_module.make(path):
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
