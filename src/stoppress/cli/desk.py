"""``stoppress desk``: the Django server where editors work."""

import sys
from typing import Annotated

import typer

from stoppress.supervise.desk_server import serve_desk
from stoppress.supervise.failure import Exit, NotServed


def desk(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="The port to listen on.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the desk, where editors work."""
    try:
        serve_desk(context.obj, host, port)
    except NotServed as reason:
        print(f"stoppress: {reason}", file=sys.stderr)
        raise typer.Exit(Exit.BROKEN) from None
