"""``stoppress desk``: the Django server where editors work."""

import sys
from typing import Annotated

import typer

from stoppress.supervise.django_server import NotServed, serve_django
from stoppress.supervise.failure import Exit


def desk(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="The port to listen on.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the desk, where editors work."""
    try:
        serve_django(context.obj, "desk", f"{host}:{port}", address=host, port=port)
    except NotServed as reason:
        print(f"stoppress: {reason}", file=sys.stderr)
        raise typer.Exit(Exit.BROKEN) from None
