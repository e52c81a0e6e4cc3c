"""One supervisor at a time serves a home."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from stoppress.home import Home
from stoppress.supervise.failure import NotDone


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Hold the lock that lets one supervisor at a time serve a home.

    Raises NotDone when another holds it.
    """
    home.run.mkdir(exist_ok=True)
    with (home.run / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotDone(
                f"The newsroom in {home.root} is being served already; see `stoppress --home"
                f" {home.root} status`. End that one first."
            ) from None
        yield
