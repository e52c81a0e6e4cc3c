"""Publish to visible: from the call of publish until each surface of the site shows the article.

Also how long an edit, a takedown and a scheduled article take, the last from the moment it is due;
and what a publish costs: queries to the database, and bytes written to the store. With several
sizes, how much the slowest surface grows from the smallest newsroom to the largest.

    python -m bench.surfaces --articles 1000 100000 --publishes 15
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles
from bench.client import Client
from bench.edits import CHANGES, edit_to_visible
from bench.mark import Mark
from bench.options import Options, options_of, parser_of
from bench.processes import end, last_line, start
from bench.publisher import HEADLINE
from bench.report import Figure, Goal, NotMeasured, Report, Table, number
from bench.serve import serving

PUBLISHES = 15
#: Edits, takedowns and scheduled articles, of each as many at most.
EDITS = 5
RETURNED, QUERIES, WRITTEN = "publish returns", "queries", "bytes written"
_NO_SURFACES = (QUERIES, WRITTEN, *CHANGES)
#: Seconds to wait for a surface.
_PATIENCE = 30.0

#: Milliseconds by surface, one of each publish; and what each publish cost.
Times = dict[str, list[float]]


def measure(options: Options, publishes: int = PUBLISHES) -> Report:
    """At each size, with the first server."""
    sizes = sorted(options.articles)
    found = {
        articles: publish_to_visible(homes.newsroom(options, articles), options, publishes)
        for articles in sizes
    }
    names = list(found[sizes[0]])
    head = ["publish to visible, ms (median / most)", *(f"{articles:,}" for articles in sizes)]
    rows = [[name, *(_cell(name, found[articles][name]) for articles in sizes)] for name in names]
    report = Report(tables=[Table("", head, rows)])
    for articles in sizes:
        report.figures += _figures(articles, found[articles])
    if len(sizes) > 1:
        report.figures += _growth(sizes[0], sizes[-1], found)
    return report


@dataclass(frozen=True, slots=True)
class Published:
    """What a publisher tells of an article when its publish has returned."""

    path: str
    section: str
    topic: str
    author: str
    number: int
    #: When the publish was called, in seconds of the monotonic clock.
    begun: float
    queries: int
    #: Bytes that it wrote to the store.
    written: int


def publish_to_visible(home: Path, options: Options, publishes: int) -> Times:
    """Publish articles one after the other, and look at every surface after each."""
    took: Times = {}
    old = homes.make_pages(home, 1)[0]
    with (
        TemporaryDirectory(prefix="stoppress-surfaces-") as folder,
        Mark(Path(folder) / "mark") as mark,
        serving(home, options.servers[0]) as newsroom,
        asked_publisher(home, mark, publishes + 1) as publish,
        Client(newsroom.port) as client,
    ):
        for count in range(publishes + 1):
            article = publish()
            returned = (time.monotonic() - article.begun) * 1e3
            headline = f"{HEADLINE} {article.number:06}".encode()
            times = {RETURNED: returned}
            for name, path in surfaces(article, old).items():
                _see(client, path, headline)
                times[name] = (time.monotonic() - article.begun) * 1e3
            times |= {QUERIES: article.queries, WRITTEN: article.written}
            if count:  # the first publish meets lists that nobody asked for yet
                for name, value in times.items():
                    took.setdefault(name, []).append(value)
        most = min(publishes, EDITS)
        took |= edit_to_visible(home, client, old, Path(folder) / "editor.log", most)
    return took


def surfaces(article: Published, old: str) -> dict[str, str]:
    """The path of each surface on which an article must appear."""
    month = datetime.now(UTC).strftime("%Y-%m")
    return {
        "the piece": article.path,
        "front": "/",
        "section": article.section,
        "topic": f"/topic/{article.topic}/",
        "author": f"/author/{article.author}/",
        "all news": "/all-news/",
        "an old article": old,
        "RSS": "/feed.rss",
        "Atom": "/feed.atom",
        "JSON Feed": "/feed.json",
        "RSS of the section": f"{article.section}feed.rss",
        "news sitemap": "/sitemap-news.xml",
        "sitemap of the month": f"/sitemaps/en/{month}.xml",
    }


@contextmanager
def asked_publisher(home: Path, mark: Mark, most: int) -> Iterator[Asked]:
    """A publisher that publishes the next article when asked, and tells where it is."""
    log = mark.file.with_suffix(".log")
    program = [sys.executable, "-m", "bench.publisher", "newsroom", "--home", str(home)]
    program += ["--rate", "0", "--mark", str(mark.file), "--most", str(most)]
    process = start(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, log=log)
    try:
        asked = Asked(process, log)
        asked.line()
        yield asked
    finally:
        end(process)


class Asked:
    """Asks a publisher."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def __call__(self) -> Published:
        """Publish the next article."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Published(**json.loads(self.line()))

    def line(self) -> str:
        """The next line that the publisher prints."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise NotMeasured(f"Not measured: publishing failed. {last_line(self._log)}")
        return line


def _see(client: Client, path: str, headline: bytes) -> None:
    sent, until = pagefiles.sent(path), time.monotonic() + _PATIENCE
    slug = headline.lower().replace(b" ", b"-")  # sitemaps name addresses alone
    while True:
        text = client.get(sent).text()
        if headline in text or slug in text:
            return
        if time.monotonic() > until:
            raise AssertionError(f"{path} does not show {headline.decode()} in {_PATIENCE} s.")


def _cell(name: str, values: list[float]) -> str:
    middle, most = number(statistics.median(values)), number(max(values))
    return f"{middle} / {most}"


def _slowest(found: Times) -> str:
    times = [name for name in found if name not in _NO_SURFACES]
    return max(times, key=lambda name: statistics.median(found[name]))


def _figures(articles: int, found: Times) -> list[Figure]:
    slowest, at = _slowest(found), f"{articles:,} articles"
    return [
        Figure("B7", f"{at}: publish returns", found[RETURNED], "ms", goal=Goal(below=250)),
        Figure(
            "B7",
            f"{at}: publish to visible on the last surface ({slowest})",
            found[slowest],
            "ms",
            goal=Goal(below=250),
        ),
        *(
            Figure("B7", f"{at}: {name} until readers see it", found[name], "ms")
            for name in CHANGES
        ),
        Figure("B7", f"{at}: queries per publish", found[QUERIES]),
        Figure("B7", f"{at}: written to the store per publish", found[WRITTEN], "bytes"),
    ]


def _growth(least: int, most: int, found: dict[int, Times]) -> list[Figure]:
    slowest = _slowest(found[most])
    few, many = found[least][slowest], found[most][slowest]
    queries = statistics.median(found[most][QUERIES]) - statistics.median(found[least][QUERIES])
    growth = [statistics.median(many) / statistics.median(few)]
    sizes = f"from {least:,} to {most:,} articles"
    return [
        Figure("B7", f"growth of {slowest}, {sizes}", many, "ms", growth, Goal(below=2)),
        Figure("B7", f"more queries per publish, {sizes}", [queries], goal=Goal(below=1)),
    ]


if __name__ == "__main__":
    parser = parser_of(__doc__, articles=(1_000,))
    parser.add_argument("--publishes", type=int, default=PUBLISHES)
    arguments = parser.parse_args()
    with options_of(arguments) as chosen:
        print(measure(chosen, arguments.publishes))
