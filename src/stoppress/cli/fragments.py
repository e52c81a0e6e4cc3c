"""``stoppress fragments``: the registry of what pages are made of."""

import json
from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from stoppress.cli.start import start_django


def fragments(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """List every kind of fragment and page: name, template, and what touches it."""
    start_django(context.obj, migrated=False)
    from stoppress.press.registry import fragment_kinds, page_kinds

    if as_json:
        typer.echo(
            json.dumps(
                {
                    "fragments": [
                        {
                            "name": kind.name,
                            "template": kind.template,
                            "rendered": kind.when.value,
                            "touched_by": _names(kind.touched_by),
                        }
                        for kind in fragment_kinds.values()
                    ],
                    "pages": [
                        {
                            "name": kind.name,
                            "pattern": kind.pattern.pattern,
                            "in_edition": kind.in_edition,
                            "planned": kind.when.value,
                            "touched_by": _names(kind.touched_by),
                        }
                        for kind in page_kinds.values()
                    ],
                },
                indent=2,
            )
        )
        return
    _table(
        ("fragment", "template", "touched by"),
        [
            (kind.name, kind.template or "-", ", ".join(_names(kind.touched_by)))
            for kind in fragment_kinds.values()
        ],
    )
    typer.echo("")
    _table(
        ("page", "path", "touched by"),
        [
            (kind.name, kind.pattern.pattern, ", ".join(_names(kind.touched_by)))
            for kind in page_kinds.values()
        ],
    )


def _names(dependencies: Iterable[Callable[..., object]]) -> list[str]:
    return [getattr(dependency, "__name__", repr(dependency)) for dependency in dependencies]


def _table(heads: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> None:
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in (0, 1)]
    for row in (heads, *rows):
        typer.echo(f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip())
