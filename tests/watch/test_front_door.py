"""A served newsroom, from its readers to “Most read”, the metrics and the desk."""

from __future__ import annotations

import itertools
import json
import re
import signal
import sqlite3

import httpx
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.watch.counted import FIREFOX, GOOGLEBOT
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom
from tests.world.waiting import until

pytestmark = pytest.mark.slow

_PIECE = re.compile(r'href="(/[^/"]+/\d{4}/\d{2}/\d{2}/[^/"]+/)"')


def samples(newsroom: RunningNewsroom) -> dict[tuple[str, str], float]:
    """The metrics, by name and the values of their labels."""
    address = json.loads(newsroom.stoppress("status", "--json"))["metrics"]
    text = httpx.get(f"http://{address}/metrics", trust_env=False, timeout=10).text
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def counted(newsroom: RunningNewsroom) -> dict[str, int]:
    """Views by path, as the newsroom has them."""
    with sqlite3.connect(newsroom.home / "newsroom.sqlite3") as database:
        rows = database.execute(
            "SELECT a.public_path, SUM(v.count) FROM newsroom_pageviews v"
            " JOIN newsroom_article a ON a.page_ptr_id = v.article_id GROUP BY a.public_path"
        )
        return dict(rows.fetchall())


def test_what_people_read_comes_to_most_read_and_nothing_is_counted_twice(
    small_newsroom: RunningNewsroom,
) -> None:
    newsroom = small_newsroom
    paths = [found.path for found in import_pieces(newsroom, *(piece() for _count in range(7)))]
    addresses = (f"203.0.113.{number}" for number in itertools.cycle(range(1, 255)))
    with httpx.Client(trust_env=False, timeout=10) as reader:

        def get(path: str, times: int = 1, by: str = FIREFOX, **more: str) -> httpx.Response:
            headers = {name.replace("_", "-"): value for name, value in more.items()}
            headers["user-agent"] = by
            for _time in range(times):
                headers["x-forwarded-for"] = next(addresses)
                answer = reader.get(newsroom.url(path), headers=headers)
                assert answer.status_code in (200, 304)
            return answer

        wanted = {path: 3 + place for place, path in enumerate(reversed(paths))}
        for path, times in wanted.items():
            etag = get(path).headers["etag"]
            get(path, times - 2)
            get(path, if_none_match=etag)
            get(path, 2, by=GOOGLEBOT)
            get(path, sec_purpose="prefetch")
        until(
            lambda: (get("/", by=GOOGLEBOT) and counted(newsroom)) == wanted,
            "the newsroom's count of all views",
        )

        until(lambda: 'id="most-read"' in get("/", by=GOOGLEBOT).text, "“Most read” on the front")
        shown = (
            get("/", by=GOOGLEBOT).text.partition('id="most-read"')[2].partition("</section>")[0]
        )
        assert _PIECE.findall(shown) == paths[:6]

        for part in newsroom.parts("edge"):
            part.send_signal(signal.SIGKILL)
        newsroom.part("worker").send_signal(signal.SIGKILL)
        until(lambda: _serves(newsroom), "a site that serves again")
        get(paths[0], 4)
        wanted[paths[0]] += 4
        until(
            lambda: (get("/", by=GOOGLEBOT) and counted(newsroom)) == wanted,
            "the count after every process was killed",
        )

        # One stranger, however quick: three in this hour from each process of the edge.
        before = counted(newsroom)[paths[-1]]
        edges = len(newsroom.parts("edge"))
        for _time in range(200):
            headers = {"user-agent": FIREFOX, "x-forwarded-for": "198.51.100.7"}
            reader.get(newsroom.url(paths[-1]), headers=headers)
            reader.get(newsroom.url(paths[-1]), headers={**headers, "if-none-match": "*"})
        get(paths[-2], 1)
        wanted[paths[-2]] += 1
        until(
            lambda: (get("/", by=GOOGLEBOT) and counted(newsroom)[paths[-2]]) == wanted[paths[-2]],
            "the count of who came after",
        )
        gained = counted(newsroom)[paths[-1]] - before
        assert 1 <= gained <= 3 * edges
        wanted[paths[-1]] += gained

        found = samples(newsroom)
        assert found["stoppress_views_total", "person"] == sum(wanted.values())
        assert found["stoppress_views_total", "prefetch"] == len(paths)
        assert found["stoppress_requests_total", "page,304"] == len(paths) + 200
        assert found["stoppress_waiting_changes", ""] == 0
        assert found["stoppress_compositions_total", ""] > 0
        assert found["stoppress_answer_seconds_count", ""] >= sum(wanted.values())

        health = reader.get(newsroom.url("/-/health")).json()
        assert (health["status"], health["behind"]) == ("ok", 0)
        for path in ("/-/metrics", "/metrics"):
            assert reader.get(newsroom.url(path)).status_code == 404


def _serves(newsroom: RunningNewsroom) -> bool:
    try:
        newsroom.part("worker")
        return httpx.get(newsroom.url("/"), trust_env=False).status_code == 200
    except (httpx.TransportError, AssertionError, psutil.Error):
        return False
