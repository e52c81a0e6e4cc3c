"""Conditional requests: 304 answers of the edge beside nginx's, for pages that did not change.

python -m bench.conditional
"""

from __future__ import annotations

from functools import partial

from bench.beside_nginx import side_by_side
from bench.options import Options, told
from bench.report import Figure, Goal, Report
from bench.rounds import interleaved, ratios, table
from bench.servers import NGINX, edge_name
from bench.wrk import load


def measure(options: Options) -> Report:
    """With the first size in ``options.articles``."""
    with side_by_side(options, options.articles[0]) as (targets, _):
        runs = interleaved(
            {
                name: partial(load, target, options.seconds, options.connections, conditional=True)
                for name, target in targets.items()
            },
            options.rounds,
        )
    return Report(
        figures=[
            Figure(
                "A2",
                f"{edge_name(server)}: 304 answers beside nginx's",
                [run.per_second for run in runs[edge_name(server)]],
                "requests/s",
                ratios(runs[edge_name(server)], runs[NGINX]),
                Goal(at_least=0.6),
            )
            for server in options.servers
        ],
        tables=[table("304 answers", runs, NGINX)],
    )


if __name__ == "__main__":
    with told(__doc__) as chosen:
        print(measure(chosen))
