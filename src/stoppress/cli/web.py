"""``stoppress origin`` and ``stoppress desk``: the two Django servers that ``serve`` starts."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from stoppress.cli.failure import Exit
from stoppress.cli.start import set_environment
from stoppress.home import Home, load_home
from stoppress.lifeline import end_with_parent

THREADS = {"site": 2, "desk": 4}
NICE = {"site": 5, "desk": 0}
"""What is rendered on demand gives way to readers of what is there (nice(2))."""
KILL_SECONDS = 2

Socket = Annotated[Path, typer.Option(help="The Unix socket to listen on, of 107 bytes at most.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


def origin(context: typer.Context, socket: Socket) -> None:
    """Serve the origin, which renders what the edge does not have.

    Only on a Unix socket: a port could come to be another program's while nobody listens on it.
    """
    socket.unlink(missing_ok=True)  # of an origin that was killed
    _serve(context.obj, "site", str(socket), uds=socket, uds_permissions=0o600)


def desk(context: typer.Context, port: Port, host: Host = "127.0.0.1") -> None:
    """Serve the desk, where editors work."""
    _serve(context.obj, "desk", f"{host}:{port}", address=host, port=port)


def _serve(home: Home, role: str, shown: str, **where: Any) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    load_home(home.root)
    set_environment(home, role)
    server = Granian(
        "stoppress.conf.wsgi:application",
        **where,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS[role],
        log_level=LogLevels.warning,
        workers_kill_timeout=KILL_SECONDS,
        websockets=False,
    )
    try:
        server.serve(target_loader=partial(_load, role))
    except RuntimeError as error:  # Granian's own, with a Rust backtrace below the first line
        reason = str(error).partition("\n")[0]
        print(f"stoppress: {shown} cannot be served: {reason}", file=sys.stderr)
        raise typer.Exit(Exit.BROKEN) from None


def _load(role: str, target: str) -> Callable[..., Any]:
    """Load the application in Granian's worker, which shall not outlive its parent."""
    end_with_parent(os.getppid())
    from stoppress.conf.wsgi import application

    os.nice(NICE[role])  # only now: an origin that starts is waited for
    return application
