"""``stoppress rebuild``: every stored page rendered again while the site stays up."""

import typer

from stoppress.cli.progress import progress
from stoppress.cli.start import start_django


def rebuild(context: typer.Context) -> None:
    """Render all fragments and pages again; readers are served all the while."""
    start_django(context.obj)
    from stoppress.press.rebuild import rebuild as render_everything

    with progress("Rendering pages") as show:
        pages = render_everything(show)
    typer.echo(f"{pages} pages are rendered again.")
