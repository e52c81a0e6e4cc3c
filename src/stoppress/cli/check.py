"""``stoppress check``: settings, migrations, and the store against the database."""

import json
from typing import Annotated

import typer

from stoppress.home import Home
from stoppress.supervise.failure import Exit
from stoppress.supervise.start import start_django, waiting_migrations


def check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Look for what is wrong. Exit code 0: nothing; 1: something; 2: could not look."""
    home: Home = context.obj
    start_django(home, migrated=False)
    waiting = waiting_migrations()
    found = [*_system(), *_permissions(home)]
    if waiting:
        found.append(
            f"{len(waiting)} migrations wait, the first is {waiting[0]}. Run"
            f" `stoppress --home {home.root} init`."
        )
    else:
        found += _store(home)
    if as_json:
        typer.echo(json.dumps({"found": found}, indent=2, ensure_ascii=False))
    else:
        for sentence in found:
            typer.echo(sentence)
        if not found:
            typer.echo("Settings, migrations and store are in order.")
    if found:
        raise typer.Exit(Exit.PART)


def _system() -> list[str]:
    """Django's and Wagtail's own checks, warnings included."""
    from django.core import checks

    messages = checks.run_checks(databases=["default"])
    return [
        f"{message.msg}{f' {message.hint}' if message.hint else ''} ({message.id})"
        for message in messages
        if message.level >= checks.WARNING and not message.is_silenced()
    ]


def _permissions(home: Home) -> list[str]:
    mode = home.secret_file.stat().st_mode & 0o077
    if not mode:
        return []
    return [f"Others may read the key. Run `chmod 600 {home.secret_file}`."]


def _store(home: Home) -> list[str]:
    from stoppress.newsroom.models import Change
    from stoppress.press.storage import newsroom_store

    store = newsroom_store()
    damaged = list(store.verify())
    newest = Change.newest_sequence()
    standing = store.sequence
    found = []
    if damaged:
        found.append(
            f"{len(damaged)} stored records are damaged, the first is {damaged[0]!r}. They are"
            f" rendered again when asked for; to do it now: `stoppress --home {home.root} rebuild`."
        )
    if standing < newest:
        found.append(
            f"The store stands at change {standing}, the change log at {newest}. `serve` catches"
            f" up by itself; without it: `stoppress --home {home.root} rebuild`."
        )
    if standing > newest:
        found.append(
            f"The store (change {standing}) is ahead of the change log ({newest}): it belongs to"
            f" another database. Delete {home.store} and run `stoppress --home {home.root}"
            " rebuild`."
        )
    return found
