"""Counters of one edge process, in a file that outlives it and that others may read.

Each process takes the first free slot of the folder (``edge-0``, ``edge-1``, ...) and holds its
lock until it dies, however it dies. The counters of a slot go on from where the last holder left
them, so that they never fall, and the file is mapped into memory: counting is an addition, no
system call, and what was counted survives ``kill -9``.
"""

import fcntl
import logging
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

log = logging.getLogger(__name__)

#: What an answer was, by its number (see ``stoppress.edge.core.messages``).
KINDS = ("other", "page", "file", "redirect")
STATUSES = (200, 206, 301, 302, 304, 307, 308, 400, 404, 405, 410, 416, 500, 503)
#: The place of every other status.
OTHER_STATUS = len(STATUSES)
STATUS_PLACES = {status: place for place, status in enumerate(STATUSES)}
#: Cells of one kind of answer; a power of two.
STRIDE = 16

#: The first bucket of the latencies ends at 2 to this power nanoseconds: 16 us.
FIRST_BOUND = 14
#: Each bucket ends at twice the time of the one before; the last has no end (over 8.6 s).
BUCKETS = 21

EVENTS = (
    "latency_ns",
    "compositions",
    "misses",
    "coalesced",
    "unavailable",
    "damaged",
    "views_person",
    "views_robot",
    "views_prefetch",
    "views_unknown",
    "views_repeated",
)
#: What is true of a process while it runs, and of no process afterwards.
GAUGES = ("live",)

LATENCY = len(KINDS) * STRIDE
EVENT = {name: LATENCY + BUCKETS + place for place, name in enumerate((*EVENTS, *GAUGES))}
CELLS = LATENCY + BUCKETS + len(EVENT)

_LAYOUT = crc32(repr((KINDS, STATUSES, STRIDE, FIRST_BOUND, BUCKETS, EVENTS, GAUGES)).encode())
_HEAD = 8  # bytes: the layout that the file was written by
_SIZE = _HEAD + 8 * CELLS
_MOST_SLOTS = 256

#: Unsigned 64-bit numbers; see the names above for what stands where.
Cells = memoryview


class Slot:
    """One process's place among the counters: its cells, and its name."""

    def __init__(self, name: str, cells: Cells, lock: int | None) -> None:
        self.name = name
        self.cells = cells
        self._lock = lock

    @classmethod
    def take(cls, folder: Path) -> "Slot":
        """The first free slot of the folder; one in memory alone when the folder cannot be used."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            name, lock = _lock_one(folder)
            return cls(name, _map(folder / f"{name}.counters"), lock)
        except OSError as error:
            log.warning("counters in %s cannot be kept: %s; counting in memory", folder, error)
            return cls.in_memory()

    @classmethod
    def in_memory(cls) -> "Slot":
        """Cells that nobody else sees."""
        return cls("", memoryview(bytearray(8 * CELLS)).cast("Q"), None)

    def release(self) -> None:
        """Let another process go on in this slot; gauges fall to nothing."""
        for name in GAUGES:
            self.cells[EVENT[name]] = 0
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def slots_in(folder: Path) -> list[str]:
    """Names of the slots that were ever taken in the folder."""
    return sorted(path.stem for path in folder.glob("edge-*.counters"))


def is_held(folder: Path, slot: str) -> bool:
    """Whether a living process holds the slot."""
    try:
        lock = os.open(folder / f"{slot}.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    with _closing(lock):
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def read_all(folder: Path) -> tuple[list[int], int]:
    """The sum of all slots' cells, and how many processes hold one now."""
    total = [0] * CELLS
    running = 0
    for slot in slots_in(folder):
        held = is_held(folder, slot)
        running += held
        try:
            stored = (folder / f"{slot}.counters").read_bytes()
        except OSError:
            continue
        if len(stored) != _SIZE or int.from_bytes(stored[:_HEAD], "little") != _LAYOUT:
            continue
        cells = list(memoryview(stored)[_HEAD:].cast("Q"))
        if not held:
            for name in GAUGES:
                cells[EVENT[name]] = 0
        total = [one + other for one, other in zip(total, cells, strict=True)]
    return total, running


def _lock_one(folder: Path) -> tuple[str, int]:
    for number in range(_MOST_SLOTS):
        name = f"edge-{number}"
        lock = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        return name, lock
    raise OSError(f"all {_MOST_SLOTS} slots are taken")


def _map(path: Path) -> Cells:
    """The cells of a file, which begin at zero when another release laid them out."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    with _closing(file):
        layout = os.pread(file, _HEAD, 0)
        if os.fstat(file).st_size != _SIZE or int.from_bytes(layout, "little") != _LAYOUT:
            os.ftruncate(file, 0)
            # Every block is there before it is touched: a full disk must not kill the process.
            os.posix_fallocate(file, 0, _SIZE)
            os.pwrite(file, _LAYOUT.to_bytes(_HEAD, "little"), 0)
        return memoryview(mmap.mmap(file, _SIZE))[_HEAD:].cast("Q")


@contextmanager
def _closing(descriptor: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(descriptor)
