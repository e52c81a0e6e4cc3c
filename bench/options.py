"""What every bench can be told on its command line."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.report import NotMeasured
from bench.servers import EDGE_SERVERS


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how often to measure, and where the newsrooms to measure on are kept."""

    #: Folder of homes; what is there already is used again.
    data: Path
    #: Length of one run of the load.
    seconds: float = 5.0
    #: How often each thing is measured; medians are of these.
    rounds: int = 3
    connections: int = 64
    #: Servers under the edge.
    servers: tuple[str, ...] = EDGE_SERVERS
    #: Sizes to measure at.
    articles: tuple[int, ...] = (10_000,)
    #: Article pages of a real newsroom that are made before reading it.
    pages: int = 1_000


@contextmanager
def told(purpose: str | None, **defaults: object) -> Iterator[Options]:
    """The options of the command line; see ``parser_of``."""
    with options_of(parser_of(purpose, **defaults).parse_args()) as options:
        yield options


def parser_of(purpose: str | None, **defaults: object) -> argparse.ArgumentParser:
    """A parser of the options that all benches share.

    Homes go to a temporary folder unless ``--data`` is given. ``defaults`` are those of this bench
    where they differ from those of all.
    """
    parser = argparse.ArgumentParser(
        description=(purpose or "").strip(), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, help="length of one run (default %(default)s)")
    parser.add_argument("--rounds", type=int, help="runs of each thing (default %(default)s)")
    parser.add_argument("--connections", type=int, help="of the load (default %(default)s)")
    parser.add_argument("--server", choices=EDGE_SERVERS, help="only this server under the edge")
    parser.add_argument("--articles", type=int, nargs="+", help="sizes to measure at")
    parser.add_argument("--pages", type=int, help="pages of a real newsroom made before reading it")
    parser.add_argument("--data", type=Path, help="keep the newsrooms here, and use them again")
    usual = Options(data=Path())
    names = ("seconds", "rounds", "connections", "articles", "pages")
    parser.set_defaults(**{name: getattr(usual, name) for name in names} | defaults)
    return parser


@contextmanager
def options_of(arguments: argparse.Namespace) -> Iterator[Options]:
    """The options as parsed; a temporary folder for homes ends with the block.

    What cannot be measured ends the program with a sentence.
    """
    with _told_in_a_sentence(), data_folder(arguments.data) as data:
        yield Options(
            data=data,
            seconds=arguments.seconds,
            rounds=arguments.rounds,
            connections=arguments.connections,
            servers=(arguments.server,) if arguments.server else EDGE_SERVERS,
            articles=tuple(arguments.articles),
            pages=arguments.pages,
        )


@contextmanager
def _told_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except NotMeasured as reason:
        raise SystemExit(str(reason)) from reason


@contextmanager
def data_folder(wanted: Path | None) -> Iterator[Path]:
    """The folder to keep homes in; a temporary one is removed at the end."""
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="stoppress-bench-") as folder:
        Path(folder).chmod(0o755)  # nginx and Varnish read the pages as other users
        yield Path(folder)
