"""``stoppress origin``: the Django server that renders what the edge does not have."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stoppress.supervise.failure import Exit, NotServed
from stoppress.supervise.origin_server import serve_origin


def origin(
    context: typer.Context,
    socket: Annotated[
        Path, typer.Option(help="The Unix socket to listen on, of 107 bytes at most.")
    ],
) -> None:
    """Serve the origin, which renders what the edge does not have.

    Only on a Unix socket: a port could come to be another program's while nobody listens on it.
    """
    socket.unlink(missing_ok=True)  # of an origin that was killed
    try:
        serve_origin(context.obj, socket)
    except NotServed as reason:
        print(f"stoppress: {reason}", file=sys.stderr)
        raise typer.Exit(Exit.BROKEN) from None
