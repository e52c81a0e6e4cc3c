"""``/-/health``: what an edge says of itself, and that it says so without worker and database."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from stoppress.edge.health import Health
from stoppress.home import (
    Heartbeat,
    Home,
    HomeError,
    HomeSettings,
    make_home,
    read_heartbeat,
    write_heartbeat,
)
from stoppress.home.watch_settings import listening_address, logged_share
from stoppress.store import Batch, Store
from tests.watch.counted import edge_process


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "home")
    make_home(found, HomeSettings())
    return found


def asked(home: Home, status: int = 200) -> dict[str, Any]:
    """What a process says that has just begun."""
    answer = Health(Store.open(home.store, readonly=True), home, "granian").answer("GET")
    assert answer.status == status
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_an_edge_that_is_up_to_date_is_ok(home: Home) -> None:
    Store.open(home.store).apply(Batch(), sequence=40)
    write_heartbeat(home, Heartbeat(time.time(), 40, time.time() - 60))
    with edge_process(home.run) as edge:
        edge.live(3)
        said = asked(home)

    assert said["status"] == "ok"
    assert (said["ready"], said["live"], said["sequence"], said["behind"]) == (True, True, 40, 0)
    assert 60 <= said["publish_age"] < 90
    assert said["worker_age"] < 30
    assert said["connections"] == 3


def test_changes_that_readers_do_not_see_are_told(home: Home) -> None:
    Store.open(home.store).apply(Batch(), sequence=40)
    write_heartbeat(home, Heartbeat(time.time(), 43, None))

    said = asked(home)

    assert (said["status"], said["ready"], said["behind"]) == ("behind", True, 3)
    assert said["publish_age"] is None


def test_without_a_worker_an_edge_serves_and_says_what_it_knows(home: Home) -> None:
    Store.open(home.store).apply(Batch(), sequence=40)

    said = asked(home)

    assert (said["status"], said["ready"], said["behind"]) == ("ok", True, None)
    assert said["worker_age"] is None


def test_a_store_that_cannot_be_read_makes_an_edge_unready(home: Home) -> None:
    shutil.rmtree(home.store)
    home.store.write_text("a file is in the way")

    said = asked(home, status=503)

    assert (said["status"], said["ready"], said["live"]) == ("unready", False, True)


def test_nothing_secret_is_said(home: Home) -> None:
    Store.open(home.store).apply(Batch(), sequence=1)
    write_heartbeat(home, Heartbeat(time.time(), 1, None, "127.0.0.1:9464"))
    said = json.dumps(asked(home))
    assert "9464" not in said
    assert str(home.root) not in said


def test_a_torn_beat_counts_as_none(home: Home) -> None:
    write_heartbeat(home, Heartbeat(1.0, 2, None))
    assert read_heartbeat(home) == Heartbeat(1.0, 2, None)
    (home.run / "worker.json").write_text('{"at": 1')
    assert read_heartbeat(home) is None


@pytest.mark.parametrize(
    ("setting", "share"), [("off", None), ("errors", 0), ("1/1", 1), ("1/100", 100)]
)
def test_the_access_logs_settings(setting: str, share: int | None) -> None:
    assert logged_share(setting) == share


@pytest.mark.parametrize("setting", ["", "all", "1/0", "2/3", "1/-5", "0.01"])
def test_another_setting_of_the_access_log_is_refused(setting: str) -> None:
    with pytest.raises(HomeError, match="Write access_log"):
        logged_share(setting)


def test_addresses_of_metrics() -> None:
    assert listening_address("127.0.0.1:9464") == ("127.0.0.1", 9464)
    assert listening_address("[::1]:0") == ("::1", 0)
    for wrong in ("9464", "127.0.0.1", "127.0.0.1:99999", "http://127.0.0.1:1"):
        with pytest.raises(HomeError, match="Write host and port"):
            listening_address(wrong)
