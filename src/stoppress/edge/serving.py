"""What a process of the edge serves, and where; under which server."""

import argparse
import errno
import logging
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from stoppress.home import HomeError
from stoppress.home.settings import DEFAULT_ACCESS_LOG, SERVERS
from stoppress.home.watching import logged_share

BACKLOG = 4096
HEAD_SECONDS = 10.0
"""How long a request's line and headers may take to arrive."""

_CORES = {"fastpysgi": 1, "granian": 2}
"""Cores that a process of the edge keeps busy; Granian's has threads of its own."""


class PortTaken(Exception):
    """The address cannot be listened on; the message is a sentence for a person."""


class ServerMissing(Exception):
    """The server that was asked for is not installed; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Serving:
    """One process of the edge.

    :param home: folder with `store/` and `media/`.
    :param host: the address to listen on.
    :param port: the port to listen on.
    :param origin: URL or `unix:` socket of the origin, asked for what is missing.
    :param waiting: socket of the process that takes over who has to wait.
    :param folders: more folders whose files may be served.
    :param memory: bytes for ready pages.
    :param logged: of how many answers one is logged, besides failures: 0 for none, None for
        nothing at all.
    """

    home: Path
    host: str
    port: int
    origin: str
    waiting: Path
    folders: Sequence[Path]
    memory: int
    logged: int | None


def best_server() -> str:
    """The server used when none is named."""
    return next(name for name in SERVERS if is_installed(name))


def is_installed(server: str) -> bool:
    """Whether a server can be used here; `granian` always can."""
    return server == "granian" or find_spec(server) is not None


def missing_server(server: str) -> str:
    """What to tell a person who wants a server that is not installed."""
    return (
        f"The server {server} is not installed. Install it (`pip install {server}`), or start with"
        " `--server granian`."
    )


def best_number_of_processes(server: str) -> int:
    """How many processes suit this machine: one for each core that may be used."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, cores // _CORES[server])


def check_free(host: str, port: int) -> None:
    """Raise `PortTaken` when another program listens there; both servers would share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"Port {port} of {host} is taken. Stop the program that listens there, or"
                    " choose another port."
                ) from error
            raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}.") from error


def run(server: str, serving: Serving) -> None:
    """Serve under the server named until SIGTERM, SIGINT or the end of the parent process."""
    if not is_installed(server):
        raise ServerMissing(missing_server(server))
    if server == "granian":
        from stoppress.edge import under_granian

        under_granian.run(serving)
    else:
        from stoppress.edge import under_fastpysgi

        under_fastpysgi.run(serving)


def command_line(program: str, description: str) -> argparse.ArgumentParser:
    """What every command of the edge is told; its log goes to standard error."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--home", type=Path, required=True, help="folder with store/ and media/")
    parser.add_argument(
        "--origin",
        required=True,
        metavar="URL|unix:PATH",
        help="the origin, asked for what is missing",
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
    return parser


def _logged(setting: str) -> int | None:
    try:
        return logged_share(setting)
    except HomeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
