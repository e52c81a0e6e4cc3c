"""Reading a store that is on disk and not in memory, as after a start of the machine.

Before each run the system is asked to drop the store's file from its page cache, and the edge is
started anew. What the disk below keeps in a cache of its own stays there.

    python -m bench.cold --articles 1000000 --data bench/data
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path

from bench import homes
from bench.beside_nginx import files_of
from bench.options import Options, told
from bench.report import Figure, Report
from bench.rounds import interleaved, ratios, table
from bench.servers import NGINX, edge, edge_name, limit
from bench.wrk import Run, load


def measure(options: Options) -> Report:
    """With the first size in ``options.articles``, beside nginx with its files in memory."""
    articles = options.articles[0]
    home = homes.stored(options, articles)
    left: list[float] = []

    def cold(server: str, paths: Path) -> Run:
        left.append(drop_from_memory(home / "store" / "data.mdb"))
        with edge(home, paths, server) as target:
            return load(target, options.seconds, options.connections)

    with files_of(home, articles) as (files, paths), limit(files) as nginx:
        load(nginx, 1, options.connections)
        things = {NGINX: partial(load, nginx, options.seconds, options.connections)}
        things |= {edge_name(name): partial(cold, name, paths) for name in options.servers}
        runs = interleaved(things, options.rounds)
    report = Report(
        tables=[table(f"{articles:,} pages stored, none of them in memory", runs, NGINX)],
        notes=[f"Still in memory when a run began: {max(left):.0%} of the store at most."],
    )
    for server in options.servers:
        found = runs[edge_name(server)]
        report.figures.append(
            Figure(
                "A1",
                f"{edge_name(server)}: random article pages of {articles:,}, page cache cold"
                f" (p99 {max(run.p99 for run in found):.0f} ms)",
                [run.per_second for run in found],
                "requests/s",
                ratios(found, runs[NGINX]),
            )
        )
    return report


def drop_from_memory(file: Path) -> float:
    """Have the system forget a file's pages; the part of it that is still in memory, if known."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if shutil.which("fincore") is None:
        return 0.0
    command = ["fincore", "--bytes", "--noheadings", "--output", "RES", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / file.stat().st_size


if __name__ == "__main__":
    with told(__doc__) as chosen:
        print(measure(chosen))
