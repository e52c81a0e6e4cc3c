"""Live lists: a push to thousands of open pages while pages are served, and what it costs readers.

python -m bench.live
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence

import psutil

from bench import homes
from bench.audience import Audience
from bench.beside_nginx import side_by_side
from bench.options import Options, options_of, parser_of
from bench.report import Figure, Goal, Report
from bench.rounds import ratios
from bench.servers import edge_name
from bench.wrk import Run, Target, load
from stoppress.store import Batch, Page, Store, make_fragment

READERS = 5_000
LINES = 40
PAUSE = 1.0  # seconds between pushes


def measure(options: Options, readers: int = READERS) -> Report:
    """With the first size in ``options.articles``."""
    report = Report()
    store = Store.open(homes.stored(options, options.articles[0]) / "store")
    push(store, 0)
    with side_by_side(options, options.articles[0]) as (targets, _):
        for server in options.servers:
            _measure_one(report, targets[edge_name(server)], store, options, readers)
    return report


def _measure_one(
    report: Report, target: Target, store: Store, options: Options, readers: int
) -> None:
    alone = [load(target, options.seconds, options.connections) for _ in range(options.rounds)]
    empty = _memory(target.processes)
    with Audience(target.port, readers) as audience:
        each = (_memory(target.processes) - empty) / readers / 1024
        runs, pushes = _beside(target, audience, store, options)
    lost = sum(readers - len(arrived) for _, arrived in pushes)
    last = [(max(arrived) - begun) * 1e3 for begun, arrived in pushes if arrived]
    report.figures += [
        Figure(
            "E15",
            f"{target.name}: a push to {readers:,} open pages, until the last has it",
            last,
            "ms",
            goal=Goal(below=500),
        ),
        Figure("E15", f"{target.name}: of these, not reached", [lost], goal=Goal(below=0)),
        Figure(
            "E15",
            f"{target.name}: reading beside them and {1 / PAUSE:g} push a second, to reading alone",
            [run.per_second for run in runs],
            "requests/s",
            ratios(runs, alone),
        ),
        Figure("E15", f"{target.name}: p99 beside them", [run.p99 for run in runs], "ms"),
        Figure("E15", f"{target.name}: memory of one open page", [each], "KiB"),
        Figure("E15", f"{target.name}: all connected in", [audience.connected_in], "s"),
    ]


def _beside(
    target: Target, audience: Audience, store: Store, options: Options
) -> tuple[list[Run], list[tuple[float, list[float]]]]:
    """Read while the list changes every second."""
    pushes: list[tuple[float, list[float]]] = []
    ended = threading.Event()

    def publish() -> None:
        number = 0
        while not ended.wait(PAUSE):
            number += 1
            audience.await_version(version_of_push(number))
            begun = time.monotonic()
            push(store, number)
            pushes.append((begun, audience.arrivals()))

    publishing = threading.Thread(target=publish)
    publishing.start()
    try:
        runs = [load(target, options.seconds, options.connections) for _ in range(options.rounds)]
    finally:
        ended.set()
        publishing.join()
    return runs, pushes


def push(store: Store, number: int) -> None:
    """Publish a list with a new line."""
    fragment = make_fragment("live/en", _list(number), int(time.time()))
    page = Page((fragment.key,), "application/json")
    store.apply(Batch([fragment], {"/-/latest/en.json": page}))


def version_of_push(number: int) -> str:
    """The id of the event that a push makes."""
    return f"{make_fragment('live/en', _list(number), 0).version:016x}"


def _list(number: int) -> bytes:
    """A live list with lines of natural length, the newest first."""
    lines = range(number + LINES, number, -1)
    words = "The council votes on the ferry timetable after a long night in the town hall"
    items = [
        {"id": str(line), "v": "1", "html": f'<li data-id="{line}"><a href="/{line}/">{words}</a>'}
        for line in lines
    ]
    return json.dumps({"items": items}).encode()


def _memory(processes: Sequence[psutil.Process]) -> int:
    return sum(process.memory_info().rss for process in processes)


def main() -> None:
    """Read the command line, measure, print."""
    parser = parser_of(__doc__)
    parser.add_argument("--readers", type=int, default=READERS, help="open pages")
    arguments = parser.parse_args()
    with options_of(arguments) as options:
        print(measure(options, arguments.readers))


if __name__ == "__main__":
    main()
