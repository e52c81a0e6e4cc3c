"""``stoppress importers``: the registry of formats that ``stoppress import`` reads."""

import inspect
import json
from typing import Annotated

import typer


def importers(
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """List every format that can be imported, and how a feed in it is recognised."""
    from stoppress.intake import formats  # noqa: F401 - declares them
    from stoppress.intake.registry import importers as declared

    rows = [
        {
            "name": importer.name,
            "title": importer.title,
            "recognises": (inspect.getdoc(importer.recognises) or "").partition("\n")[0],
        }
        for importer in declared.values()
    ]
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
        return
    heads = {"name": "importer", "title": "reads", "recognises": "recognises"}
    widths = {key: max(len(row[key]) for row in (heads, *rows)) for key in ("name", "title")}
    for row in (heads, *rows):
        typer.echo(
            f"{row['name']:<{widths['name']}}  {row['title']:<{widths['title']}}"
            f"  {row['recognises']}"
        )
