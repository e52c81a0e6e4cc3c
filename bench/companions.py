"""Programs beside the load: a publisher, checkers, readers in the background."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.mark import Mark
from bench.processes import end, last_line, start, words
from bench.report import NotMeasured
from bench.wrk import Target, command


@dataclass(slots=True)
class Published:
    """What a publisher did; filled in when it has ended."""

    publishes: int = 0
    seconds: float = 0.0
    #: Seconds of each publish.
    took: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """The rate that was reached."""
        return self.publishes / self.seconds if self.seconds else 0.0


@contextmanager
def publishing(
    home: Path, rate: float, mark: Mark, *, through: str = "newsroom", most: int = 200
) -> Iterator[Published]:
    """Publish ``rate`` times a second in another process for the length of the block."""
    program = [sys.executable, "-m", "bench.publisher", through, "--home", str(home)]
    program += ["--rate", str(rate), "--mark", str(mark.file), "--most", str(most)]
    process = start(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, log=_log(mark))
    published = Published()
    try:
        _line(process, mark)
        yield published
        assert process.stdin
        process.stdin.close()
        process.stdin = None
        summary = json.loads(_line(process, mark))
        published.publishes, published.seconds = summary["publishes"], summary["seconds"]
        published.took = summary["took"]
    finally:
        end(process)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checkers found."""

    replies: int
    faults: int
    failed: int
    #: Seconds.
    slowest: float
    examples: Sequence[str]
    #: Different publishes that were seen.
    states: int


def checked(
    law: str, port: int, paths: Path, mark: Mark, replies: int, readers: int = 2
) -> Checked:
    """Have so many replies checked by ``readers`` processes; see ``bench.checker``."""
    program = [sys.executable, "-m", "bench.checker", law, "--port", str(port)]
    program += ["--paths", str(paths), "--mark", str(mark.file)]
    program += ["--replies", str(-(-replies // readers))]
    with ExitStack() as stack:
        processes = []
        for _ in range(readers):
            process = start(program, stdout=subprocess.PIPE, log=_log(mark))
            stack.callback(end, process)
            processes.append(process)
        found = [json.loads(_line(process, mark)) for process in processes]
    return Checked(
        replies=sum(one["checked"] for one in found),
        faults=sum(one["faults"] for one in found),
        failed=sum(one["failed"] for one in found),
        slowest=max(one["slowest"] for one in found),
        examples=[example for one in found for example in one["examples"]],
        states=max(one["states"] for one in found),
    )


@contextmanager
def readers(target: Target, connections: int) -> Iterator[None]:
    """Load a server for the length of the block, without measuring."""
    process = start(command(target.port, target.paths, 3600, connections))
    try:
        yield
    finally:
        end(process)


def _line(process: subprocess.Popen[str], mark: Mark) -> str:
    """The next line that a companion prints."""
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        told = last_line(_log(mark))
        raise NotMeasured(f"Not measured: {words(process)} ended early. {told}")
    return line


def _log(mark: Mark) -> Path:
    return mark.file.with_suffix(".log")
