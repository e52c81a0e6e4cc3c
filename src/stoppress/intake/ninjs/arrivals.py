"""Items of a feed as they are read: parsed, refused or skipped.

A large file is read in a process of its own, so that reading goes on while the newsroom is
written. Only values pass between the two, and the reading stops when nobody takes them.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from stoppress.intake.item import Item, ItemRejected, ItemSkipped
from stoppress.intake.ninjs.parse import Defaults, parse, uri_of
from stoppress.intake.reader import FeedUnreadable, Read, read_feed

#: Bytes from which a file is read in a process of its own.
_LARGE = 4 * 1024 * 1024
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Parsed:
    """One item of a feed: what it says, or why it was refused or skipped."""

    number: int
    line: int
    uri: str
    found: Item | ItemRejected | ItemSkipped


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
        return Parsed(read.number, read.line, uri, parse(given, defaults))
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
    try:
        while True:
            try:
                message = ours.recv()
            except EOFError:
                raise FeedUnreadable(
                    f"{name} was not read to its end: the process that read it ended. Import it"
                    " again; finished items will be unchanged."
                ) from None
            if isinstance(message, FeedUnreadable):
                raise message
            if message is None:
                return
            yield from message
    finally:
        ours.close()
        reading.join(timeout=5)
        if reading.is_alive():
            reading.kill()


def _read(name: str, defaults: Defaults, pipe: Connection) -> None:
    with suppress(BrokenPipeError, KeyboardInterrupt):
        waiting: list[Parsed] = []
        try:
            for read in read_feed(name):
                waiting.append(parsed(read, defaults))
                if len(waiting) == _AT_ONCE:
                    pipe.send(waiting)
                    waiting = []
            end: FeedUnreadable | None = None
        except FeedUnreadable as error:
            end = error.with_traceback(None)
        pipe.send(waiting)
        pipe.send(end)
