"""What goes on at the same time: each doing is a thread that runs until told to stop."""

from __future__ import annotations

import http.client
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import psutil

from tests.hostile.shapes import SHAPES
from tests.hostile.wire import send
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom

PUBLISHER = Path(__file__).parents[1] / "world" / "publisher.py"
EXPECTED = {"200", "301", "304", "404", "410"}
#: Seconds in which what was killed may be missed on a busy machine.
AFTER_A_FAULT = 12.0


class Doings:
    """All that goes on, and what readers met with."""

    def __init__(self, newsroom: RunningNewsroom, paths: list[str], stop: threading.Event) -> None:
        self.newsroom = newsroom
        self.paths = paths
        self.stop = stop
        self.met: Counter[str] = Counter()
        self.not_now = 0
        """Honest refusals that no fault explains: a page was not made within five seconds."""
        self.wrong: list[str] = []
        self.failed: list[BaseException] = []
        self._fault = 0.0
        self._chance = random.Random(4)

    def threads(self) -> list[threading.Thread]:
        """One for each doing."""
        doings: list[Callable[[], None]] = [self.read] * 3 + [
            self.listen,
            self.publish,
            self.import_feed,
            self.attack,
            self.kill,
        ]
        return [threading.Thread(target=self._kept, args=(doing,)) for doing in doings]

    def _kept(self, doing: Callable[[], None]) -> None:
        try:
            doing()
        except BaseException as error:
            self.failed.append(error)
            self.stop.set()
            raise

    def note(self, answer: httpx.Response | Exception) -> None:
        """Write down what a reader met with; what no fault explains is wrong."""
        told = type(answer).__name__ if isinstance(answer, Exception) else str(answer.status_code)
        self.met[told] += 1
        if told in EXPECTED or time.monotonic() - self._fault < AFTER_A_FAULT:
            return
        if told == "503":
            self.not_now += 1
        else:
            self.wrong.append(f"{told}: {answer!r}")

    def read(self) -> None:
        """Read pages at random, again with the tag that they had."""
        tags: dict[str, str] = {}
        with httpx.Client(base_url=self.newsroom.site, timeout=15, trust_env=False) as client:
            while not self.stop.wait(0.005):
                path = self._chance.choice(self.paths)
                headers = {"If-None-Match": tags[path]} if path in tags else {}
                try:
                    answer = client.get(path, headers=headers)
                except httpx.TransportError as error:
                    self.note(error)
                    continue
                self.note(answer)
                tags[path] = answer.headers.get("etag", "")

    def listen(self) -> None:
        """Hold live streams, and come back when they break; leave them now and then."""
        site = urlsplit(self.newsroom.site)
        while not self.stop.is_set():
            streams = [http.client.HTTPConnection(site.netloc, timeout=10) for _ in range(20)]
            with suppress(OSError, http.client.HTTPException):
                for stream in streams:
                    stream.request("GET", "/-/live/en")
                    self.met[f"stream {stream.getresponse().status}"] += 1
            self.stop.wait(4)
            for stream in streams:
                stream.close()

    def publish(self) -> None:
        """Publish, change, unpublish and take down in a process of its own."""
        command = [sys.executable, str(PUBLISHER), str(self.newsroom.home), "4"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
            assert publisher.stdout
            for line in publisher.stdout:
                self.met["published"] += 1
                path = line.split(maxsplit=1)[1].strip()
                if path.startswith("/"):
                    self.paths.append(quote(path))
                if self.stop.wait(0.3):
                    break
            publisher.kill()
        assert self.stop.is_set(), "the publisher ended by itself"

    def import_feed(self) -> None:
        """Import a few pieces at a time."""
        while not self.stop.wait(3):
            found = import_pieces(self.newsroom, *(piece() for _ in range(5)))
            self.paths += [quote(one.path) for one in found if one.path.startswith("/")]
            self.met["imported"] += len(found)

    def attack(self) -> None:
        """Send what enemies send."""
        port = urlsplit(self.newsroom.site).port or 80
        while not self.stop.wait(0.1):
            with suppress(OSError):
                send(port, self._chance.choice(SHAPES))
                self.met["attacked"] += 1

    def kill(self) -> None:
        """Kill one part after another; the edge that is measured stays."""
        while not self.stop.wait(AFTER_A_FAULT):
            for name in ("origin", "worker", "desk"):
                self._fault = time.monotonic()
                with suppress(AssertionError, psutil.Error):
                    self.newsroom.part(name).kill()
                    self.met["killed"] += 1
                if self.stop.wait(AFTER_A_FAULT + 4):
                    return
