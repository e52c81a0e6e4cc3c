"""A newsroom served as its readers and editors have it, by ``stoppress serve``."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from bench.processes import end, family, last_line, start
from bench.report import NotMeasured
from bench.servers import edge_name
from bench.wrk import Target

PARTS = ("waiting", "edge", "origin", "desk", "worker", "serve")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One that runs."""

    home: Path
    #: Of the readers' site.
    port: int
    #: The supervisor.
    process: psutil.Process
    #: From the start of the command to its ``ready`` line.
    seconds: float

    def target(self, server: str, paths: Path) -> Target:
        """Its edge, to be loaded."""
        edge = [one for name, one in self.parts() if name in ("edge", "waiting")]
        return Target(edge_name(server), self.port, paths, edge)

    def parts(self) -> list[tuple[str, psutil.Process]]:
        """Every process with the name of its part; several may have one name."""
        found = []
        for process in family(self.process.pid):
            words = [word.rpartition(".")[2] for word in process.cmdline()]
            found += [(name, process) for name in PARTS if name in words][:1]
        return found


@contextmanager
def serving(home: Path, server: str) -> Iterator[Newsroom]:
    """Serve a home on free ports, with this server under the edge, for the length of the block."""
    begun = time.monotonic()
    process = launch(home, server)
    try:
        yield when_ready(home, process, begun)
    finally:
        end(process)


def launch(home: Path, server: str, port: int = 0) -> subprocess.Popen[str]:
    """Start ``stoppress serve`` with the site on ``port``; the caller ends it."""
    command = [sys.executable, "-m", "stoppress", "--home", str(home), "serve"]
    command += ["--site", f"127.0.0.1:{port}", "--desk", "127.0.0.1:0", "--server", server]
    return start(command, stdout=subprocess.PIPE, log=home / "serve.log")


def when_ready(home: Path, process: subprocess.Popen[str], begun: float) -> Newsroom:
    """Wait for the ``ready`` line."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith("ready "):
            port = urlsplit(line.split()[1]).port or 80
            seconds = time.monotonic() - begun
            return Newsroom(home, port, psutil.Process(process.pid), seconds)
    raise NotMeasured(
        f"Not measured: the newsroom in {home} cannot be served. {last_line(home / 'serve.log')}"
    )
