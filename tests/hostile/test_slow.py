"""Slow connections by the hundred hold up no reader, and are closed when they never come to an end.

``HOSTILE_SLOW=1000`` opens a thousand of each kind.
"""

from __future__ import annotations

import os
import resource
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import quantiles

import psutil
import pytest

from tests.edge.serving import Served, running_edge, small_site
from tests.hostile.shapes import FILM, PAGE, get
from tests.world.servers import EACH_SERVER

pytestmark = pytest.mark.slow

NUMBER = int(os.environ.get("HOSTILE_SLOW", "200"))
READS = 300
#: Seconds that a reader may wait on a busy machine while others are slow.
LONGEST_READ = 2.0 + NUMBER / 500
CLOSED_WITHIN = 25.0
#: Bytes that a connection may cost: what the kernel does not take of a file is held.
MEMORY_OF_ONE = 384 << 10

UNFINISHED_HEAD = get()[:40]
UNFINISHED_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na"


@pytest.fixture(params=EACH_SERVER)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < NUMBER + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, NUMBER + 1000), hard))
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home", server=request.param) as edge:
        yield edge


@contextmanager
def slow_connections(port: int, *sent: bytes) -> Iterator[list[socket.socket]]:
    """Connections that sent so much and then fall silent, as narrow as the system allows."""
    with ExitStack() as stack:
        opened = []
        for beginning in sent * NUMBER:
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", port))
            one.sendall(beginning)
            opened.append(one)
        yield opened


def seconds_of_reads(port: int) -> list[float]:
    """How long each of some readers waited for the page, on a connection of its own."""
    took = []
    for _ in range(READS):
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as reader:
            reader.sendall(get(PAGE, "Connection: close"))
            answer = b""
            while part := reader.recv(1 << 16):
                answer += part
        took.append(time.perf_counter() - began)
        assert answer.startswith(b"HTTP/1.1 200"), answer[:100]
    return took


def memory(served: Served) -> int:
    """Bytes that the edge's processes hold."""
    return sum(
        int(psutil.Process(pid).memory_info().rss)
        for pid in {served.process.pid, served.holder.pid}
    )


def left_open(connections: list[socket.socket], seconds: float) -> int:
    """How many connections are still open after this time; looks no longer than it must."""
    until = time.monotonic() + seconds
    selector = selectors.DefaultSelector()
    for one in connections:
        selector.register(one, selectors.EVENT_READ, one)
    while selector.get_map() and time.monotonic() < until:
        for key, _events in selector.select(0.5):
            with suppress(ConnectionResetError):
                if key.data.recv(1 << 16):
                    continue
            selector.unregister(key.fileobj)
    return len(selector.get_map())


def test_requests_that_never_end_are_closed_and_hold_up_nobody(served: Served) -> None:
    seconds_of_reads(served.port)
    before = memory(served)

    with slow_connections(served.port, UNFINISHED_HEAD, UNFINISHED_BODY) as slow:
        assert quantiles(seconds_of_reads(served.port), n=100)[98] < LONGEST_READ
        assert memory(served) - before < (16 << 20) + 2 * NUMBER * MEMORY_OF_ONE // 4
        assert left_open(slow, CLOSED_WITHIN) == 0

    assert served.get(PAGE).status_code == 200


def test_answers_that_are_never_read_hold_up_nobody(served: Served) -> None:
    seconds_of_reads(served.port)
    before = memory(served)

    with slow_connections(served.port, get(FILM)):
        assert quantiles(seconds_of_reads(served.port), n=100)[98] < LONGEST_READ
        assert memory(served) - before < (16 << 20) + NUMBER * MEMORY_OF_ONE

    assert served.process.poll() is None
    assert served.get(PAGE).status_code == 200
