"""Publishing while readers load the site, once and ten times a second: what it costs readers.

Articles are published by the newsroom's own action in another process, which shares the cores.
Where the newsroom cannot publish ten a second, the rate that it reached is said, and the edge is
measured apart under ten changes a second of the store alone: what a publish changes on every page.

    python -m bench.publishing
"""

from __future__ import annotations

import statistics
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from bench import homes, pagefiles, synthetic
from bench.companions import Published, publishing
from bench.mark import Mark
from bench.options import Options, told
from bench.report import Figure, Goal, Report
from bench.rounds import Runs, interleaved, ratios, table
from bench.serve import serving
from bench.servers import edge
from bench.wrk import Run, Target, load


class Publisher(Protocol):
    """Begins to publish at a rate, for the length of a block."""

    def __call__(self, rate: float, *, most: int) -> AbstractContextManager[Published]:
        """Publish ``rate`` times a second, ``most`` times at most."""


RATES = (1.0, 10.0)
QUIET = "no publishes"


def measure(options: Options) -> Report:
    """With each server under the edge, at the first size."""
    home = homes.newsroom(options, options.articles[0])
    made = homes.make_pages(home, options.pages)
    report = Report()
    for server in options.servers:
        with TemporaryDirectory(prefix="stoppress-publishing-") as folder:
            root = Path(folder)
            paths = pagefiles.listed(root / "made.txt", list(map(pagefiles.sent, made)))
            with Mark(root / "mark") as mark, serving(home, server) as newsroom:
                target = newsroom.target(server, paths)
                publisher = partial(publishing, home, mark=mark)
                report.add(_beside(target, options, RATES, publisher, "publishes"))
            model, store = homes.demo(options.data), root / "home" / "store"
            synthetic.fill(store, model, options.articles[0])
            files = pagefiles.listed(
                root / "stored.txt",
                [
                    pagefiles.sent(synthetic.path_of(number))
                    for number in range(options.articles[0])
                ],
            )
            with Mark(root / "mark") as mark, edge(store.parent, files, server) as target:
                publisher = partial(publishing, store.parent, mark=mark, through="lists")
                report.add(_beside(target, options, RATES[-1:], publisher, "changes of the store"))
    return report


def _beside(
    target: Target,
    options: Options,
    rates: tuple[float, ...],
    publisher: Publisher,
    what: str,
) -> Report:
    reached: dict[str, list[Published]] = {}

    def under(name: str, rate: float) -> Run:
        most = round(rate * options.seconds * 1.5) + 3
        with publisher(rate, most=most) as published:
            run = load(target, options.seconds, options.connections)
        reached.setdefault(name, []).append(published)
        return run

    names = {f"{what} at {rate:g} a second": rate for rate in rates}
    runs = interleaved(
        {
            QUIET: partial(load, target, options.seconds, options.connections),
            **{name: partial(under, name, rate) for name, rate in names.items()},
        },
        options.rounds,
    )
    report = Report(tables=[table(f"{target.name}: reading beside {what}", runs, QUIET)])
    for name in names:
        report.figures += _figures(f"{target.name}: {name}", runs, name, reached[name])
    return report


def _figures(title: str, runs: Runs, name: str, reached: list[Published]) -> list[Figure]:
    rate = statistics.median(one.per_second for one in reached)
    return [
        Figure(
            "A3",
            f"{title} (reached: {rate:.1f}): readers' throughput, to none",
            [run.per_second for run in runs[name]],
            "requests/s",
            ratios(runs[name], runs[QUIET]),
            Goal(at_least=0.8),
        ),
        Figure(
            "A3",
            f"{title}: 99th percentile",
            [run.p99 for run in runs[name]],
            "ms",
            goal=Goal(below=50),
        ),
    ]


if __name__ == "__main__":
    with told(__doc__) as chosen:
        print(measure(chosen))
