"""Servers as processes of this bench: started, waited for, watched, and ended with it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil

from bench.report import NotMeasured
from stoppress.lifeline import end_with_parent

START_SECONDS = 60.0
END_SECONDS = 8.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0))


def needs(*programs: str) -> None:
    """Raise NotMeasured when one of these programs is not installed."""
    absent = [program for program in programs if shutil.which(program) is None]
    if absent:
        raise NotMeasured(
            f"Not measured: {' and '.join(absent)} not installed. On Debian: apt-get install"
            " nginx-light wrk varnish."
        )


def start(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    log: Path | None = None,
    stdout: int | None = None,
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[str]:
    """Start a program in a group of its own, which ends when this process does."""
    with (log or Path(os.devnull)).open("a") as errors:
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=errors if stdout is None else stdout,
            stderr=errors,
            text=True,
            env=os.environ | dict(environment or {}),
            process_group=0,
            preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 - it asks the kernel
        )


def end(process: subprocess.Popen[str]) -> None:
    """End a program and all that it started."""
    tree = family(process.pid)
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    for one in tree:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait(END_SECONDS)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


@contextmanager
def running(
    commands: Sequence[Sequence[str]],
    port: int,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Iterator[list[psutil.Process]]:
    """Programs of one server, from when it listens on ``port`` to the end of the block."""
    started: list[subprocess.Popen[str]] = []
    try:
        started.extend(start(command, environment, log=log) for command in commands)
        wait_for(port, started, log)
        yield [psutil.Process(process.pid) for process in started]
    finally:
        for process in started:
            end(process)


def wait_for(port: int, started: Sequence[subprocess.Popen[str]], log: Path | None = None) -> None:
    """Wait until somebody listens on ``port``; NotMeasured when a program ends instead."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        for process in started:
            if process.poll() is not None:
                raise NotMeasured(
                    f"Not measured: {words(process)} ended with {process.returncode} at its start."
                    f" {last_line(log)}"
                )
        time.sleep(0.02)  # the kernel gives no event for "somebody listens"
    raise NotMeasured(f"Not measured: {words(started[0])} did not listen on port {port}.")


def last_line(log: Path | None) -> str:
    """What a program wrote last to its log."""
    if log is None or not log.exists():
        return ""
    return "".join(log.read_text(errors="replace").strip().splitlines()[-1:])


def words(process: subprocess.Popen[str]) -> str:
    """The command line of a program."""
    arguments = process.args
    return arguments if isinstance(arguments, str) else " ".join(map(str, arguments))  # type: ignore[arg-type]


def family(pid: int) -> list[psutil.Process]:
    """A process and all below it; none when it is gone."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    """User and system time of these processes and all below them."""
    spent = 0.0
    for process in processes:
        for one in family(process.pid):
            with suppress(psutil.NoSuchProcess):
                spent += sum(one.cpu_times()[:2])
    return spent


def memory(process: psutil.Process) -> float:
    """MiB of memory of one process; what it shares with others counts by its share.

    Pages of the store's file are not counted: the system gives them back when others need them.
    """
    mapped = sum(one.pss for one in process.memory_maps() if one.path.endswith("data.mdb"))
    return float(process.memory_full_info().pss - mapped) / 2**20
