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
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from stoppress.intake.garbage import seldom_collected
from stoppress.intake.item import Item, ItemRejected, ItemSkipped
from stoppress.intake.ninjs.parse import Defaults, parse, uri_of
from stoppress.intake.reader import FeedUnreadable, Read, read_feed

#: Bytes from which a file is read in a process of its own.
_LARGE = 4 * 1024 * 1024
#: What the reading process sends at a time, and how much of that waits to be written.
_ITEMS_AT_ONCE = 50
_BYTES_AT_ONCE = 1024 * 1024
_WAITING = 12


@dataclass(frozen=True, slots=True)
class Parsed:
    """One item of a feed: what it says, or why it was refused or skipped.

    :param size: bytes of its JSON; it bounds how much is held at a time.
    """

    number: int
    line: int
    uri: str
    found: Item | ItemRejected | ItemSkipped
    size: int = 0


def parsed_feed(name: str, defaults: Defaults) -> Iterator[Parsed]:
    """Read and parse the feed ``name``.

    :raises FeedUnreadable: when it cannot be read, or not to its end.
    """
    if name != "-" and _size(name) >= _LARGE:
        yield from _from_other_process(name, defaults)
    else:
        yield from (parsed(read, defaults) for read in read_feed(name))


def parsed(read: Read, defaults: Defaults) -> Parsed:
    """Parse what was read."""
    given = read.properties
    if isinstance(given, ItemRejected):
        return Parsed(read.number, read.line, "", given)
    uri = uri_of(given)
    try:
        return Parsed(read.number, read.line, uri, parse(given, defaults), read.size)
    except (ItemRejected, ItemSkipped) as outcome:
        return Parsed(read.number, read.line, uri, outcome.with_traceback(None))
    except RecursionError:
        refusal = ItemRejected(
            "", "is nested too deep", "A news item needs no such depth; mend it."
        )
        return Parsed(read.number, read.line, uri, refusal)


def _size(name: str) -> int:
    with suppress(OSError):
        size = Path(name).stat().st_size
        return size * 10 if name.endswith(".gz") else size
    return 0


def _from_other_process(name: str, defaults: Defaults) -> Iterator[Parsed]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    reading = context.Process(target=_read, args=(name, defaults, theirs), daemon=True)
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


def _read(name: str, defaults: Defaults, pipe: Connection) -> None:
    """Read the feed in the other process, as far ahead as the pipe takes."""
    with seldom_collected(), suppress(BrokenPipeError, KeyboardInterrupt):
        gathered: list[Parsed] = []
        size = 0
        end: FeedUnreadable | None = None
        try:
            for read in read_feed(name):
                gathered.append(parsed(read, defaults))
                size += read.size
                if len(gathered) == _ITEMS_AT_ONCE or size > _BYTES_AT_ONCE:
                    pipe.send(gathered)
                    gathered, size = [], 0
        except FeedUnreadable as error:
            end = error.with_traceback(None)
        pipe.send(gathered)
        pipe.send(end)
