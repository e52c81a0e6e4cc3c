"""``stoppress check``: settings, migrations, who may read, and the store against the database."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from stoppress.home import Home
from stoppress.home.permissions import open_to_others, secrets_open_to_the_group
from stoppress.supervise.failure import Exit
from stoppress.supervise.running import read_running
from stoppress.supervise.start import start_django, waiting_migrations

#: After an import the worker has so long before somebody should look.
_SEARCH_LATE = timedelta(minutes=30)


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
        found += [*_store(home), *_topics(home), *_search(home), *_channels(), *_pingers()]
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
    found = []
    if files := open_to_others(home):
        names = ", ".join(path.name for path in files[1:]) or "nothing that is in it now"
        found.append(
            f"Others on this machine may enter {home.root} and open {names}. Close it with"
            f" `chmod -R o-rwx {home.root}`."
        )
    found += [
        f"Others than its owner may read {path}. Run `chmod 600 {path}`."
        for path in secrets_open_to_the_group(home)
    ]
    return found


def _search(home: Home) -> list[str]:
    from stoppress.newsroom.search.follow import behind_since

    since = behind_since()
    late = since is not None and datetime.now(UTC) - since > _SEARCH_LATE
    if since is None or not late or read_running(home) is None:
        return []
    found = (
        f"Search knows nothing of what was changed since {since:%Y-%m-%d %H:%M} UTC, though `serve`"
        " runs. The log of its worker says why; then run"
        f" `stoppress --home {home.root} search rebuild`."
    )
    return [found]


def _channels() -> list[str]:
    from stoppress.channels.models import Channel, Delivery

    found = []
    for channel in Channel.objects.all():
        if channel.trouble:
            found.append(f"The channel {channel.name} takes no posts: {channel.trouble}")
        if unsure := channel.deliveries.filter(state=Delivery.State.UNSURE).count():
            found.append(
                f"Of {unsure} posts nobody knows whether they are in the channel {channel.name}."
                " Look there, then say so at the desk."
            )
    return found


def _pingers() -> list[str]:
    from stoppress.channels.pings.all_pingers import all_pingers
    from stoppress.channels.pings.standing import standing_of

    return [
        f"{pinger.target} ({pinger.kind}) cannot be told what changed: {trouble}"
        for pinger in all_pingers()
        if (trouble := standing_of(pinger).trouble)
    ]


def _topics(home: Home) -> list[str]:
    from stoppress.newsroom.actions.merge_same_topics import same_topics

    double = same_topics()
    if not double:
        return []
    sentence = (
        f"{len(double)} topics stand more than once in an edition, written otherwise, the first is"
        f" “{double[0][0]}”. Merge them with `stoppress --home {home.root} merge-topics`."
    )
    return [sentence]


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
