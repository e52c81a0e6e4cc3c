"""A process that puts batches together while this one writes: two processors are used, not one."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the other process imports this before Django is set up
    from bench.archive.composer import Batch, Composer, Ids

#: Batches that are ready before they are asked for.
AHEAD = 2


class Beside:
    """The other process, as this one sees it; it knows what batches come before each."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def ask(self, numbers: range, ids: Ids) -> None:
        """Have a batch put together."""
        self._pipe.send((numbers, ids))

    def batch(self) -> Batch:
        """The next of the batches asked for."""
        try:
            batch: Batch = self._pipe.recv()
        except EOFError as error:
            raise RuntimeError(
                "The process that puts the archive's pieces together has ended (above it says"
                " why). Run the command again; it goes on."
            ) from error
        return batch


@contextmanager
def beside(composer: Composer) -> Iterator[Beside]:
    """A process with ``composer`` in it; it ends with the block, and with this process."""
    spawn = get_context("spawn")  # a fork would share the connection to the database
    here, there = spawn.Pipe()
    process = spawn.Process(target=_work, args=(there,), daemon=True)
    process.start()
    there.close()  # so that each side sees the end of the other
    try:
        here.send(composer)
        yield Beside(here)
    finally:
        here.close()
        process.join()


def _work(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is at the terminal stops the other one
    import django

    django.setup()
    from stoppress.intake.garbage_collection import seldom_collected

    # A batch is larger than a pipe: a thread stands there with it until it is taken.
    ready = Queue[bytes](maxsize=1)
    sender = Thread(target=_send, args=(pipe, ready), daemon=True)
    with seldom_collected():
        try:
            composer: Composer = pipe.recv()
            sender.start()
            while True:
                numbers, ids = pipe.recv()
                batch = composer.batch(numbers, ids)
                ready.put(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
        except (EOFError, ConnectionError):
            return


def _send(pipe: Connection, ready: Queue[bytes]) -> None:
    try:
        while True:
            pipe.send_bytes(ready.get())
    except (BrokenPipeError, ConnectionError):
        return
