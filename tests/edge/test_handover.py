"""Readers who have to wait are handed over with their connection; under FastPySGI alone."""

import contextlib
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from stoppress.edge.core.messages import Request
from stoppress.edge.servers.handover import HandOver, HandOverImpossible
from stoppress.edge.servers.waiting_socket import Taker, Waits
from stoppress.watch.visits import Visit
from tests.edge.serving import (
    FILM,
    OriginDouble,
    Served,
    running_edge,
    running_origin,
    small_site,
    start_waiting,
    wait_until,
)


@pytest.fixture
def origin() -> Iterator[OriginDouble]:
    with running_origin(lambda _: 404) as double:
        yield double


@pytest.fixture
def served(tmp_path: Path, origin: OriginDouble) -> Iterator[Served]:
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home", origin.url, server="fastpysgi") as served:
        yield served


def descriptors(served: Served) -> int:
    return psutil.Process(served.process.pid).num_fds()


def test_hundreds_of_readers_who_wait_hold_nobody_up_and_leave_nothing_behind(
    served: Served, origin: OriginDouble
) -> None:
    asked = threading.Event()

    def slow(_: str) -> int:
        asked.wait(5)
        return 404

    assert served.get("/nope/").status_code == 404  # the two processes know each other now
    before = descriptors(served)
    origin.answer = slow
    readers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(300)]
    for reader in readers:
        reader.sendall(b"GET /not/made/yet/ HTTP/1.1\r\nHost: x\r\n\r\n")
    wait_until(lambda: served.streams() == len(readers))
    begun = time.monotonic()
    assert served.get("/").status_code == 200
    assert time.monotonic() - begun < 5
    asked.set()
    for reader in readers:
        reader.settimeout(10)
        assert whole(reader).startswith(b"HTTP/1.1 404 Not Found\r\n")
        reader.close()
    assert origin.asked == ["/nope/", "/not/made/yet/"]
    wait_until(lambda: descriptors(served) <= before)
    assert served.process.poll() is None


def whole(reader: socket.socket) -> bytes:
    answer = b""
    while part := reader.recv(1 << 16):
        answer += part
    return answer


def test_each_gets_his_own_answer(served: Served) -> None:
    """Connections with hits and misses in turn, from many at once."""

    def visit(number: int) -> None:
        with httpx.Client(trust_env=False, base_url=served.url, timeout=20) as client:
            for turn in range(6):
                assert client.get("/ferry-returns/").text.startswith("<!doctype html>")
                missing = client.get(f"/archive-{number}-{turn}", follow_redirects=False)
                assert missing.status_code == 404
                assert client.head("/media/film.mp4").headers["content-length"] == str(len(FILM))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(visit, range(32)))


def test_what_a_reader_sends_behind_a_request_that_waits_is_dropped_whole(served: Served) -> None:
    both = b"GET /nope/ HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = served.raw(both)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"connection: close" in answer.partition(b"\r\n\r\n")[0]


def test_with_nobody_to_take_over_it_says_so_and_goes_on(served: Served) -> None:
    with killed(served):
        answer = served.get("/nope/")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert served.get("/").status_code == 200
        stream = served.get("/-/live/en")
        assert stream.status_code == 200, "EventSource never comes back after an error status"
        assert stream.text.startswith("retry: ")
        assert served.ask("HEAD", "/").status_code == 200
    assert served.get("/nope/").status_code == 404


@contextlib.contextmanager
def killed(served: Served) -> Iterator[None]:
    """The process that takes over is gone during the block, and started again after it."""
    served.holder.kill()
    served.holder.wait()
    yield
    again = start_waiting(served.home, served.port, served.origin)
    served.holder = again
    wait_until(lambda: served.get("/nope/").status_code == 404)


def test_a_process_that_is_stopped_takes_nobody_with_it(served: Served) -> None:
    os.kill(served.holder.pid, signal.SIGSTOP)
    readers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(600)]
    try:
        for reader in readers:
            reader.sendall(b"GET /nope/ HTTP/1.1\r\nHost: x\r\n\r\n")
        begun = time.monotonic()
        assert served.get("/").status_code == 200
        assert time.monotonic() - begun < 5
        os.kill(served.holder.pid, signal.SIGCONT)
        for reader in readers:
            reader.settimeout(20)
            assert reader.recv(12) in (b"HTTP/1.1 404", b"HTTP/1.1 503")
    finally:
        os.kill(served.holder.pid, signal.SIGCONT)
        for reader in readers:
            reader.close()


def test_long_paths_of_homes_are_no_obstacle(tmp_path: Path) -> None:
    at = tmp_path / ("a" * 100) / ("b" * 100) / "waiting.sock"
    taker = Taker(at)
    assert at.is_socket()
    taker.listener.close()


def test_a_request_arrives_as_it_was(tmp_path: Path) -> None:
    taker = Taker(tmp_path / "waiting.sock")
    loop_of_the_server = select.epoll()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        accepted, (host, peer_port) = server.accept()
        try:
            hand_over = HandOver(tmp_path / "waiting.sock", port)
            waits = Waits(
                Request("GET", "/ö/\u2028", "a=b", "gzip"),
                Visit("127.0.0.1:9", user_agent="curl", purpose="prefetch"),
                "12",
            )
            assert hand_over.give(f"{host}:{peer_port}", waits)
            assert accepted.recv(1) == b"", "the server sees a reader who went away"
            with pytest.raises(BrokenPipeError):
                accepted.send(b"too late")
            taken = taker.take(taker.accept())
            assert taken is not None
            got, connection = taken
            assert got == waits
            connection.sendall(b"answer")
            assert client.recv(6) == b"answer"
            assert not hand_over.give("127.0.0.1:1", waits), "no such reader"
        finally:
            loop_of_the_server.close()
            accepted.close()
            client.close()


def test_a_process_without_a_server_cannot_hand_over(tmp_path: Path) -> None:
    with pytest.raises(HandOverImpossible, match="--server granian"):
        HandOver(tmp_path / "waiting.sock", 1)
