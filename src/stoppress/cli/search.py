"""``stoppress search``: the index of what can be found."""

import time
from typing import Annotated

import typer

from stoppress.progress import progress
from stoppress.supervise.start import start_django

#: A count of what is left is asked for after so many times the time that it takes: of a large
#: archive it takes a second.
_COUNTING = 20

app = typer.Typer(help="The index by which pieces, people, topics and pictures are found.")


@app.callback()
def search() -> None:
    """The index by which pieces, people, topics and pictures are found."""


@app.command("rebuild")
def rebuild(
    context: typer.Context,
    tidy: Annotated[
        bool, typer.Option(help="At the end merge what SQLite's index was written in.")
    ] = True,
) -> None:
    """Make every entry of the index again; what is in it can be found meanwhile.

    ``serve`` keeps the index by itself. May be ended at any moment: the next ``search rebuild``, or
    the worker of ``serve``, goes on where it was.
    """
    start_django(context.obj)
    from stoppress.newsroom.search import follow as index

    index.begin_rebuild()
    began = time.monotonic()
    total = index.lag().rows
    pause = max(1.0, _COUNTING * (time.monotonic() - began))
    with progress("Indexing") as show:
        while index.follow(pause):
            show(max(total - index.lag().rows, 0), total)
        show(total, total)
    if tidy:
        index.keep_in_order()
    typer.echo("Everything in the newsroom can be found.")
