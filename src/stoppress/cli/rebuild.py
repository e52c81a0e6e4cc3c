"""``stoppress rebuild``: every stored page made again while the site stays up."""

from math import isfinite
from typing import Annotated

import typer

from stoppress.progress import progress
from stoppress.supervise.start import start_django


def finite(rate: float | None) -> float | None:
    """A rate. Raises BadParameter for what Python reads as a number and is none."""
    if rate is not None and not isfinite(rate):
        raise typer.BadParameter("that is no number of pages.")
    return rate


def rebuild(
    context: typer.Context,
    rate: Annotated[
        float | None,
        typer.Option(
            metavar="PAGES",
            min=0.1,
            callback=finite,
            help="Make no more pages than this each second.",
        ),
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
