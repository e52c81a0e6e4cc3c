"""One process at a time works for a channel or a pinger."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether no other process works for ``name``; the lock goes with the process."""
    folder = settings.HOME.run
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
