"""Thousands of open pages come back after a restart, and readers of pages notice nothing of it.

``LIVE_PAGES=5000`` opens five thousand.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from stoppress.store import Batch
from tests.edge.open_pages import OpenPage, open_pages
from tests.edge.serving import (
    Served,
    answers,
    live_list,
    made,
    running_edge,
    small_site,
    start_edge,
    start_waiting,
    wait_until,
    waiting_socket,
)
from tests.faults.readers import reading
from tests.world.servers import EACH_SERVER

pytestmark = pytest.mark.slow

NUMBER = int(os.environ.get("LIVE_PAGES", "300"))
PAGES = ["/", "/ferry-returns/"]
#: Seconds until all are back: at most 8 of them are what the server said to wait.
BACK_WITHIN = 30.0 + NUMBER / 100
#: Seconds that one page in a hundred may take longer in the storm, beside what a busy machine does
#: to it: this process plays all the readers too.
SLOWER = 0.25 + NUMBER / 5000
CALM = 2.0  # seconds of reading to compare with
MEMORY = 16 << 20
#: Bytes that a second audience of the same size may cost more than the first.
MEMORY_OF_ONE = 4 << 10


@pytest.fixture(params=EACH_SERVER)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """A small site, under each server in turn."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    small_site(tmp_path / "home")
    with running_edge(tmp_path / "home", server=request.param) as served:
        yield served


def publish(served: Served, *ids: str) -> list[str]:
    """Another live list."""
    fragment = made("live/en", live_list(*(f"{one}:a" for one in ids)))
    served.store.apply(Batch([fragment]), sequence=served.store.sequence + 1)
    return list(ids)


def all_show(pages: list[OpenPage], ids: list[str]) -> bool:
    """Whether every open page follows the list, and shows it as it is."""
    return all(page.streaming and page.shown == ids for page in pages)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process as an update does."""
    process.terminate()
    process.wait(20)


def restart_holder(served: Served) -> None:
    """Restart the process that holds the streams: all of them break."""
    end(served.holder)
    if served.server == "granian":
        restart_edge(served)
        return
    waiting_socket(served.home, served.port).unlink()
    publish(served, "3", "1", "2")
    served.holder = start_waiting(served.home, served.port, served.origin)
    wait_until(waiting_socket(served.home, served.port).exists, 30)


def restart_edge(served: Served) -> None:
    """Restart the process that answers; under Granian it holds the streams too."""
    if served.process.poll() is None:
        end(served.process)
    publish(served, "3", "1", "2")
    served.process = start_edge(served.home, served.port, served.origin, server=served.server)
    if served.server == "granian":
        served.holder = served.process
    wait_until(lambda: answers(served), 30)


def test_all_come_back_and_miss_nothing_while_pages_are_read(served: Served) -> None:
    with open_pages(served.port, NUMBER) as pages:
        wait_until(lambda: all_show(pages, ["1", "2"]), BACK_WITHIN)
        held = psutil.Process(served.holder.pid).memory_info().rss
        assert len({page.retries[0] for page in pages}) > NUMBER / 10, "not all at one moment"

        with reading(served.url, PAGES) as calm:
            time.sleep(CALM)
        with reading(served.url, PAGES) as during:
            restart_holder(served)
        with reading(served.url, PAGES) as storm:
            began = time.monotonic()
            wait_until(lambda: any(page.streaming for page in pages), BACK_WITHIN)
            newest = publish(served, "4", "3", "1")
            wait_until(lambda: all_show(pages, newest), BACK_WITHIN)
            took = time.monotonic() - began

        print(f"\n{served.server}: {NUMBER} open pages back {took:.1f} s after the restart")
        print(f"readers before: {calm}\nduring the restart: {during}\nin the storm: {storm}")
        assert min(page.breaks for page in pages) >= 1
        assert [page.refused for page in pages if page.refused] == []
        assert storm.failed == 0
        assert storm.p99 < 5 * calm.p99 + SLOWER
        if served.server == "fastpysgi":
            assert during.failed == 0, "who reads pages has nothing to do with who waits"
        again = psutil.Process(served.holder.pid).memory_info().rss
        print(f"memory of the holder: {held >> 20} MiB, and {again >> 20} MiB after the storm")
        assert again - held < MEMORY + NUMBER * MEMORY_OF_ONE
    wait_until(lambda: served.streams() == 0)


def test_under_fastpysgi_streams_outlive_the_process_that_answers(tmp_path: Path) -> None:
    small_site(tmp_path / "home")
    with (
        running_edge(tmp_path / "home", server="fastpysgi") as served,
        open_pages(served.port, NUMBER) as pages,
    ):
        wait_until(lambda: all_show(pages, ["1", "2"]), BACK_WITHIN)
        restart_edge(served)
        wait_until(lambda: all_show(pages, ["3", "1", "2"]), BACK_WITHIN)
        assert sum(page.breaks for page in pages) == 0
