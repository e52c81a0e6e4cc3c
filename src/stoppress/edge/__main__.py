"""`python -m stoppress.edge`: one process that serves the pages of a home."""

import sys
from pathlib import Path

from stoppress.edge.answer import PAGES_BUDGET
from stoppress.edge.handover import SOCKET, HandOverImpossible
from stoppress.edge.process import prepare_process
from stoppress.edge.serving import (
    PortTaken,
    ServerMissing,
    Serving,
    best_server,
    check_free,
    command_line,
    run,
)
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
        waiting=arguments.waiting or home / "run" / SOCKET,
        folders=arguments.files,
        memory=arguments.memory << 20,
        logged=arguments.access_log,
    )
    try:
        if not arguments.share_port:
            check_free(serving.host, serving.port)
        prepare_process()
        run(arguments.server, serving)
    except (PortTaken, ServerMissing, HandOverImpossible) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
