"""A part that stands still, and a database that somebody else keeps locked."""

import sqlite3
import time
from contextlib import closing

import httpx
import pytest

from tests.faults.newsroom import paths_of, publish, right, warm
from tests.faults.readers import LONG, reading
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.proof, pytest.mark.slow]


@pytest.mark.long
def test_readers_notice_nothing_of_an_origin_that_stands_still(served: RunningNewsroom) -> None:
    paths = paths_of(served.home)
    warm(served, paths)
    seconds = 60 if LONG else 5
    with reading(served.site, paths) as before:
        time.sleep(seconds / 2)  # the length of the comparison, not a wait for something
    origin = served.part("origin")
    stopped = [origin, *origin.children(recursive=True)]
    for process in stopped:
        process.suspend()
    try:
        with reading(served.site, paths) as during:
            time.sleep(seconds)  # the length of the fault
            missing = httpx.get(served.url("/not-stored/"), timeout=20)
    finally:
        for process in stopped:
            process.resume()
    print(f"\norigin stopped for {seconds} s\nbefore: {before}\nduring: {during}")
    assert during.failed == 0
    assert during.garbage == []
    assert during.p99 < 5 * before.p99 + 0.1
    assert missing.status_code == 503
    publish(served, "The ferry is back")
    print(f"right again after {right(served):.1f} s")


@pytest.mark.long
def test_a_locked_database_stops_no_reader_and_is_told_at_the_desk(
    served: RunningNewsroom,
) -> None:
    paths = paths_of(served.home)
    warm(served, paths)
    seconds = 30 if LONG else 14
    desk = httpx.get(f"{served.desk}/login/", timeout=30)
    assert desk.status_code == 200
    with closing(sqlite3.connect(served.home / "newsroom.sqlite3")) as other:
        began = time.monotonic()
        other.execute("BEGIN EXCLUSIVE")
        with reading(served.site, paths) as seen:
            told = httpx.get(f"{served.desk}/login/", timeout=60)
            waited = time.monotonic() - began
            time.sleep(max(0, seconds - waited))  # the length of the fault
        other.rollback()
    print(f"\ndatabase locked for {seconds} s: the desk said so after {waited:.1f} s\n{seen}")
    assert told.status_code == 503
    assert "busy with something else" in told.text
    assert waited < 25
    assert seen.failed == 0
    assert seen.garbage == []
    publish(served, "The ferry is back")
    print(f"right again after {right(served):.1f} s")
    assert httpx.get(f"{served.desk}/login/", timeout=30).status_code == 200
