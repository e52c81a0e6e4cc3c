"""``stoppress channel``: the channels that the newsroom's articles go to."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stoppress.supervise.failure import NotDone
from stoppress.supervise.start import start_django

if TYPE_CHECKING:
    from stoppress.channels.models import Channel
    from stoppress.channels.pings.registry import Pinger

app = typer.Typer(
    help="Channels that what is published goes to: Telegram, webhooks.", no_args_is_help=True
)

_Name = Annotated[str, typer.Argument(help="The channel's name, as `channel list` has it.")]


@app.callback()
def channel() -> None:
    """Channels that what is published goes to: Telegram, webhooks."""


@app.command("kinds")
def kinds(context: typer.Context) -> None:
    """List the kinds of channels there are."""
    start_django(context.obj)
    from stoppress.channels.registry import kinds as declared

    for kind in declared.values():
        typer.echo(f"{kind.name}\t{kind.title}")


@app.command("add")
def add(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="Such as telegram or webhook; `channel kinds` lists them.")
    ],
    edition: Annotated[str, typer.Option(help="The language of the edition that goes there.")],
    target: Annotated[
        str,
        typer.Option(
            "--chat",
            "--to",
            metavar="TARGET",
            help="Who gets it there. Telegram: @NAME, or the number of a private channel. Webhook:"
            " the receiver's address.",
        ),
    ],
    name: Annotated[
        str, typer.Option(help="How it is called here; made of kind and edition when left out.")
    ] = "",
    api: Annotated[
        str,
        typer.Option(metavar="URL", help="A server of your own in place of the usual one."),
    ] = "",
    private_network: Annotated[
        bool,
        typer.Option(
            "--private-network", help="A webhook's receiver may be in a network of your own."
        ),
    ] = False,
) -> None:
    """Add a channel. It is told what is published from now on, and nothing older.

    Telegram needs the token of a bot that may post there: in the environment of `serve` as
    STOPPRESS_TELEGRAM_TOKEN, or in the file `telegram-token` of the home, mode 600. A webhook gets
    a secret of its own, which is shown once.
    """
    start_django(context.obj)
    from django.core.exceptions import ValidationError

    from stoppress.channels.actions.add_channel import add_channel
    from stoppress.channels.registry import kind_of
    from stoppress.newsroom.actions.who import Unasked

    try:
        added = add_channel(
            kind,
            edition,
            target,
            Unasked.COMMAND,
            name=name,
            api=api,
            private_network=private_network,
        )
    except ValidationError as error:
        raise NotDone(" ".join(error.messages)) from None
    typer.echo(
        f"{added.name} is added. Try it: `stoppress --home {context.obj.root} channel test"
        f" {added.name}`."
    )
    if said := kind_of(added).to_owner(added):
        typer.echo(said)


@app.command("list")
def list_channels(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """List channels, hubs of feeds and search engines: state, what is due, lag, trouble."""
    start_django(context.obj)
    from stoppress.channels.models import Channel
    from stoppress.channels.pings.all_pingers import all_pingers

    rows = [_facts(row) for row in Channel.objects.select_related("edition")]
    rows += [_facts_of_pinger(pinger) for pinger in all_pingers()]
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        typer.echo("There is no channel. `stoppress channel add --help` tells how to add one.")
    for row in rows:
        typer.echo(
            f"{row['name']}\t{row['target']}\t{row['edition']}\t{row['state']}"
            f"\t{row['due']} due, {row['lag_seconds']} s\t{row['unsure']} unsure"
            + (f"\t{row['trouble']}" if row["trouble"] else "")
        )


@app.command("test")
def test(context: typer.Context, name: _Name) -> None:
    """Ask the other side whether it would take a post; nothing is posted."""
    found = _channel(context, name)
    from stoppress.channels.actions.try_channel import try_channel
    from stoppress.channels.ends import Done
    from stoppress.newsroom.actions.who import Unasked

    end = try_channel(found, Unasked.COMMAND)
    if not isinstance(end, Done):
        raise NotDone(f"{name} takes no posts: {getattr(end, 'words', '')}")
    typer.echo(f"{name} takes posts.")


@app.command("pause")
def pause(context: typer.Context, name: _Name) -> None:
    """Let nothing go there until `resume`."""
    found = _channel(context, name)
    from stoppress.channels.actions.pause_channel import pause_channel
    from stoppress.newsroom.actions.who import Unasked

    pause_channel(found, Unasked.COMMAND)
    typer.echo(f"{name} is paused.")


@app.command("resume")
def resume(context: typer.Context, name: _Name) -> None:
    """Let articles go there again; what is not new any more is left out."""
    found = _channel(context, name)
    from stoppress.channels.actions.resume_channel import resume_channel
    from stoppress.newsroom.actions.who import Unasked

    resume_channel(found, Unasked.COMMAND)
    typer.echo(f"{name} goes on.")


@app.command("replay")
def replay(
    context: typer.Context,
    name: _Name,
    since: Annotated[
        int,
        typer.Option(
            "--from",
            min=0,
            metavar="SEQUENCE",
            help="The sequence of the last event that the other side is sure to have.",
        ),
    ],
) -> None:
    """Tell a webhook again of each article that changed after SEQUENCE, as it is now."""
    found = _channel(context, name)
    from django.core.exceptions import ValidationError

    from stoppress.channels.actions.replay import replay as tell_again
    from stoppress.newsroom.actions.who import Unasked

    try:
        count = tell_again(found, since, Unasked.COMMAND)
    except ValidationError as error:
        raise NotDone(" ".join(error.messages)) from None
    typer.echo(f"{name} is told of {count} articles again.")


@app.command("rotate")
def rotate(context: typer.Context, name: _Name) -> None:
    """Give a webhook another secret; the one before signs too, until the next `rotate`."""
    found = _channel(context, name)
    from django.core.exceptions import ValidationError

    from stoppress.channels.actions.rotate_secret import rotate_secret
    from stoppress.channels.registry import kind_of
    from stoppress.newsroom.actions.who import Unasked

    try:
        rotate_secret(found, Unasked.COMMAND)
    except ValidationError as error:
        raise NotDone(" ".join(error.messages)) from None
    typer.echo(kind_of(found).to_owner(found))


@app.command("remove")
def remove(context: typer.Context, name: _Name) -> None:
    """Forget a channel and all that it was told; what stands there stays there."""
    found = _channel(context, name)
    from stoppress.channels.actions.remove_channel import remove_channel
    from stoppress.newsroom.actions.who import Unasked

    remove_channel(found, Unasked.COMMAND)
    typer.echo(f"{name} is removed. What was posted there stays there.")


def _channel(context: typer.Context, name: str) -> "Channel":
    start_django(context.obj)
    from stoppress.channels.models import Channel

    found = Channel.objects.select_related("edition").filter(name=name).first()
    if found is None:
        raise NotDone(f"There is no channel {name!r}. `stoppress channel list` lists them.")
    return found


def _facts(row: "Channel") -> dict[str, Any]:
    from stoppress.channels.models import Delivery
    from stoppress.channels.registry import kind_of
    from stoppress.channels.running import lag_of

    due, lag = lag_of(row)
    state = "paused" if row.paused_at else "in trouble" if row.trouble else "running"
    return {
        "name": row.name,
        "kind": row.kind,
        "target": kind_of(row).shown(row.target),
        "edition": row.edition.language_code,
        "state": state,
        "due": due,
        "lag_seconds": round(lag.total_seconds()),
        "unsure": row.deliveries.filter(state=Delivery.State.UNSURE).count(),
        "trouble": row.trouble,
    }


def _facts_of_pinger(pinger: "Pinger") -> dict[str, Any]:
    from stoppress.channels.pings.standing import standing_of

    now = standing_of(pinger)
    return {
        "name": pinger.name,
        "kind": pinger.kind,
        "target": pinger.target,
        "edition": "",
        "state": "in trouble" if now.trouble else "running",
        "due": now.untold,
        "lag_seconds": round(now.lag.total_seconds()),
        "unsure": 0,
        "trouble": now.trouble or now.answer,
    }
