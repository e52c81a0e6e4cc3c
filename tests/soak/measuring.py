"""How much memory and how many descriptors the parts of a newsroom hold over time."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

from tests.world.running import RunningNewsroom

EVERY = 1.0  # seconds between two looks


@dataclass(frozen=True)
class Look:
    """One process at one moment."""

    second: float
    #: Bytes that are its own: what it maps of the store's file is the system's.
    memory: int
    descriptors: int


@dataclass
class Course:
    """One process from when it was first seen."""

    name: str
    pid: int
    looks: list[Look] = field(default_factory=list)

    def growth(self) -> tuple[int, int]:
        """Bytes and descriptors more in the last quarter than in the second: medians."""
        quarter = len(self.looks) // 4
        early, late = self.looks[quarter : 2 * quarter], self.looks[-quarter:]
        return (
            int(median(look.memory for look in late) - median(look.memory for look in early)),
            int(
                median(look.descriptors for look in late)
                - median(look.descriptors for look in early)
            ),
        )

    @property
    def line(self) -> str:
        """For a person to read."""
        memory, descriptors = self.growth()
        last = self.looks[-1]
        return (
            f"{self.name:10} {len(self.looks):4} looks  {last.memory >> 20:5} MiB"
            f" ({memory / (1 << 20):+.1f})  {last.descriptors:5} descriptors ({descriptors:+})"
        )


class Measuring(threading.Thread):
    """Looks at every process below the supervisor, and at the supervisor."""

    def __init__(self, newsroom: RunningNewsroom, stop: threading.Event) -> None:
        super().__init__(name="measuring")
        self._newsroom = newsroom
        self._stopped = stop
        self._began = time.monotonic()
        self._courses: dict[int, Course] = {}

    def run(self) -> None:
        """Look until told to stop."""
        supervisor = psutil.Process(self._newsroom.process.pid)
        while not self._stopped.wait(EVERY):
            for process in (supervisor, *supervisor.children(recursive=True)):
                try:
                    look = Look(
                        time.monotonic() - self._began, _own_memory(process.pid), process.num_fds()
                    )
                    name = _name(process.cmdline())
                except (psutil.Error, OSError):
                    continue  # it has just ended
                self._courses.setdefault(process.pid, Course(name, process.pid)).looks.append(look)

    def courses(self, longer_than: int) -> list[Course]:
        """Those that were looked at more often than this."""
        return [course for course in self._courses.values() if len(course.looks) > longer_than]

    def names(self) -> dict[str, int]:
        """How many processes of each part there were."""
        counted: dict[str, int] = defaultdict(int)
        for course in self._courses.values():
            counted[course.name] += 1
        return dict(counted)


def _own_memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Anonymous:"):
            return int(line.split()[1]) << 10
    return 0


def _name(command: list[str]) -> str:
    parts = ("worker", "origin", "desk", "serve", "stoppress.edge.waiting", "stoppress.edge")
    return next((part.rpartition(".")[2] for part in parts if part in command), "other")
