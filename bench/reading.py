"""Reading: random article pages from the edge, beside nginx ``gzip_static`` with the same bytes.

nginx gets ready files and is the limit; the edge joins every page from its fragments, with ETag,
conditional requests and a look at the store for news on each request. ``--articles 1000000`` has
a million pages stored; nginx is measured twice then: with 10,000 of them as files, which is easier
for it, and with the same million.

    python -m bench.reading --rounds 5
"""

from __future__ import annotations

from functools import partial

from bench.beside_nginx import FILES, side_by_side
from bench.options import Options, told
from bench.report import Figure, Goal, Report
from bench.rounds import cpu_ratios, interleaved, p99_ratios, ratios, table
from bench.servers import NGINX, NGINX_WITH_ALL, edge_name
from bench.wrk import Run, load


def measure(options: Options) -> Report:
    """Every size in ``options.articles``."""
    report = Report()
    for articles in options.articles:
        report.add(_at(options, articles))
    return report


def _at(options: Options, articles: int) -> Report:
    with side_by_side(options, articles) as (targets, files):
        runs = interleaved(
            {
                name: partial(load, target, options.seconds, options.connections)
                for name, target in targets.items()
            },
            options.rounds,
        )
    title = f"Random article pages, {articles:,} stored, {files.bytes_each:,.0f} bytes of gzip each"
    report = Report(tables=[table(title, runs, NGINX)])
    promised = 0.85 if articles <= FILES else 0.65
    for server in options.servers:
        name = edge_name(server)
        report.figures += _figures(name, articles, runs[name], runs[NGINX], "nginx", promised)
        if NGINX_WITH_ALL in runs:
            all_of_them = f"nginx with all {articles:,} as files"
            beside = runs[NGINX_WITH_ALL]
            report.figures += _figures(name, articles, runs[name], beside, all_of_them, promised)
    return report


def _figures(
    name: str, articles: int, found: list[Run], beside: list[Run], whom: str, promised: float
) -> list[Figure]:
    return [
        Figure(
            "A1",
            f"{name}: random article pages of {articles:,}, beside {whom}",
            [run.per_second for run in found],
            "requests/s",
            ratios(found, beside),
            Goal(at_least=promised),
        ),
        Figure(
            "A1",
            f"{name}: 99th percentile beside that of {whom}, {articles:,} stored",
            [run.p99 for run in found],
            "ms",
            p99_ratios(found, beside),
            Goal(below=2),
        ),
        Figure(
            "A1",
            f"{name}: CPU per request beside that of {whom}, {articles:,} stored",
            [run.cpu for run in found],
            "us",
            cpu_ratios(found, beside),
            Goal(below=1.5),
        ),
    ]


if __name__ == "__main__":
    with told(__doc__, rounds=5) as chosen:
        print(measure(chosen))
