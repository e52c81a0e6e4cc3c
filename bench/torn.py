"""One reply is one snapshot: no page mixes fragments of two states, under ten changes a second.

Every change puts a number into all fragments that change together, shared by all pages or not, in
one batch; readers look at every reply: one number in all its fragments, never an older one than the
store had when the request was sent, the CRC and length of the gzip right, and one entity tag never
with two contents.

    python -m bench.torn --replies 100000
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles, synthetic
from bench.companions import checked, publishing, readers
from bench.mark import Mark
from bench.options import Options, options_of, parser_of
from bench.report import NONE, Figure, Goal, Report
from bench.servers import edge, edge_name
from bench.states import witnesses
from stoppress.store import Store

ARTICLES = 1_000
REPLIES = 100_000
RATE = 10


def measure(options: Options, replies: int = REPLIES) -> Report:
    """With each server under the edge."""
    report = Report()
    for server in options.servers:
        with TemporaryDirectory(prefix="stoppress-torn-") as folder:
            report.add(_under(server, options, Path(folder), replies))
    return report


def _under(server: str, options: Options, folder: Path, replies: int) -> Report:
    home = folder / "home"
    synthetic.fill(home / "store", homes.demo(options.data), ARTICLES)
    with Store.open(home / "store", readonly=True).snapshot() as snapshot:
        paths = pagefiles.listed(
            folder / "paths.txt", list(map(pagefiles.sent, witnesses(snapshot)))
        )
    with (
        Mark(folder / "mark") as mark,
        edge(home, paths, server) as target,
        publishing(home, RATE, mark, through="states", most=100_000) as published,
        readers(target, options.connections // 4),
    ):
        mark.wait_for_more()
        found = checked("whole", target.port, paths, mark, replies)
    name = edge_name(server)
    return Report(
        figures=[
            Figure(
                "C11",
                f"{name}: torn or old pages of {found.replies:,} replies,"
                f" {published.per_second:.1f} changes a second",
                [found.faults],
                "replies",
                goal=NONE,
            ),
            Figure("C11", f"{name}: states seen meanwhile", [found.states], goal=Goal(at_least=10)),
        ],
        notes=list(found.examples),
    )


if __name__ == "__main__":
    parser = parser_of(__doc__)
    parser.add_argument("--replies", type=int, default=REPLIES)
    arguments = parser.parse_args()
    with options_of(arguments) as chosen:
        print(measure(chosen, arguments.replies))
