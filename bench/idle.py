"""Idle readers: what a thousand keep-alive connections that ask nothing cost those who read.

python -m bench.idle
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench.beside_nginx import side_by_side
from bench.client import Client
from bench.options import Options, told
from bench.report import Figure, Goal, Report
from bench.rounds import Runs, interleaved, ratios, table
from bench.servers import edge_name
from bench.wrk import Run, Target, load

IDLE = 1_000
ALONE, BESIDE = "no idle connections", f"{IDLE:,} idle connections"


def measure(options: Options) -> Report:
    """With the first size in ``options.articles``."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    report = Report()
    with side_by_side(options, options.articles[0]) as (targets, _):
        for server in options.servers:
            name = edge_name(server)
            runs = _with_and_without(targets[name], options)
            report.tables.append(table(f"{name}, idle connections beside readers", runs, ALONE))
            report.figures.append(
                Figure(
                    "A2",
                    f"{name}: reading beside {BESIDE}, to reading without them",
                    [run.per_second for run in runs[BESIDE]],
                    "requests/s",
                    ratios(runs[BESIDE], runs[ALONE]),
                    Goal(at_least=0.95),
                )
            )
    return report


def _with_and_without(target: Target, options: Options) -> Runs:
    def alone() -> Run:
        return load(target, options.seconds, options.connections)

    def beside() -> Run:
        with idle_connections(target, IDLE):
            return load(target, options.seconds, options.connections)

    return interleaved({ALONE: alone, BESIDE: beside}, options.rounds)


@contextmanager
def idle_connections(target: Target, count: int) -> Iterator[None]:
    """So many connections that were each answered once and then stay open."""
    with target.paths.open() as lines:
        path = lines.readline().split()[0]
    with ExitStack() as stack:
        for _ in range(count):
            reply = stack.enter_context(Client(target.port)).get(path)
            if reply.status != 200 or reply.closing:
                raise AssertionError(f"{target.name} does not keep the connection after {path}.")
        yield


if __name__ == "__main__":
    with told(__doc__) as chosen:
        print(measure(chosen))
