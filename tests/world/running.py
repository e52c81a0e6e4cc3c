"""Commands of `stoppress` and the servers they start, as a person at a shell has them."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from tests.world.ports import free_port

#: The server under which newsrooms of tests are served, when it is not to be the default.
SERVER = os.environ.get("STOPPRESS_TEST_SERVER")
#: Seconds that a newsroom may take to answer at both addresses.
READY_WITHIN = 120.0


def own_environment() -> dict[str, str]:
    """Return an environment that knows nothing of the tests' own Django."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STOPPRESS_", "DJANGO_", "PYTEST_", "COV_"))
    }
    kept["PYTHONUNBUFFERED"] = "1"
    return kept


def command_line(home: Path, *words: str) -> list[str]:
    """Return the argument list of `stoppress --home HOME WORDS...`."""
    return [sys.executable, "-m", "stoppress", "--home", str(home), *words]


def stoppress(
    home: Path, *words: str, given: str | bytes = b"", expect: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; `given` is its standard input, `expect` its exit code."""
    done = subprocess.run(
        command_line(home, *words),
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=own_environment(),
        timeout=600,
    )
    result = subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
    )
    if expect is not None and result.returncode != expect:
        raise AssertionError(
            f"stoppress {' '.join(words)} ended with {result.returncode}, not {expect}.\n"
            f"{result.stdout[-2000:]}\n{result.stderr[-4000:]}"
        )
    return result


def start(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start one command and let it run; its standard error goes to `HOME/../serve.log`."""
    with (home.parent / f"{home.name}-{words[0]}.log").open("ab") as log:
        return subprocess.Popen(
            command_line(home, *words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=own_environment(),
            start_new_session=True,
        )


@dataclass
class RunningNewsroom:
    """A newsroom that serves readers and editors on this machine."""

    home: Path
    #: The readers' address, without a slash at its end.
    site: str
    #: The editors' address, without a slash at its end.
    desk: str
    process: subprocess.Popen[bytes] = field(repr=False)
    #: The command that serves it, to start it again.
    words: tuple[str, ...] = field(repr=False)
    output: "queue.Queue[str | None]" = field(repr=False, default_factory=queue.Queue)

    def url(self, path: str) -> str:
        """Return the readers' address of `path`."""
        return self.site + path

    def stoppress(self, *words: str, given: str | bytes = b"", expect: int | None = 0) -> str:
        """Run a command beside the servers; return its standard output."""
        return stoppress(self.home, *words, given=given, expect=expect).stdout

    def children(self) -> list[psutil.Process]:
        """Return the processes below the supervisor, the supervisor left out."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, name: str) -> psutil.Process:
        """Return the process of one part; of several, the one that began first."""
        found = self.parts(name)
        if not found:
            lines = [" ".join(child.cmdline()) for child in self.children()]
            raise AssertionError(f"No process of {name} runs; there are: {lines}")
        return found[0]

    def parts(self, name: str) -> list[psutil.Process]:
        """Return the processes of `edge`, `waiting`, `origin`, `desk` or `worker`."""
        found = [child for child in self.children() if is_part(child, name)]
        return sorted(found, key=lambda process: process.create_time())

    def stop(self) -> int:
        """Ask the supervisor to end (SIGTERM); return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """End every process at once, as a power cut does."""
        doomed: list[psutil.Process] = []
        try:
            supervisor = psutil.Process(self.process.pid)
            supervisor.suspend()
            doomed = [supervisor, *supervisor.children(recursive=True)]
        except psutil.NoSuchProcess:
            pass
        for process in doomed:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        self.process.wait(10)
        psutil.wait_procs(doomed[1:], timeout=10)


def is_part(process: psutil.Process, name: str) -> bool:
    """Say whether a process is that part: `edge`, `waiting`, `origin`, `desk` or `worker`."""
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    return process.is_running() and any(
        word in (name, f"stoppress.{name}", f"stoppress.edge.{name}") for word in words
    )


def _read_lines(stream: IO[bytes], lines: "queue.Queue[str | None]") -> None:
    for line in stream:
        lines.put(line.decode(errors="replace").rstrip("\n"))
    lines.put(None)


def start_serving(home: Path, *more: str) -> RunningNewsroom:
    """Start `stoppress serve` on free ports; return when its `ready` line has come."""
    site, desk = (f"127.0.0.1:{free_port()}" for _ in range(2))
    if SERVER and "--server" not in more:
        more = (*more, "--server", SERVER)
    words = ("serve", "--site", site, "--desk", desk, *more)
    process = start(home, *words)
    newsroom = RunningNewsroom(home, f"http://{site}", f"http://{desk}", process, words)
    assert process.stdout is not None
    threading.Thread(
        target=_read_lines, args=(process.stdout, newsroom.output), daemon=True
    ).start()
    seen: Sequence[str] = []
    while True:
        try:
            line = newsroom.output.get(timeout=READY_WITHIN)
        except queue.Empty:
            line = None
        if line is None:
            log = (home.parent / f"{home.name}-serve.log").read_text()[-4000:]
            newsroom.kill()
            raise AssertionError(f"No `ready` line within {READY_WITHIN} s. {seen}\n{log}")
        seen = [*seen, line]
        if line.startswith("ready "):
            _, site_url, desk_url = line.split()
            newsroom.site = site_url.rstrip("/")
            newsroom.desk = desk_url.rstrip("/")
            return newsroom


@contextmanager
def serving(home: Path, *more: str) -> Iterator[RunningNewsroom]:
    """Serve a home for the length of a `with` block; leave no process behind."""
    newsroom = start_serving(home, *more)
    try:
        yield newsroom
    finally:
        if newsroom.process.poll() is None:
            newsroom.kill()
