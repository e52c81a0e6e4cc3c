"""``python -m stoppress.edge``: one process that serves the pages of a home."""

import sys
from pathlib import Path

from stoppress.edge.core.answer import PAGES_BUDGET
from stoppress.edge.servers.choice import (
    ServerMissing,
    best_server,
    is_installed,
    missing_server,
)
from stoppress.edge.servers.handover import HandOverImpossible
from stoppress.edge.servers.port import PortTaken, check_free
from stoppress.edge.servers.process import prepare_process
from stoppress.edge.servers.serving import Serving, command_line
from stoppress.edge.servers.waiting_socket import SOCKET
from stoppress.home.settings import SERVERS


def main() -> int:
    """Read the arguments, serve, and give the exit status."""
    parser = command_line("python -m stoppress.edge", "Serve the stored pages of a newsroom.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--server", choices=SERVERS, default=best_server(), help="(default: %(default)s)"
    )
    parser.add_argument(
        "--share-port",
        action="store_true",
        help="other processes of the edge may listen on the port too",
    )
    parser.add_argument(
        "--waiting",
        type=Path,
        help=f"under fastpysgi: socket of `python -m stoppress.edge.waiting` (HOME/run/{SOCKET})",
    )
    parser.add_argument(
        "--memory", type=int, default=PAGES_BUDGET >> 20, help="MiB for ready pages"
    )
    arguments = parser.parse_args()
    home: Path = arguments.home
    if not home.is_dir():
        print(
            f"There is no newsroom in {home}. Make one with `stoppress --home {home} init`.",
            file=sys.stderr,
        )
        return 2
    serving = Serving(
        home=home,
        host=arguments.host,
        port=arguments.port,
        origin=arguments.origin,
        patience=arguments.patience,
        waiting=arguments.waiting or home / "run" / SOCKET,
        folders=arguments.files,
        memory=arguments.memory << 20,
        logged=arguments.access_log,
        proxies=arguments.trusted_proxies,
    )
    try:
        if not arguments.share_port:
            check_free(serving.host, serving.port)
        prepare_process()
        _run(arguments.server, serving)
    except (PortTaken, ServerMissing, HandOverImpossible) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _run(server: str, serving: Serving) -> None:
    """Serve under the server named until SIGTERM, SIGINT or the end of the parent process.

    A server that is not installed cannot be imported, so only the one that is used is.
    """
    if not is_installed(server):
        raise ServerMissing(missing_server(server))
    if server == "granian":
        from stoppress.edge.servers import granian

        granian.run(serving)
    else:
        from stoppress.edge.servers import fastpysgi

        fastpysgi.run(serving)


if __name__ == "__main__":
    sys.exit(main())
