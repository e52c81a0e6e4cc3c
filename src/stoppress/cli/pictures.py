"""``stoppress pictures``: what is known of the pictures in the library."""

from typing import Annotated

import typer

from stoppress.progress import progress
from stoppress.supervise.start import start_django

app = typer.Typer(help="The pictures of the library.")


@app.callback()
def pictures() -> None:
    """The pictures of the library."""


@app.command("read")
def read(
    context: typer.Context,
    for_readers: Annotated[
        bool,
        typer.Option(
            help="Take captions and credits too, which readers see where a piece has none."
        ),
    ] = False,
) -> None:
    """Read what the files of pictures say that were in the library before Stoppress did so.

    Who took them and when, their rights and until when they may be used, and what they look like,
    so that near duplicates are noticed. What somebody has written stays. May be ended at any
    moment: the next ``pictures read`` goes on where it was.
    """
    start_django(context.obj)
    from stoppress.newsroom.pictures.read_library import read_library

    with progress("Reading") as show:
        done = read_library(show, for_readers=for_readers)
    unreadable = f" {done.unreadable} could not be opened." if done.unreadable else ""
    typer.echo(f"{done.looked_at} pictures read, {done.told} told something new.{unreadable}")
