"""``stoppress import``: pieces from other systems."""

from typing import Annotated

import typer

from stoppress.supervise.start import start_django


def import_feed(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="ninjs: one object, an array, or NDJSON; .gz too; - reads stdin.",
        ),
    ],
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Also download pictures that items name by address.")
    ] = False,
) -> None:
    """Import news items; the same feed again changes nothing."""
    start_django(context.obj)
    from stoppress.intake.ninjs.command import run

    raise typer.Exit(run(files, fetch=fetch))
