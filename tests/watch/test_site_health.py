"""“Site health” at the desk says in words what stands still."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from stoppress.desk.site_health import lines_of, summary_of
from stoppress.home import Heartbeat, write_heartbeat
from stoppress.press.follow import follow
from stoppress.press.site_health import read_site_health
from stoppress.store.store import Counts
from stoppress.watch.counters import CELLS, EVENT, LATENCY
from stoppress.watch.site_health import SiteHealth
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.press_world import empty_store

pytestmark = pytest.mark.django_db  # what is found is asked of the database

NOW = datetime(2026, 3, 1, 10, 10, tzinfo=UTC)  # 14:10 in the zone of the tests' newsroom
FINE = SiteHealth(
    newest=40,
    store=Counts(fragments=900, pages=1234, bytes_used=3 << 20, bytes_mapped=1 << 30, sequence=40),
    waiting=0,
    waiting_since=None,
    published_at=NOW - timedelta(minutes=8),
    worker_at=NOW,
    worker_runs=True,
    edges=2,
    cells=[0] * CELLS,
)


def said(health: SiteHealth) -> str:
    summary = summary_of(health, NOW)
    return f"{summary.name} {summary.text}".strip()


def line(health: SiteHealth, name: str) -> str:
    return next(line.text for line in lines_of(health, NOW) if line.name == name)


def counted(event: str, number: int) -> list[int]:
    cells = [0] * CELLS
    cells[EVENT[event]] = number
    return cells


def test_all_is_well() -> None:
    assert said(FINE) == "Everything published is on the site."
    assert all(line.good for line in lines_of(FINE, NOW))
    assert line(FINE, "Last publish") == "14:02"
    assert line(FINE, "Store").startswith("1,234 pages are ready to be sent")


def test_changes_that_wait_are_told_with_their_time() -> None:
    waiting = replace(FINE, waiting=3, waiting_since=NOW - timedelta(minutes=8))
    assert said(waiting).startswith("3 changes wait since 14:02.")
    assert "bringing them" in said(waiting)
    assert "ask whoever looks after the server" in said(replace(waiting, worker_runs=False))
    since_yesterday = replace(waiting, waiting=1, waiting_since=NOW - timedelta(days=1))
    assert said(since_yesterday).startswith("1 change waits since 28 February 2026, 14:10.")


def test_a_worker_that_is_gone_is_told() -> None:
    gone = replace(FINE, worker_runs=False, worker_at=NOW - timedelta(minutes=8))
    assert "Scheduled pieces will not go live" in said(gone)
    assert line(gone, "Worker") == "Not heard of since 14:02."


def test_a_store_that_cannot_be_read_comes_before_everything() -> None:
    assert said(replace(FINE, store=None, waiting=3)).startswith("The site's store cannot be read.")


def test_damage_misses_and_speed_are_told() -> None:
    assert "2 parts" in line(replace(FINE, cells=counted("damaged", 2)), "Damage")
    misses = replace(FINE, cells=counted("misses", 1200))
    assert line(misses, "Made on demand").startswith("1,200 pages were made")
    cells = [0] * CELLS
    cells[LATENCY], cells[LATENCY + 10] = 990, 10
    assert "within 0.016 milliseconds" in line(replace(FINE, cells=cells), "Speed")
    cells[LATENCY + 19] = 20
    assert "within 8.6 seconds" in line(replace(FINE, cells=cells), "Speed")


def test_what_an_editor_published_waits_until_the_press_follows() -> None:
    with empty_store():
        factories.article("The ferry is back")
        before = read_site_health()
        follow()
        after = read_site_health()

    assert before.waiting > 0
    assert before.waiting_since is not None
    assert after.waiting == 0
    assert after.store is not None
    assert after.store.sequence == after.newest
    assert after.published_at == before.published_at is not None


@pytest.mark.slow
def test_the_page_and_the_desks_first_page_say_so() -> None:
    desk = desk_of("reporter")

    def text(address: str) -> str:
        answer = desk.get(address, secure=True)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    with empty_store():
        factories.article("The ferry is back")
        assert "wait since" in text(reverse("stoppress_site_health"))
        assert "wait since" in text(reverse("wagtailadmin_home"))
        follow()
        write_heartbeat(settings.HOME, Heartbeat(time.time(), 1, None))
        assert "Everything published is on the site." in text(reverse("stoppress_site_health"))
        assert reverse("stoppress_site_health") in text(reverse("wagtailadmin_home"))
        assert "wait since" not in text(reverse("wagtailadmin_home"))
