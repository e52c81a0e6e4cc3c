"""Numbers that the processes of a bench share: which publish returned last, which will be last."""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path
from typing import Self

from bench.report import NotMeasured

_NUMBERS = struct.Struct("<2q")
_NONE_YET = 1 << 62


class Mark:
    """A file mapped into memory, written by one process and read by others without waiting.

    Publishes are numbered from the time of the first one on, so that what an earlier bench left in
    a newsroom has smaller numbers.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        if not file.exists():
            file.write_bytes(_NUMBERS.pack(int(time.time()) * 100, _NONE_YET))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _NUMBERS.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._memory.close()

    @property
    def returned(self) -> int:
        """Number of the last publish that returned."""
        return int(_NUMBERS.unpack_from(self._memory)[0])

    @returned.setter
    def returned(self, number: int) -> None:
        _NUMBERS.pack_into(self._memory, 0, number, self.last)

    @property
    def last(self) -> int:
        """Number of the publish after which none comes."""
        return int(_NUMBERS.unpack_from(self._memory)[1])

    @last.setter
    def last(self, number: int) -> None:
        _NUMBERS.pack_into(self._memory, 0, self.returned, number)

    def wait_for_more(self) -> None:
        """Wait until a publish returns that has not returned yet; 30 seconds at most."""
        before, until = self.returned, time.monotonic() + 30
        while self.returned == before:
            if time.monotonic() > until:
                raise NotMeasured("Not measured: nothing was published in 30 seconds.")
            time.sleep(0.005)  # memory that is shared gives no event
