"""Metrics as Prometheus reads them, and a dashboard that asks for none that is not there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.db import DatabaseError
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import CollectorRegistry

from stoppress.press import site_health
from stoppress.press.follow import follow
from stoppress.watch.counting import FOLDER
from stoppress.watch.metrics import NewsroomCollector, serve_metrics
from tests.docs.pages import ROOT
from tests.newsroom import factories
from tests.press_world import empty_store
from tests.watch.counted import edge_process, read

DASHBOARD = ROOT / "deploy" / "grafana" / "stoppress.json"
PAGE = ROOT / "docs" / "how-to" / "watch.md"
NAME = re.compile(r"stoppress_[a-z_]+")


def collected() -> dict[str, float]:
    """Everything that is told now: name and labels to value."""
    registry = CollectorRegistry()
    registry.register(NewsroomCollector(site_health.site_health_for_metrics))
    return {
        sample.name + "".join(f",{value}" for value in sample.labels.values()): sample.value
        for family in registry.collect()
        for sample in family.samples
    }


def families() -> set[str]:
    """Names of all metrics, as queries write them."""
    return {name.partition(",")[0] for name in collected()}


@pytest.mark.django_db
def test_a_newsroom_is_told_in_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(site_health, "FOLDER", str(tmp_path / FOLDER))
    with empty_store(), edge_process(tmp_path) as edge:
        factories.article("The ferry is back")
        before = collected()
        follow()
        read(edge, "/", 3)
        read(edge, "/", status=304)
        edge.missed()
        edge.live(2)

        after = collected()

    assert before["stoppress_waiting_changes"] > 0
    assert after["stoppress_waiting_changes"] == after["stoppress_waiting_seconds"] == 0
    assert after["stoppress_store_sequence"] == after["stoppress_change_sequence"] > 0
    assert after["stoppress_requests_total,page,200"] == 3
    assert after["stoppress_requests_total,page,304"] == 1
    assert after["stoppress_answer_seconds_count"] == 4
    assert after["stoppress_answer_seconds_bucket,+Inf"] == 4
    assert after["stoppress_views_total,person"] == 4
    assert after["stoppress_misses_total"] == 1
    assert after["stoppress_live_readers"] == 2
    assert after["stoppress_edge_processes"] == 1


def test_metrics_are_served_on_the_address_that_is_asked_for_without_a_database_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away() -> None:
        raise DatabaseError("the database is away")

    monkeypatch.setattr(site_health, "read_site_health", away)
    server, address = serve_metrics("127.0.0.1", 0, site_health.site_health_for_metrics)
    try:
        assert address.startswith("127.0.0.1:")
        answer = httpx.get(f"http://{address}/metrics", trust_env=False)
        assert answer.headers["content-type"].startswith("text/plain")
        names = {family.name for family in text_string_to_metric_families(answer.text)}
        assert "stoppress_info" in names
        assert "stoppress_requests" not in names
        with pytest.raises(OSError, match="in use"):
            serve_metrics("127.0.0.1", server.server_port, lambda: None)
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.django_db
def test_the_dashboard_and_the_page_name_the_metrics_that_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(site_health, "FOLDER", str(tmp_path / FOLDER))
    with empty_store(), edge_process(tmp_path) as edge:
        read(edge, "/")
        factories.article("The ferry is back")
        (settings.HOME.run / "worker.json").unlink(missing_ok=True)
        site_health.HeartbeatWriter().tick()
        there = families()
    panels = json.loads(DASHBOARD.read_text())["panels"]
    asked = {
        name
        for panel in panels
        for target in panel["targets"]
        for name in NAME.findall(target["expr"])
    }
    assert len(asked) > 15
    assert not asked - there, "the dashboard asks for what nobody tells"
    told = set(NAME.findall(PAGE.read_text()))
    named = {re.sub(r"(?<=answer_seconds)_(bucket|count|sum)$", "", name) for name in there}
    assert named == told, "docs/how-to/watch.md and the metrics name different things"
