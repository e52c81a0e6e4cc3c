"""Readers who come while ``stoppress serve`` is still starting."""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from stoppress.edge.misses.listening import PATIENCE
from stoppress.store import Store
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER
from tests.world.ports import free_port
from tests.world.running import RunningNewsroom, start
from tests.world.servers import EACH_SERVER
from tests.world.waiting import until

pytestmark = pytest.mark.slow

#: Read by every interpreter that starts: that of the origin waits until it is let go on.
HOLD = """
import sys
if "origin" in sys.orig_argv:
    open({gate!r}).read()
"""
#: Of all parts; the access log's are JSON, and FastPySGI says in C who it is.
LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z \[\w+ *\] |\{|\[FPSGI-i\] ")
NOT_STORED = "/sitemap.xml"


@pytest.mark.parametrize("server", EACH_SERVER)
def test_a_page_that_is_not_stored_waits_for_an_origin_that_starts(
    small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    gate, code = tmp_path / "gate", tmp_path / "held"
    os.mkfifo(gate)
    code.mkdir()
    (code / "sitecustomize.py").write_text(HOLD.format(gate=str(gate)))
    monkeypatch.setenv("PYTHONPATH", str(code))
    site, desk = (f"127.0.0.1:{free_port()}" for _ in range(2))
    words = ("serve", "--site", site, "--desk", desk, "--server", server, "--processes", "1")
    process = start(small_home, *words)
    newsroom = RunningNewsroom(small_home, f"http://{site}", f"http://{desk}", process, words)

    def answer(path: str) -> httpx.Response:
        return httpx.get(newsroom.url(path), trust_env=False, timeout=120)

    def serves() -> bool:
        try:
            return answer("/-/health").status_code in (200, 503)
        except httpx.TransportError:
            return False

    def asks() -> bool:
        return bool(read_all(small_home / "run" / FOLDER)[0][EVENT["misses"]])

    try:
        until(serves, "an edge that answers", within=120)
        with Store.open(small_home / "store", readonly=True).snapshot() as snapshot:
            assert snapshot.page(NOT_STORED) is None
        with ThreadPoolExecutor() as readers:
            begun = time.monotonic()
            reader = readers.submit(answer, NOT_STORED)
            until(asks, "a reader who waits")
            gate.open("w").close()  # returns once the origin is there, and lets it go on
            first = reader.result()
        if time.monotonic() - begun < PATIENCE:
            assert first.status_code == 200
        else:  # a machine so slow that the reader was asked to come again
            assert first.status_code == 200 or int(first.headers["retry-after"]) > 0
            until(lambda: answer(NOT_STORED).status_code == 200, "a page that is made")
        lines = (small_home.parent / f"{small_home.name}-serve.log").read_text().splitlines()
        assert any("serving" in line for line in lines)
        assert [line for line in lines if not LOG_LINE.match(line)] == [], "lines of one form"
    finally:
        newsroom.kill()
