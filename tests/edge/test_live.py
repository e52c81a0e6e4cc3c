"""Live streams over the real server, read by a real client."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from stoppress.store import Batch
from tests.edge.serving import Served, live_list, made, running_edge, small_site, wait_until


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("live")
    small_site(home)
    with running_edge(home) as served:
        yield served


@pytest.fixture(autouse=True)
def _a_list_of_two(served: Served) -> None:
    publish(served, "1:a", "2:a")
    wait_until(lambda: served.streams() == 0)


class Events:
    """The events of a stream, one after another."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for line in self._lines:
            name, _, value = line.partition(": ")
            if name:
                found[name] = value
            elif "data" in found:
                return {**found, "data": json.loads(found["data"])}
        raise AssertionError("the stream ended")


@contextmanager
def stream(served: Served, path: str = "/-/live/en", **headers: str) -> Iterator[Events]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with (
        httpx.Client(trust_env=False, timeout=5) as client,
        client.stream("GET", served.url + path, headers=sent) as response,
    ):
        yield Events(response)


def publish(served: Served, *items: str) -> str:
    fragment = made("live/en", live_list(*items))
    served.store.apply(Batch([fragment]), sequence=served.store.sequence + 1)
    return f"{fragment.version:016x}"


def test_an_open_page_is_told_what_is_new_within_a_moment(served: Served) -> None:
    with stream(served) as events:
        assert events.response.status_code == 200
        assert events.response.headers["content-type"].startswith("text/event-stream")
        assert events.response.headers["cache-control"] == "no-store"
        first = events.next()
        assert 1000 <= int(first["retry"]) <= 5000
        assert first["data"]["reset"] is True
        begun = time.monotonic()
        version = publish(served, "3:a", "1:a", "2:a")
        told = events.next()
        assert time.monotonic() - begun < 5
        assert told["event"] == "latest"
        assert told["id"] == version
        assert told["data"] == {
            "add": [{"id": "3", "html": "<li>3 a</li>", "index": 0}],
            "remove": [],
        }


@pytest.mark.parametrize("way", ["header", "query"])
def test_who_comes_back_gets_only_what_was_missed(served: Served, way: str) -> None:
    with stream(served) as events:
        had = events.next()["id"]
    publish(served, "3:a", "1:a", "2:a")
    version = publish(served, "4:a", "3:a", "1:a")
    path, headers = "/-/live/en", {}
    if way == "header":
        headers["last_event_id"] = had
    else:
        path += f"?v={had}"
    with stream(served, path, **headers) as events:
        told = events.next()
    assert told["id"] == version
    assert [item["id"] for item in told["data"]["add"]] in (["4", "3"], ["4", "3", "1"])
    assert "2" in told["data"]["remove"] or told["data"].get("reset")


def test_who_has_the_newest_version_is_told_nothing_until_something_is_new(served: Served) -> None:
    version = publish(served, "9:a")
    with stream(served, f"/-/live/en?v={version}") as events:
        wait_until(lambda: served.streams() == 1)
        time.sleep(0.3)
        newer = publish(served, "10:a", "9:a")
        assert events.next()["id"] == newer


def test_a_version_nobody_knows_means_all_of_it(served: Served) -> None:
    for known in ("0000", "no-version", "x" * 5000):
        with stream(served, last_event_id=known) as events:
            assert events.next()["data"]["reset"] is True


def test_a_change_of_something_else_is_no_event(served: Served) -> None:
    with stream(served) as events:
        events.next()
        served.store.apply(Batch([made("footer", "other")]))
        time.sleep(0.3)
        version = publish(served, "5:a")
        assert events.next()["id"] == version


def test_streams_that_were_left_are_counted_no_more(served: Served) -> None:
    for _ in range(5):
        with stream(served) as events:
            events.next()
            assert served.streams() == 1
        wait_until(lambda: served.streams() == 0)


def test_pages_are_served_while_many_streams_are_open(served: Served) -> None:
    request = b"GET /-/live/en HTTP/1.1\r\nHost: x\r\n\r\n"
    readers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(300)]
    try:
        for reader in readers:
            reader.sendall(request)
        wait_until(lambda: served.streams() == 300)
        publish(served, "7:a")
        assert served.get("/").status_code == 200
        for reader in readers:
            reader.settimeout(5)
            got = b""
            while b'"id":"7"' not in got:
                got += reader.recv(65536)
    finally:
        for reader in readers:
            reader.close()
    wait_until(lambda: served.streams() == 0)
