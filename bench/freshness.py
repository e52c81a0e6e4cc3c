"""No reply that is sent after a publish returned carries an old list.

Articles are published by the newsroom's own action, in another process; each has a number in its
headline. Readers ask for old article pages, the front, all news, the feed and the pages of section,
topic and author, note before each request which publish had returned last, and look for its
headline or a later one.

    python -m bench.freshness --replies 10000
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles
from bench.client import Client
from bench.companions import checked, publishing, readers
from bench.mark import Mark
from bench.options import Options, options_of, parser_of
from bench.report import NONE, Figure, Goal, Report
from bench.serve import serving
from bench.servers import edge_name

REPLIES = 10_000
RATE = 10.0
#: Publishes at most; readers have checked enough before.
MOST = 100
#: Of so many requests each goes to each list that changes, the others to old article pages.
_ONE_IN = 10


def measure(options: Options, replies: int = REPLIES) -> Report:
    """With each server under the edge, at the first size."""
    home = homes.newsroom(options, options.articles[0])
    articles = homes.make_pages(home, options.pages)
    report = Report()
    for server in options.servers:
        with TemporaryDirectory(prefix="stoppress-fresh-") as folder:
            report.add(_under(server, home, articles, options, Path(folder), replies))
    return report


def _under(
    server: str, home: Path, articles: list[str], options: Options, folder: Path, replies: int
) -> Report:
    lists = ["/", "/all-news/", "/feed.rss", *homes.list_paths(home)]
    asked = [*articles, *lists * max(1, len(articles) // _ONE_IN)]
    paths = pagefiles.listed(folder / "paths.txt", list(map(pagefiles.sent, asked)))
    with Mark(folder / "mark") as mark, serving(home, server) as newsroom:
        for path in lists:  # as a site that is read has them: else the first request makes them
            with Client(newsroom.port) as client:
                client.get(path)
        with (
            publishing(home, RATE, mark, most=min(MOST, 25 + replies // 100)) as published,
            readers(newsroom.target(server, paths), options.connections // 4),
        ):
            mark.wait_for_more()
            found = checked("fresh", newsroom.port, paths, mark, replies)
    name = edge_name(server)
    return Report(
        figures=[
            Figure(
                "A3",
                f"{name}: replies with an old list, of {found.replies:,} sent after a publish"
                f" returned ({published.publishes} publishes,"
                f" {published.per_second:.1f} a second; {options.articles[0]:,} articles)",
                [found.faults],
                "replies",
                goal=NONE,
            ),
            Figure(
                "A3",
                f"{name}: publishes that these readers saw",
                [found.states],
                goal=Goal(at_least=10),
            ),
            Figure(
                "A3",
                f"{name}: requests meanwhile that no page answered (503, or no reply)",
                [found.failed],
                goal=NONE,
            ),
        ],
        notes=list(found.examples),
    )


if __name__ == "__main__":
    parser = parser_of(__doc__)
    parser.add_argument("--replies", type=int, default=REPLIES)
    arguments = parser.parse_args()
    with options_of(arguments) as chosen:
        print(measure(chosen, arguments.replies))
