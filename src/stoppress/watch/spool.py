"""Page views on their way to the newsroom: one file for each edge process, lines appended.

A line is a JSON array of the seconds since 1970 UTC and an object of paths to numbers of page
views. There is no reader in it: no address, no cookie, no User-Agent. Only one process ever appends
to a file, and no name is used twice, so that whoever takes lines out can remember how far it came.
"""

import json
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stoppress.watch.counters import is_held

log = logging.getLogger(__name__)

_SUFFIX = ".views"
_ROTATE = 1 << 20  # bytes
#: Waiting for a worker that does not come: what is counted after that is dropped.
_MOST_FILES = 64
_MOST_READ = 256 << 10  # bytes taken out of a file at once


class Spool:
    """The file that this process appends to; it is made with the first page views."""

    def __init__(self, folder: Path, slot: str) -> None:
        self._folder = folder
        self._slot = slot
        self._file: int | None = None
        self._written = 0
        self._failed = False

    def append(self, page_views: dict[str, int], at: float) -> None:
        """Write page views down; they are dropped, and the log says so once, when that fails."""
        line = json.dumps([int(at), page_views], separators=(",", ":")).encode() + b"\n"
        try:
            if self._file is None:
                self._file = self._open()
            written = os.write(self._file, line)
            if written < len(line):
                raise OSError("the disk is full")
        except OSError as error:
            if not self._failed:
                log.warning("page views cannot be written down in %s: %s", self._folder, error)
            self._failed = True
            self.close()  # what follows a torn line goes to another file
            return
        self._failed = False
        self._written += written
        if self._written >= _ROTATE:
            self.close()

    def close(self) -> None:
        """End the file; the next page views go to another."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        waiting = list(self._folder.glob(f"*{_SUFFIX}"))
        if len(waiting) >= _MOST_FILES:
            raise OSError(f"{_MOST_FILES} files wait for the worker already")
        self._written = 0
        # The newest file of a slot has the greatest number, also when the clock was set back.
        number = max([time.time_ns(), *(_number(path) + 1 for path in waiting)])
        name = f"{self._slot}.{number}{_SUFFIX}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        return os.open(self._folder / name, flags, 0o640)


@dataclass(frozen=True, slots=True)
class Line:
    """Page views that were written down together."""

    #: Seconds since 1970 UTC.
    at: int
    page_views: dict[str, int]
    #: Where in the file the next line begins.
    end: int


@dataclass(frozen=True, slots=True)
class SpoolFile:
    """A file of page views, as whoever takes them out sees it."""

    path: Path
    #: Whether nothing will be appended any more.
    ended: bool

    def lines_from(self, start: int) -> Iterator[Line]:
        """Whole lines from a place in the file on, some hundred kilobytes of them at most."""
        end = start
        with self.path.open("rb") as file:
            file.seek(start)
            while end - start < _MOST_READ:
                line = file.readline()
                if not line.endswith(b"\n"):  # not whole yet, or torn for ever
                    return
                end += len(line)
                at, page_views = _parse(line)
                yield Line(at, page_views, end)


def files_in(folder: Path) -> list[SpoolFile]:
    """The files of page views in the folder, older ones first."""
    by_slot: dict[str, list[Path]] = {}
    for path in folder.glob(f"*{_SUFFIX}"):
        by_slot.setdefault(path.name.split(".")[0], []).append(path)
    found = []
    for slot, paths in by_slot.items():
        *older, newest = sorted(paths, key=_number)
        found += [SpoolFile(path, True) for path in older]
        found.append(SpoolFile(newest, not is_held(folder, slot)))
    return sorted(found, key=lambda file: _number(file.path))


def _number(path: Path) -> int:
    number = path.name.split(".")[1]
    return int(number) if number.isdecimal() else 0


def _parse(line: bytes) -> tuple[int, dict[str, int]]:
    try:
        found: Any = json.loads(line)
        at, page_views = found
        return int(at), {
            str(path): int(number) for path, number in page_views.items() if number > 0
        }
    except (ValueError, TypeError, AttributeError):
        log.warning("a line of page views cannot be read and is left out")
        return 0, {}
