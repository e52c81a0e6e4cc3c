"""The edge as a process: what it loads, how it starts, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stoppress.store import Batch
from tests.edge.serving import (
    NOBODY,
    START_SECONDS,
    made,
    running_edge,
    small_site,
    start_edge,
    wait_until,
)
from tests.world.ports import free_port


def test_the_edge_loads_no_django() -> None:
    code = (
        "import sys, stoppress.edge.servers.granian, stoppress.edge.servers.fastpysgi, "
        "stoppress.edge.waiting, stoppress.edge.__main__; "
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'wagtail')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_taken_port_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home") as served:
        done = second(tmp_path / "home", served.port)
        assert served.get("/").status_code == 200
    assert done.returncode == 2
    assert done.stderr.strip() == (
        f"Port {served.port} of 127.0.0.1 is taken. Stop the program that listens there, or choose"
        " another port."
    )


def test_an_address_that_is_not_ours_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    done = second(tmp_path / "home", free_port(), "--host", "192.0.2.1")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_home_that_is_not_there_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    done = second(tmp_path / "nowhere", free_port())
    assert done.returncode == 2
    assert "init" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def second(home: Path, port: int, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "stoppress.edge", "--home", str(home), "--port", str(port)]
    return subprocess.run(
        [*command, "--origin", NOBODY, *options],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_two_seconds_though_streams_are_open(tmp_path: Path, number: int) -> None:
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home") as served:
        readers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(20)]
        for reader in readers[:15]:
            reader.sendall(b"GET /-/live/en HTTP/1.1\r\nHost: x\r\n\r\n")
        readers[16].sendall(b"GET / HT")
        for reader in readers[:15]:
            assert reader.recv(15) == b"HTTP/1.1 200 OK"
        begun = time.monotonic()
        for process in {served.process, served.holder}:
            process.send_signal(number)
            assert process.wait(5) in (0, -number)  # FastPySGI leaves SIGTERM to the system
        assert time.monotonic() - begun < 5
        for reader in readers:
            reader.close()


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "stoppress.edge", *sys.argv[1:]])
print(child.pid, flush=True)
time.sleep(60)
"""


def test_it_ends_when_the_process_that_started_it_is_killed(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    port = free_port()
    options = ["--home", str(tmp_path / "home"), "--port", str(port), "--origin", NOBODY]
    parent = subprocess.Popen([sys.executable, "-c", PARENT, *options], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    wait_until(lambda: listening(port), START_SECONDS)
    parent.kill()
    parent.wait()
    wait_until(lambda: not alive(child), 3)


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_it_starts_before_there_is_a_store_and_serves_what_comes(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with running_edge(tmp_path / "home") as served:
        assert served.get("/").status_code == 503
        assert served.get("/-/health").json()["sequence"] == 0
        served.store.apply(Batch([made("a", "hello")]), sequence=1)
        assert served.get("/-/health").json()["sequence"] == 1


def test_killed_edges_leave_the_store_usable(tmp_path: Path) -> None:
    store = small_site(tmp_path / "home")
    for turn in range(5):
        process = start_edge(tmp_path / "home", free_port(), NOBODY)
        time.sleep(0.4)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert store.apply(Batch([made("a", f"turn {turn}")]), sequence=turn + 10)
    assert list(store.verify()) == []


def test_a_store_that_is_replaced_while_serving_is_followed(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home") as served:
        assert served.get("/").status_code == 200
        for file in (tmp_path / "home" / "store").iterdir():
            file.unlink()
        served.store.reopen_if_replaced()
        assert served.store.sequence == 0
        wait_until(lambda: served.get("/-/health").json()["sequence"] == 0, 3)
        assert served.get("/").status_code == 503
