"""``stoppress search``: the index of what can be found."""

from typing import Annotated

import typer

from stoppress.progress import progress
from stoppress.supervise.start import start_django

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
    total = index.lag().rows
    with progress("Indexing") as show:
        while index.follow(1.0):
            left = index.lag().rows
            show(max(total - left, 0), total)
        show(total, total)
    if tidy:
        index.keep_in_order()
    typer.echo("Everything in the newsroom can be found.")
