"""Two installed releases of Stoppress, and readers who look at every reply that they get."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench import releases
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER

#: Templates of which each page of a piece shows one, and which the new release signs.
SIGNED = ("shell/masthead.html", "shell/footer.html", "article/article.html", "lists/latest.html")
_FLASH = re.compile(r"Flash (\d+)")


def sign(package: Path) -> None:
    """Make another release of a copy: other templates, other styles."""
    releases.sign(package, SIGNED)
    [first, *_] = sorted((package / "site" / "static" / "css").glob("*.css"))
    first.write_text(first.read_text("utf-8") + "\n.new-release { color: inherit; }\n", "utf-8")


def marks(page: str) -> set[str]:
    """Which templates of the new release a page shows."""
    return set(re.findall(r"<!--new (\S+)-->", page))


def misses(home: Path) -> int:
    """How often readers had to wait for the origin so far."""
    return read_all(home / "run" / FOLDER)[0][EVENT["misses"]]


@dataclass
class Editor:
    """Publishes flashes, numbered, in a process of one release."""

    process: subprocess.Popen[str]
    #: Numbers of the flashes whose publish has returned, shared with readers.
    returned: list[int]

    def publish(self) -> int:
        """Publish the next flash; returns when its publish has returned."""
        number = (self.returned[-1] if self.returned else 0) + 1
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"Flash {number}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == f"Flash {number}\n"
        self.returned.append(number)
        return number


@contextmanager
def editing(home: Path, package: Path, returned: list[int]) -> Iterator[Editor]:
    """An editor who works with an installed release."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("STOPPRESS_")
    }
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "flashes.py"), str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment | {"PYTHONPATH": str(package.parent)},
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Editor(process, returned)
    finally:
        process.kill()
        process.communicate()


@dataclass
class Readers:
    """Readers who ask for one page after another, and what was wrong with what they got."""

    site: str
    paths: Sequence[str]
    #: Numbers of the flashes whose publish has returned.
    returned: Sequence[int]
    statuses: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    #: Times that nobody listened.
    unheard: int = 0
    read: int = 0
    #: Replies of the new release.
    new: int = 0
    #: Replies of the old release.
    old: int = 0
    #: Seconds of the slowest reply.
    slowest: float = 0.0

    @contextmanager
    def reading(self, number: int = 2) -> Iterator[None]:
        """Read without pause in the background."""
        stop = threading.Event()
        threads = [
            threading.Thread(target=self._read, args=(stop, place)) for place in range(number)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def _read(self, stop: threading.Event, place: int) -> None:
        paths = [*self.paths[place:], *self.paths[:place]]
        while not stop.is_set():
            with httpx.Client(timeout=10, trust_env=False) as client:
                try:
                    for path in paths:
                        if stop.wait(0.01):
                            break
                        self.look(client, path)
                except httpx.TransportError:
                    self.unheard += 1

    def look(self, client: httpx.Client, path: str) -> str:
        """Read one page and look whether it is whole and fresh."""
        at_least = self.returned[-1] if self.returned else 0
        began = time.perf_counter()
        answer = client.get(self.site + path)
        self.slowest = max(self.slowest, time.perf_counter() - began)
        self.statuses.add(answer.status_code)
        self.read += 1
        shown = marks(answer.text)
        if len(shown) not in (0, len(SIGNED)):
            self.wrong.append(f"{path} is mixed: {shown}")
        self.new += bool(shown)
        self.old += not shown
        newest = max(map(int, _FLASH.findall(answer.text)), default=0)
        if newest < at_least:
            self.wrong.append(f"{path} shows {newest}, and {at_least} had been published")
        return answer.text
