"""The store of this newsroom, opened once in each process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from stoppress.store import Store

_open: dict[tuple[int, Path], Store] = {}


def newsroom_store() -> Store:
    """The store under the home that Django's settings name, also when its file was replaced."""
    # LMDB must not be carried over a fork, so the process is part of the key.
    key = (os.getpid(), Path(settings.HOME.store))
    if key not in _open:
        _open[key] = Store.open(key[1])
    store = _open[key]
    store.reopen_if_replaced()
    return store


@contextmanager
def press_lock() -> Iterator[None]:
    """Only one press follows the log at a time; the kernel frees the lock of a dead one."""
    path = Path(settings.HOME.run) / "press.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
