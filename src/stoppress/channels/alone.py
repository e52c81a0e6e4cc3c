"""One process alone does a work of the worker, also while another takes its place."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def alone(work: str) -> Iterator[bool]:
    """Whether no other process does ``work``; the lock goes with the process."""
    folder = settings.HOME.run
    folder.mkdir(exist_ok=True)
    with (folder / f"{work}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
