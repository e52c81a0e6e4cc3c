"""Measuring in interleaved rounds, since a machine's speed swings: ratios are within a round."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence

from bench.report import Table, number, ratio
from bench.wrk import Run

#: Runs of each thing measured, one of each round.
Runs = dict[str, list[Run]]


def interleaved(things: Mapping[str, Callable[[], Run]], rounds: int) -> Runs:
    """Measure each thing in turn, and all of them ``rounds`` times."""
    runs: Runs = {name: [] for name in things}
    for _ in range(rounds):
        for name, measure in things.items():
            runs[name].append(measure())
    return runs


def ratios(runs: Sequence[Run], beside: Sequence[Run]) -> list[float]:
    """Requests a second of each round to those of the other in the same round."""
    return [one.per_second / other.per_second for one, other in zip(runs, beside, strict=True)]


def cpu_ratios(runs: Sequence[Run], beside: Sequence[Run]) -> list[float]:
    """CPU per request of each round to that of the other in the same round."""
    return [one.cpu / max(other.cpu, 1e-9) for one, other in zip(runs, beside, strict=True)]


def p99_ratios(runs: Sequence[Run], beside: Sequence[Run]) -> list[float]:
    """The 99th percentile of each round to that of the other in the same round."""
    return [one.p99 / max(other.p99, 1e-9) for one, other in zip(runs, beside, strict=True)]


def table(title: str, runs: Runs, beside: str) -> Table:
    """A row for each thing: medians, and the ratio of each round."""
    head = ["server", "req/s", f"to {beside}", "by round", "CPU us", "p50 ms", "p99 ms"]
    rows = []
    for name, found in runs.items():
        to = ratios(found, runs[beside])
        rows.append(
            [
                name,
                number(statistics.median(run.per_second for run in found)),
                ratio(statistics.median(to)),
                " ".join(map(ratio, to)),
                f"{statistics.median(run.cpu for run in found):.1f}",
                f"{statistics.median(run.p50 for run in found):.2f}",
                f"{statistics.median(run.p99 for run in found):.2f}",
                f"{statistics.median(run.bytes_each for run in found):,.0f}",
                str(sum(run.failed for run in found)),
            ]
        )
    return Table(title, [*head, "bytes", "failed"], rows)
