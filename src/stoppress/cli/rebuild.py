"""``stoppress rebuild``: every stored page made again while the site stays up."""

from typing import Annotated

import typer

from stoppress.progress import progress
from stoppress.supervise.start import start_django


def rebuild(
    context: typer.Context,
    rate: Annotated[
        float | None,
        typer.Option(metavar="PAGES", min=0.1, help="Make no more pages than this each second."),
    ] = None,
) -> None:
    """Make every stored page again, newest first; readers are served all the while.

    May be ended at any moment: the next ``rebuild``, or the worker, goes on where it was.
    """
    start_django(context.obj)
    from stoppress.releases.rebuild import rebuild as make_everything_again

    with progress("Rendering pages") as show:
        pages = make_everything_again(show, rate)
    typer.echo(f"{pages} pages are rendered again.")
