"""Pages that are made when first asked for: how long that takes, and what a crawler costs readers.

A crawler walks pages of the archive that nobody asked for yet, one after the other, while readers
load pages that are stored.

    python -m bench.miss --articles 1000 10000
"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles
from bench.client import Client
from bench.options import Options, options_of, parser_of
from bench.processes import end, start
from bench.report import Figure, Goal, Report, percentile
from bench.rounds import interleaved, ratios, table
from bench.serve import Newsroom, serving
from bench.wrk import Run, load

#: Missing pages that are asked for one after the other on a site without other readers.
PAGES = 100
_CRAWLED = 2_000
QUIET, CRAWLED = "no crawler", "a crawler in the archive"


def measure(options: Options, pages: int = PAGES) -> Report:
    """At each size, with each server under the edge."""
    report = Report()
    for articles in options.articles:
        home = homes.newsroom(options, articles)
        made = homes.make_pages(home, options.pages)
        archive = [
            path for path in homes.article_paths(home, _CRAWLED, 0.5) if path not in frozenset(made)
        ]
        for server in options.servers:
            with TemporaryDirectory(prefix="stoppress-miss-") as folder:
                report.add(_under(server, home, made, archive, options, Path(folder), pages))
    return report


def _under(
    server: str,
    home: Path,
    made: list[str],
    archive: list[str],
    options: Options,
    folder: Path,
    pages: int,
) -> Report:
    paths = pagefiles.listed(folder / "made.txt", list(map(pagefiles.sent, made)))
    walk = folder / "archive.txt"
    walk.write_text("".join(f"{pagefiles.sent(path)}\n" for path in archive))
    with serving(home, server) as newsroom:
        homes.unmake_pages(home, archive[:pages])
        took = asked_for(newsroom.port, walk, pages)
        target = newsroom.target(server, paths)
        load(target, 1, options.connections)
        quiet = partial(load, target, options.seconds, options.connections)
        runs = interleaved(
            {QUIET: quiet, CRAWLED: partial(_beside_crawler, newsroom, archive, walk, quiet)},
            options.rounds,
        )
    at = f"{target.name}, {len(archive):,} pages to crawl"
    return Report(
        figures=[
            Figure(
                "B8",
                f"{target.name}: a missing page is made and sent",
                took,
                "ms",
                (),
                Goal(below=40),
            ),
            Figure(
                "B8",
                f"{target.name}: the slowest but one in a hundred",
                [percentile(took, 99)],
                "ms",
            ),
            Figure(
                "B8",
                f"{target.name}: reading beside a crawler in the archive, to reading without",
                [run.per_second for run in runs[CRAWLED]],
                "requests/s",
                ratios(runs[CRAWLED], runs[QUIET]),
                Goal(at_least=0.8),
            ),
        ],
        tables=[table(f"{at}", runs, QUIET)],
    )


def _beside_crawler(newsroom: Newsroom, archive: list[str], walk: Path, read: partial[Run]) -> Run:
    homes.unmake_pages(newsroom.home, archive)
    crawler = start(
        [sys.executable, "-m", "bench.miss", "--crawl", str(newsroom.port), str(walk)],
        stdout=subprocess.PIPE,
    )
    try:
        assert crawler.stdout
        crawler.stdout.readline()
        return read()
    finally:
        end(crawler)


def asked_for(port: int, paths: Path, most: int) -> list[float]:
    """Ask for pages one after the other; milliseconds of each."""
    took = []
    with Client(port) as client, paths.open() as lines:
        for line, _ in zip(lines, range(most), strict=False):
            begun = time.perf_counter()
            reply = client.get(line.strip())
            took.append((time.perf_counter() - begun) * 1e3)
            if reply.status != 200:
                raise AssertionError(f"{line.strip()} is answered with {reply.status}.")
    return took


def crawl(port: int, paths: Path) -> None:
    """Walk all paths; says when the first page came."""
    with Client(port) as client, paths.open() as lines:
        for count, line in enumerate(lines):
            client.get(line.strip())
            if count == 0:
                print("crawling", flush=True)


if __name__ == "__main__":
    parser = parser_of(__doc__, articles=(1_000,))
    parser.add_argument("--crawl", nargs=2, metavar=("PORT", "PATHS"), help="be the crawler")
    arguments = parser.parse_args()
    if arguments.crawl:
        crawl(int(arguments.crawl[0]), Path(arguments.crawl[1]))
    else:
        with options_of(arguments) as chosen:
            print(measure(chosen))
