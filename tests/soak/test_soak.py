"""Everything at once for a while: memory stays flat, and the site is right at the end.

A minute in a usual run; ``make soak`` makes it ten (``SOAK_SECONDS=600``).
"""

from __future__ import annotations

import json
import os
import re
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.soak.doings import Doings
from tests.soak.measuring import Measuring
from tests.world.fixtures import copy_home
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom, serving

pytestmark = [pytest.mark.slow, pytest.mark.long]

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
#: Bytes that a part may hold more in the last quarter than in the second.
GROWTH = 32 << 20
MORE_DESCRIPTORS = 40
CAUGHT_UP_WITHIN = 30.0
#: Of all reads: pages that a busy machine could not make in time, and said so.
MOST_NOT_NOW = 0.01
SITEMAP = re.compile(r"<loc>([^<]+)</loc>")


def crawl(newsroom: RunningNewsroom) -> list[str]:
    """Every path that the sitemaps name, read once."""
    paths: list[str] = []
    with httpx.Client(base_url=newsroom.site, timeout=20, trust_env=False) as client:
        for sitemap in SITEMAP.findall(client.get("/sitemap.xml").text):
            named = SITEMAP.findall(client.get(httpx.URL(sitemap).path).text)
            paths += [httpx.URL(url).raw_path.decode() for url in named]
        for path in paths:
            assert client.get(path).status_code == 200, path
    return list(dict.fromkeys(paths))


def behind(newsroom: RunningNewsroom) -> int:
    """How many changes the store is behind the newsroom."""
    return int(json.loads(newsroom.stoppress("status", "--json"))["behind"])


def test_everything_at_once_leaves_no_trace(
    demo_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(copy_home(demo_home, tmp_path / "soak")) as newsroom:
        paths = crawl(newsroom)
        stop = threading.Event()
        doings, measuring = Doings(newsroom, list(paths), stop), Measuring(newsroom, stop)
        threads = [*doings.threads(), measuring]
        for thread in threads:
            thread.start()
        stop.wait(SECONDS)
        stop.set()
        for thread in threads:
            thread.join()

        courses = measuring.courses(longer_than=int(SECONDS * 0.6))
        with capsys.disabled():
            print("", *(course.line for course in courses), dict(doings.met), sep="\n")
        assert doings.failed == []
        assert doings.wrong == []
        assert doings.not_now <= MOST_NOT_NOW * doings.met["200"]
        assert {"serve", "edge"} <= {course.name for course in courses}
        for course in courses:
            memory, descriptors = course.growth()
            assert memory < GROWTH, course.line
            assert descriptors < MORE_DESCRIPTORS, course.line
        assert {"200", "304", "published", "imported", "attacked", "killed"} <= doings.met.keys()

        until = time.monotonic() + CAUGHT_UP_WITHIN
        while behind(newsroom):
            assert time.monotonic() < until
        import_pieces(newsroom, piece("The ferry is back"))
        with httpx.Client(base_url=newsroom.site, timeout=20, trust_env=False) as client:
            for path in paths[:: max(len(paths) // 50, 1)]:
                if path.startswith(("/az/", "/ar/")):
                    continue
                assert "The ferry is back" in client.get(path).text, path
