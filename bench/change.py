"""A change to a new release under readers: what they get, second by second, both ways to do it.

*Beside*: the new release is prepared while the old one serves, then one is stopped and the other
started. *In place*: the new one is started as it is. Readers load pages of the archive all the
while, and an article is published the moment that editors can. What readers got is counted by the
edge itself: its counters are read each second.

    python -m bench.change --articles 1000
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles, releases
from bench.mark import Mark
from bench.options import Options, told
from bench.processes import end, free_port, start
from bench.report import NONE, Figure, Report, Table, number
from bench.serve import when_ready
from bench.wrk import command
from stoppress.watch.counters import EVENT, STATUS_PLACES, STRIDE, read_all
from stoppress.watch.counting import FOLDER

BESIDE, IN_PLACE = "beside", "in place"
BEFORE, PREPARING, STARTING = "before", "while it is prepared", "stop and start"
STARTED, PUBLISHED = "started", "after the first publish"
#: Times as long as before, readers are watched after the first publish.
_AFTER = 6.0
_PAGE = STRIDE  # the second kind of answer, see ``stoppress.watch.counters.KINDS``
_SIGNED = "shell/footer.html"


@dataclass(frozen=True, slots=True)
class Second:
    """What the edge answered in a second or so."""

    phase: str
    seconds: float
    pages: int
    misses: int
    #: Answers of status 503.
    refused: int


@dataclass(slots=True)
class Watch:
    """Reads the edge's counters again and again."""

    home: Path
    #: Seconds between two looks.
    every: float = 1.0
    phase: str = BEFORE
    seen: list[Second] = field(default_factory=list)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for the length of the block."""
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _watch(self, stop: threading.Event) -> None:
        last, at = self._cells(), time.monotonic()
        while not stop.wait(self.every):
            phase, cells, now = self.phase, self._cells(), time.monotonic()
            pages, misses, refused = (new - old for new, old in zip(cells, last, strict=True))
            self.seen.append(Second(phase, now - at, pages, misses, refused))
            last, at = cells, now

    def _cells(self) -> tuple[int, int, int]:
        cells, _edges = read_all(self.home / "run" / FOLDER)
        place = STATUS_PLACES[503]
        refused = sum(cells[kind * STRIDE + place] for kind in range(_PAGE // STRIDE + 1))
        return cells[_PAGE + STATUS_PLACES[200]], cells[EVENT["misses"]], refused

    def rows(self) -> list[list[str]]:
        """What each phase was like."""
        found = []
        for phase in dict.fromkeys(second.phase for second in self.seen):
            some = [second for second in self.seen if second.phase == phase]
            rates = [second.pages / second.seconds for second in some]
            found.append(
                [
                    phase,
                    number(sum(second.seconds for second in some)),
                    number(statistics.median(rates)),
                    number(min(rates)),
                    number(sum(second.misses for second in some)),
                    number(sum(second.refused for second in some)),
                ]
            )
        return found

    def rates(self, phase: str) -> list[float]:
        """Pages a second, of each second of a phase."""
        return [second.pages / second.seconds for second in self.seen if second.phase == phase]

    def misses(self, phase: str) -> int:
        """How often the origin was asked in a phase."""
        return sum(second.misses for second in self.seen if second.phase == phase)


HEAD = ["", "seconds", "pages/s", "in the worst second", "waited for the origin", "refused"]


def measure(options: Options, ways: Sequence[str] = (IN_PLACE, BESIDE)) -> Report:
    """Both ways, at the first size, under the first server."""
    articles = options.articles[0]
    made = homes.newsroom(options, articles)
    paths = homes.make_pages(made, min(articles, options.pages))
    report = Report()
    for way in ways:
        with TemporaryDirectory(prefix="stoppress-change-") as folder:
            watch = changed(way, made, paths, Path(folder), options)
        title = f"A new release {way}, {len(paths):,} pages stored and read"
        report.tables.append(Table(title, HEAD, watch.rows()))
        before = statistics.median(watch.rates(BEFORE))
        after = watch.rates(PUBLISHED)
        report.figures += [
            Figure(
                "B9",
                f"a new release {way}: the worst second after the first publish, to before",
                [min(after)],
                "pages/s",
                [min(after) / before],
            ),
            Figure(
                "B9",
                f"a new release {way}: pages that readers waited for",
                [watch.misses(STARTING) + watch.misses(STARTED) + watch.misses(PUBLISHED)],
                goal=NONE if way == BESIDE else None,
            ),
        ]
    return report


def changed(way: str, made: Path, paths: list[str], folder: Path, options: Options) -> Watch:
    """Change a copy of a newsroom to another release under load."""
    home = shutil.copytree(
        made, folder / "home", ignore=shutil.ignore_patterns("run", "lock.mdb", "*.log")
    )
    (home / "run").mkdir()
    package = releases.installed(folder / "release")
    releases.sign(package, [_SIGNED])
    release = {"PYTHONPATH": os.pathsep.join((str(package.parent), *sys.path))}
    port, watch = free_port(), Watch(home, every=min(options.seconds / 4, 1.0))
    asked = pagefiles.listed(folder / "paths.txt", list(map(pagefiles.sent, paths)))
    old = _serve(home, port, options.servers[0], {})
    when_ready(home, old, time.monotonic())
    load = start(command(port, asked, 600, options.connections))
    publisher = None
    try:
        with watch.watching():
            time.sleep(options.seconds)
            if way == BESIDE:
                watch.phase = PREPARING
                _run(home, release, "prepare")
            watch.phase = STARTING
            end(old)
            begun = time.monotonic()
            old = _serve(home, port, options.servers[0], release)
            publisher = _publisher(home, folder, release)
            when_ready(home, old, begun)
            watch.phase = STARTED
            _publish(publisher)
            watch.phase = PUBLISHED
            time.sleep(options.seconds * _AFTER)
    finally:
        for process in (load, publisher, old):
            if process is not None:
                end(process)
    return watch


def _serve(
    home: Path, port: int, server: str, environment: dict[str, str]
) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "stoppress", "--home", str(home), "serve", "--server", server]
    words += ["--site", f"127.0.0.1:{port}", "--desk", "127.0.0.1:0"]
    return start(words, environment, stdout=subprocess.PIPE, log=home / "serve.log")


def _run(home: Path, environment: dict[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "stoppress", "--home", str(home), *words],
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )


def _publisher(home: Path, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    with Mark(folder / "mark"):
        pass
    words = [sys.executable, "-m", "bench.publisher", "newsroom", "--home", str(home)]
    words += ["--rate", "0", "--mark", str(folder / "mark"), "--most", "1"]
    return start(words, environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _publish(publisher: subprocess.Popen[str]) -> None:
    """Publish one article; returns when its publish has returned."""
    assert publisher.stdin
    assert publisher.stdout
    publisher.stdout.readline()  # that it is ready
    publisher.stdin.write("\n")
    publisher.stdin.flush()
    publisher.stdout.readline()


if __name__ == "__main__":
    with told(__doc__, articles=(1_000,), seconds=5) as chosen:
        print(measure(chosen))
