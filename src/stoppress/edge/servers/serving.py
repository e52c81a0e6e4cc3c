"""What a process of the edge serves, and where; the arguments that say so."""

import argparse
import logging.config
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stoppress.edge.misses.listening import PATIENCE
from stoppress.home import HomeError
from stoppress.home.proxies import LOOPBACK, Proxies
from stoppress.home.settings import DEFAULT_ACCESS_LOG
from stoppress.home.watch_settings import logged_share
from stoppress.log_lines import logging_settings

BACKLOG = 4096
#: How long a request's line and headers may take to arrive.
HEAD_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Serving:
    """One process of the edge.

    :param home: folder with ``store/`` and ``media/``.
    :param host: the address to listen on.
    :param port: the port to listen on.
    :param origin: URL or ``unix:`` socket of the origin, asked for what is missing.
    :param patience: seconds that an origin which does not listen is waited for.
    :param waiting: socket of the process that takes over who has to wait.
    :param folders: more folders whose files may be served.
    :param memory: bytes for ready pages.
    :param logged: of how many answers one is logged, besides failures: 0 for none, None for
        nothing at all.
    :param proxies: who is believed when they say whose request they pass on.
    """

    home: Path
    host: str
    port: int
    origin: str
    patience: float
    waiting: Path
    folders: Sequence[Path]
    memory: int
    logged: int | None
    proxies: Proxies


def command_line(program: str, description: str) -> argparse.ArgumentParser:
    """What every command of the edge is told; its log goes to standard error."""
    logging.config.dictConfig(logging_settings())
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--home", type=Path, required=True, help="folder with store/ and media/")
    parser.add_argument(
        "--origin",
        required=True,
        metavar="URL|unix:PATH",
        help="the origin, asked for what is missing",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=PATIENCE,
        metavar="SECONDS",
        help="how long an origin that does not listen is waited for (default: %(default)g)",
    )
    parser.add_argument(
        "--files",
        type=Path,
        action="append",
        default=[],
        help="another folder whose files may be served, besides media/ (may be repeated)",
    )
    parser.add_argument(
        "--access-log",
        type=_logged,
        default=DEFAULT_ACCESS_LOG,
        metavar="off|errors|1/N",
        help="which answers are logged (default: %(default)s)",
    )
    parser.add_argument(
        "--trusted-proxies",
        type=_proxies,
        default=str(LOOPBACK),
        metavar="NETWORK,…",
        help="who is believed that says whose request it passes on (default: %(default)s)",
    )
    return parser


def _logged(setting: str) -> int | None:
    try:
        return logged_share(setting)
    except HomeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _proxies(setting: str) -> Proxies:
    try:
        return Proxies.named(filter(None, setting.split(",")))
    except HomeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
