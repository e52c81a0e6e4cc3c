"""Reading: random article pages from the edge, beside nginx ``gzip_static`` with the same bytes.

nginx gets ready files and is the limit; the edge joins every page from its fragments, with ETag,
conditional requests and a look at the store for news on each request. ``--articles 1000000`` has
a million pages stored; nginx then serves the files of 10,000 of them, which is easier for it.

    python -m bench.reading --rounds 5
"""

from __future__ import annotations

from functools import partial

from bench.beside_nginx import FILES, side_by_side
from bench.options import Options, told
from bench.report import Figure, Goal, Report
from bench.rounds import cpu_ratios, interleaved, p99_ratios, ratios, table
from bench.servers import NGINX, edge_name
from bench.wrk import load


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
    beside = runs[NGINX]
    for server in options.servers:
        name = edge_name(server)
        found = runs[name]
        report.figures += [
            Figure(
                "A1",
                f"{name}: random article pages of {articles:,}, beside nginx",
                [run.per_second for run in found],
                "requests/s",
                ratios(found, beside),
                Goal(at_least=promised),
            ),
            Figure(
                "A1",
                f"{name}: 99th percentile beside nginx's, {articles:,} stored",
                [run.p99 for run in found],
                "ms",
                p99_ratios(found, beside),
                Goal(below=2),
            ),
            Figure(
                "A1",
                f"{name}: CPU per request beside nginx's, {articles:,} stored",
                [run.cpu for run in found],
                "us",
                cpu_ratios(found, beside),
                Goal(below=1.5),
            ),
        ]
    return report


if __name__ == "__main__":
    with told(__doc__, rounds=5) as chosen:
        print(measure(chosen))
