"""The store of this newsroom, opened once in each process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from stoppress.store import Store

_open: dict[tuple[int, Path], Store] = {}
#: Whether this thread works on the store beside the one that is served.
_beside: ContextVar[bool] = ContextVar("beside", default=False)


def newsroom_store() -> Store:
    """The store that this process's press works on, also when its file was replaced.

    It is the one that readers are served from, but for who prepares a release ``beside``.
    """
    return _store_in(settings.HOME.store_next if _beside.get() else settings.HOME.store)


def served_store() -> Store:
    """The store that readers are served from."""
    return _store_in(settings.HOME.store)


@contextmanager
def beside() -> Iterator[None]:
    """Inside, everything in this thread makes pages for the store beside the served one."""
    token = _beside.set(True)
    try:
        yield
    finally:
        _beside.reset(token)


@contextmanager
def press_lock() -> Iterator[None]:
    """Only one press follows the log at a time; the kernel frees the lock of a dead one."""
    path = Path(settings.HOME.run) / ("press-next.lock" if _beside.get() else "press.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _store_in(directory: Path) -> Store:
    # LMDB must not be carried over a fork, so the process is part of the key.
    key = (os.getpid(), Path(directory))
    if key not in _open:
        _open[key] = Store.open(key[1])
    store = _open[key]
    store.reopen_if_replaced()
    return store
