"""Items of a feed as they are read: parsed, refused or skipped.

A large file is read in a process of its own, so that reading goes on while the newsroom is
written. Only values pass between the two, and the reading stops when nobody takes them.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from stoppress.intake import formats  # noqa: F401 - declares the importers, here and in the child
from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import STANDARD_INPUT, FeedUnreadable, opened
from stoppress.intake.garbage_collection import seldom_collected
from stoppress.intake.registry import Parsed, importer_of, importers

#: Bytes from which a file is read in a process of its own.
_LARGE = 4 * 1024 * 1024
#: What the reading process sends at a time, and how much of that waits to be written.
_ITEMS_AT_ONCE = 50
_BYTES_AT_ONCE = 1024 * 1024
_WAITING = 12


def items_of(name: str, defaults: Defaults, chosen: str = "") -> Iterator[Parsed]:
    """Read and parse the feed ``name``.

    :param chosen: the importer's name; empty to choose by what is in the feed.

    Raises FeedUnreadable when it cannot be read, or not to its end.
    """
    if name != STANDARD_INPUT and _size(name) >= _LARGE:
        yield from _from_other_process(name, defaults, chosen)
    else:
        yield from _read_here(name, defaults, chosen)


def _read_here(name: str, defaults: Defaults, chosen: str) -> Iterator[Parsed]:
    with opened(name) as feed:
        importer = importers[chosen] if chosen else importer_of(feed)
        yield from importer.read(feed, defaults)


def _size(name: str) -> int:
    with suppress(OSError):
        size = Path(name).stat().st_size
        return size * 10 if name.endswith(".gz") else size
    return 0


def _from_other_process(name: str, defaults: Defaults, chosen: str) -> Iterator[Parsed]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    reading = context.Process(target=_read, args=(name, defaults, chosen, theirs), daemon=True)
    reading.start()
    theirs.close()
    # A pipe holds less than one message; the queue lets reading run ahead of writing.
    waiting: queue.Queue[object] = queue.Queue(_WAITING)
    stopped = threading.Event()
    taking = threading.Thread(target=_take, args=(ours, waiting, stopped), daemon=True)
    taking.start()
    try:
        while True:
            message = waiting.get()
            if isinstance(message, FeedUnreadable):
                raise message
            if message is None:
                return
            yield from message  # type: ignore[misc]
    finally:
        stopped.set()
        ours.close()
        reading.kill()
        reading.join()


def _take(pipe: Connection, waiting: queue.Queue[object], stopped: threading.Event) -> None:
    """Move messages from the pipe to the queue until the last one, or until ``stopped``."""
    message: object = []
    while isinstance(message, list):
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            message = FeedUnreadable(
                "The process that read the feed ended. Import it again; finished items will be"
                " unchanged."
            )
        while not stopped.is_set():
            with suppress(queue.Full):
                waiting.put(message, timeout=0.5)
                break


def _read(name: str, defaults: Defaults, chosen: str, pipe: Connection) -> None:
    """Read the feed in the other process, as far ahead as the pipe takes."""
    with seldom_collected(), suppress(BrokenPipeError, KeyboardInterrupt):
        gathered: list[Parsed] = []
        size = 0
        end: FeedUnreadable | None = None
        try:
            for parsed in _read_here(name, defaults, chosen):
                gathered.append(parsed)
                size += parsed.size
                if len(gathered) == _ITEMS_AT_ONCE or size > _BYTES_AT_ONCE:
                    pipe.send(gathered)
                    gathered, size = [], 0
        except FeedUnreadable as error:
            end = error.with_traceback(None)
        pipe.send(gathered)
        pipe.send(end)
