"""``docs/reference/hostile-requests.md``: what is sent, and what comes back from each server.

    python -m tests.hostile.table

starts both servers, sends every shape and writes the page; a test fails while it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from stoppress.edge.servers.choice import is_installed
from tests.docs.pages import ROOT
from tests.edge.serving import running_edge, running_origin, small_site
from tests.hostile.shapes import SHAPES
from tests.hostile.wire import Outcome, send_all
from tests.world.servers import SERVERS

FILE = ROOT / "docs" / "reference" / "hostile-requests.md"
HEAD = """\
# Hostile requests

<!-- Made by `python -m tests.hostile.table`; the shapes stand in `tests/hostile/shapes.py`. -->

What enemies send to the port that readers use, and what comes back, under each server that
`stoppress serve --server` knows. *Closed* means that the connection is closed after the answer;
*waits for more* that the request is not complete, and the connection is closed after
[a time](#slow-connections).

The tests send every shape to both servers and check, besides this table:

- no connection gets more answers than it sent requests, so that nothing can be smuggled past a
  proxy in front;
- no status above 499, other than 501 and 505 for methods and versions that are not spoken;
- a lie about the host, a header that some frameworks believe, or a query changes no byte of a page:
  the edge reads Accept-Encoding, If-None-Match, If-Modified-Since, Range, If-Range and the path,
  and nothing else;
- nothing outside `media/` and the store is ever sent, and the origin is asked for no other path
  than the one in the request line;
- memory stays flat, and the next reader is answered.
"""
SLOW = """\

## Slow connections

Hundreds of connections that send a letter now and then, send half a body, or do not read what they
asked for, while readers read: `tests/hostile/test_slow.py`, 200 connections of each kind in a usual
run, a thousand with `HOSTILE_SLOW=1000` in the environment. Nginx in front can bound how many one
address may have (`limit_conn`).

| connection | under FastPySGI | under Granian |
|---|---|---|
| a head that is never complete | closed after 10 s | closed after 10 s |
| a body that is never complete | closed after 10 s | answered 405 at once, closed |
| a file that is never read | kept; holds 200 kB and no thread | kept; holds 300 kB and no thread |
"""


def outcomes(server: str) -> list[Outcome]:
    """Send every shape to a small site under this server."""
    with TemporaryDirectory(prefix="stoppress-hostile-") as folder:
        home = Path(folder) / "home"
        small_site(home)
        with (
            running_origin(lambda _: 404) as origin,
            running_edge(home, origin.url, server=server) as served,
        ):
            return send_all(served.port, SHAPES)


def text(found: Mapping[str, Sequence[Outcome]]) -> str:
    """The page."""
    lines = [HEAD]
    group = ""
    for place, shape in enumerate(SHAPES):
        if shape.group != group:
            group = shape.group
            lines += [f"\n## {group}\n", "| sent | FastPySGI | Granian |", "|---|---|---|"]
        words = " | ".join(found[server][place].words for server in SERVERS)
        lines.append(f"| {_shown(shape.name)} | {words} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n" + SLOW


def rows(server: str) -> list[str]:
    """What the page says of this server, shape by shape."""
    column = SERVERS.index(server) + 2
    before_slow = FILE.read_text("utf-8").partition("\n## Slow connections")[0]
    cells = [line.split(" | ") for line in before_slow.splitlines() if line.startswith("| ")]
    return [row[column - 1].removesuffix(" |") for row in cells if row[0] != "| sent"]


def _shown(name: str) -> str:
    return f"`{name}`".replace("|", "\\|") if name[:1] == "/" or ": " in name else name


def main() -> None:
    """Write the page."""
    missing = [server for server in SERVERS if not is_installed(server)]
    if missing:
        raise SystemExit(f"The table needs both servers; {missing[0]} is not installed.")
    FILE.write_text(text({server: outcomes(server) for server in SERVERS}), encoding="utf-8")


if __name__ == "__main__":
    main()
