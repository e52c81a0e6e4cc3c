"""The supervisor with children that behave, and with children that do not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import psutil
import pytest

from tests.world.waiting import until

ROOT = Path(__file__).parent.parent.parent
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start_one(
        *kinds: str, ready: bool = True, reads: Path | None = None, told: Path | None = None
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.supervise.supervised", *kinds],
            cwd=ROOT,
            env=os.environ
            | {name: str(file) for name, file in (("READS", reads), ("TOLD", told)) if file},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        if ready:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        return process

    yield start_one
    for process in started:
        process.terminate()
        process.communicate(timeout=10)


def family(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def nobody_of(processes: list[psutil.Process], within: float = 30.0) -> bool:
    _gone, alive = psutil.wait_procs(processes, timeout=within)
    return not alive


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.slow
def test_a_signal_ends_all(start: Start, number: signal.Signals) -> None:
    supervisor = start("stays", "has-a-child")
    processes = family(supervisor)
    assert len(processes) == 3
    supervisor.send_signal(number)
    assert supervisor.wait(5) == 0
    assert nobody_of(processes, within=0.5)


@pytest.mark.slow
def test_a_child_that_will_not_end_is_killed_within_five_seconds(start: Start) -> None:
    supervisor = start("will-not-end")
    processes = family(supervisor)
    begun = time.monotonic()
    supervisor.terminate()
    assert supervisor.wait(5) == 0
    assert time.monotonic() - begun < 5
    assert nobody_of(processes, within=0.5)


@pytest.mark.slow
def test_a_killed_child_is_started_again_and_its_own_children_do_not_stay(start: Start) -> None:
    supervisor = start("has-a-child")
    child, grandchild = family(supervisor)
    child.kill()
    assert nobody_of([child, grandchild])
    until(lambda: len(family(supervisor)) == 2, "the child and its own child")
    supervisor.terminate()
    _out, log = supervisor.communicate(timeout=5)
    assert "has-a-child ended with SIGKILL; it is started again in" in log


@pytest.mark.slow
def test_killing_the_supervisor_leaves_no_child(start: Start) -> None:
    supervisor = start("stays", "stays")
    processes = family(supervisor)
    supervisor.kill()
    assert nobody_of(processes)


@pytest.mark.slow
def test_a_child_that_breaks_again_and_again_is_given_more_and_more_time(start: Start) -> None:
    supervisor = start("breaks")
    assert supervisor.stderr is not None
    pauses = (
        float(line.split("again in ")[1].split(" s")[0])
        for line in supervisor.stderr
        if "exit code 3" in line
    )
    first, second, third = islice(pauses, 3)
    assert first < second < third


def test_exit_code_2_before_all_is_ready_ends_everything(start: Start) -> None:
    supervisor = start("stays", "gives-up", ready=False)
    output, log = supervisor.communicate(timeout=5)
    assert supervisor.returncode == 2
    assert output == ""
    assert log == "No use.\n"


@pytest.mark.slow
def test_children_are_started_again_when_the_file_they_read_changes(
    start: Start, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("one")
    supervisor = start("stays", reads=settings)
    before = family(supervisor)
    settings.write_text("two")
    assert nobody_of(before)
    until(lambda: family(supervisor), "a child")
    supervisor.terminate()
    _out, log = supervisor.communicate(timeout=5)
    assert "settings.toml has changed; stays are started again" in log
    assert "ended with" not in log


@pytest.mark.slow
def test_something_is_done_before_each_start_of_children_that_wait(
    start: Start, tmp_path: Path
) -> None:
    settings, told = tmp_path / "settings", tmp_path / "told"
    settings.write_text("one")
    start("tells", reads=settings, told=told)
    settings.write_text("another")
    until(lambda: told.read_text().count("started") == 2, "the second start")
    assert told.read_text() == "first\nstarted\nfirst\nstarted\n"
