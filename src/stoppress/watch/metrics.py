"""Metrics for Prometheus, served by the worker on an address that readers cannot reach."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.exposition import start_http_server
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from stoppress import __version__
from stoppress.watch.counters import BUCKETS, FIRST_BOUND, KINDS, LATENCY, STATUSES, STRIDE
from stoppress.watch.site_health import SiteHealth

_VIEWERS = ("person", "robot", "prefetch", "unknown")
_COUNTERS = {
    "compositions": "Pages joined from their fragments.",
    "misses": "Requests for which the origin was asked.",
    "coalesced": "Requests that waited for what another had asked the origin already.",
    "unavailable": "Misses that the origin did not answer.",
    "damaged": "Stored records that were found damaged and made again.",
}


class NewsroomCollector(Collector):
    """The edges' counters, summed over all their processes, and how the press stands.

    ``read`` reads how everything stands, anew for each answer; None when that cannot be known.
    """

    def __init__(self, read: Callable[[], SiteHealth | None]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """Read everything anew; without a database only what needs none is told."""
        yield _gauge("stoppress_info", "The release that runs.", 1, version=__version__)
        health = self._read()
        if health is None:
            return
        yield from _of_the_edge(health)
        yield from _of_the_press(health)

    def describe(self) -> list[Metric]:
        """Nothing is read when the collector is registered."""
        return []


def serve_metrics(
    host: str, port: int, read: Callable[[], SiteHealth | None]
) -> tuple[WSGIServer, str]:
    """Serve metrics from a thread of this process; give the server, and its HOST:PORT.

    Raises OSError when the address cannot be listened on.
    """
    registry = CollectorRegistry()
    registry.register(NewsroomCollector(read))
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    server, _thread = start_http_server(port, host, registry)
    shown = f"[{host}]" if ":" in host else host
    return server, f"{shown}:{server.server_port}"


def _of_the_edge(health: SiteHealth) -> Iterator[Metric]:
    cells = health.cells
    requests = CounterMetricFamily(
        "stoppress_requests", "Answers to readers.", labels=("kind", "status")
    )
    for number, kind in enumerate(KINDS):
        for place, status in enumerate((*map(str, STATUSES), "other")):
            count = cells[number * STRIDE + place]
            if count:
                requests.add_metric((kind, status), count)
    yield requests
    yield _histogram(cells, health.count("latency_ns"))
    for name, meaning in _COUNTERS.items():
        yield CounterMetricFamily(f"stoppress_{name}", meaning, value=health.count(name))
    views = CounterMetricFamily("stoppress_views", "Pages read, by whom.", labels=("reader",))
    for viewer in _VIEWERS:
        views.add_metric((viewer,), health.count(f"views_{viewer}"))
    yield views
    yield _gauge("stoppress_live_readers", "Live lists that are open.", health.count("live"))
    yield _gauge("stoppress_edge_processes", "Edge processes that run.", health.edges)


def _histogram(cells: list[int], total_ns: int) -> Metric:
    buckets: list[tuple[str, float]] = []
    seen = 0
    for bucket in range(BUCKETS):
        seen += cells[LATENCY + bucket]
        last = bucket == BUCKETS - 1
        buckets.append(("+Inf" if last else repr(2 ** (FIRST_BOUND + bucket) / 1e9), seen))
    return HistogramMetricFamily(
        "stoppress_answer_seconds",
        "Time from a request until its answer is ready to be sent.",
        buckets=buckets,
        sum_value=total_ns / 1e9,
    )


def _of_the_press(health: SiteHealth) -> Iterator[Metric]:
    yield _gauge("stoppress_change_sequence", "The newsroom's last change.", health.newest)
    yield _gauge("stoppress_waiting_changes", "Changes readers do not see.", health.waiting)
    yield _gauge(
        "stoppress_waiting_seconds",
        "How long the oldest of them waits; 0 for none.",
        max(time.time() - health.waiting_since.timestamp(), 0) if health.waiting_since else 0,
    )
    if health.published_at:
        yield _gauge(
            "stoppress_published_seconds",
            "When an article last changed for readers, since 1970.",
            health.published_at.timestamp(),
        )
    if health.worker_at:
        yield _gauge(
            "stoppress_worker_seconds",
            "When the worker was last heard of, since 1970.",
            health.worker_at.timestamp(),
        )
    store = health.store
    yield _gauge("stoppress_store_readable", "Whether the store can be read.", store is not None)
    if store is not None:
        yield _gauge("stoppress_store_sequence", "Last change in the store.", store.sequence)
        yield _gauge("stoppress_store_bytes", "Bytes of the store's file.", store.bytes_used)
        yield _gauge("stoppress_store_pages", "Pages stored.", store.pages)
        yield _gauge("stoppress_store_fragments", "Fragments stored.", store.fragments)


def _gauge(name: str, meaning: str, value: Any, **labels: str) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=tuple(labels))
    family.add_metric(tuple(labels.values()), float(value))
    return family
