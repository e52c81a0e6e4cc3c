"""``stoppress fragments``: the registry of what pages are made of."""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from stoppress.supervise.failure import NotDone
from stoppress.supervise.start import start_django

if TYPE_CHECKING:
    from stoppress.press.recording import Recording


def fragments(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    reads: Annotated[
        str, typer.Option(metavar="PATH", help="What the page at this path reads.")
    ] = "",
) -> None:
    """List every kind of fragment and page: name, template, and what touches it."""
    start_django(context.obj, migrated=bool(reads))
    if reads:
        _what_is_read(reads)
        return
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


def _what_is_read(path: str) -> None:
    """Plan the page at ``path`` and render its fragments, and say what each reads."""
    from stoppress.press.reading import one_snapshot
    from stoppress.press.recording import recorded
    from stoppress.press.registry import NotReady
    from stoppress.press.render import fragments_of, plan, render

    try:
        with one_snapshot(), recorded() as recording:
            planned = plan(path)
    except NotReady:
        planned = None
    if planned is None:
        raise NotDone(
            f"There is no page at {path}. Give the path of a page that readers get, such as “/”."
        )
    _say(path, recording)
    for key in dict.fromkeys(fragments_of(planned[1])):
        with one_snapshot(), recorded() as recording:
            render(key)
        _say(key, recording)


def _say(name: str, recording: "Recording") -> None:
    typer.echo(name)
    rows: dict[str, list[str]] = {}
    for read in sorted(recording.columns):
        rows.setdefault(f"{read.model} {read.pk}", []).append(read.column)
    for row, columns in rows.items():
        typer.echo(f"  {row}: {', '.join(columns)}")
    for title, names in (
        ("tables", recording.tables),
        ("settings", {setting for setting, _who in recording.settings}),
        ("clock, by", recording.clock),
    ):
        if names:
            typer.echo(f"  {title}: {', '.join(sorted(names))}")


def _names(dependencies: Iterable[Callable[..., object]]) -> list[str]:
    return [getattr(dependency, "__name__", repr(dependency)) for dependency in dependencies]


def _table(heads: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> None:
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in (0, 1)]
    for row in (heads, *rows):
        typer.echo(f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip())
