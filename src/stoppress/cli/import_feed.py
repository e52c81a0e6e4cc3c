"""``stoppress import``: articles from other systems."""

from typing import Annotated

import typer

from stoppress.supervise.failure import NotDone
from stoppress.supervise.start import start_django


def import_feed(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Feeds in any format of `stoppress importers`; .gz too; - reads stdin.",
        ),
    ],
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Also download pictures that items name by address.")
    ] = False,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", help="The importer to use, instead of recognising each."
        ),
    ] = "",
) -> None:
    """Import news items; the same feed again changes nothing."""
    start_django(context.obj)
    from stoppress.intake import formats  # noqa: F401 - declares the importers
    from stoppress.intake.registry import importers
    from stoppress.intake.run import run

    if format_name and format_name not in importers:
        raise NotDone(
            f"There is no importer called {format_name}. Choose one of: {', '.join(importers)}."
        )
    raise typer.Exit(run(files, fetch=fetch, format_name=format_name))
