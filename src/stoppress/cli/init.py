"""``stoppress init``: make a newsroom, add an edition, or bring a database up to date."""

from typing import Annotated

import typer

from stoppress.home import (
    Home,
    HomeSettings,
    load_home,
    normal_language,
    normal_time_zone,
)
from stoppress.home.settings_file import normal_database, normal_url
from stoppress.supervise.failure import NotDone
from stoppress.supervise.make_newsroom import make_newsroom

#: As many as ``NewsroomSettings.name`` holds.
_LONGEST_NAME = 160


def init(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The paper's name.", show_default=False)] = "",
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="A language (BCP 47) that gets an edition; repeat for more. The first is the"
            " default edition. [default: en]",
            show_default=False,
        ),
    ] = None,
    time_zone: Annotated[
        str,
        typer.Option(
            metavar="TZ", help="The newsroom's time zone. [default: UTC]", show_default=False
        ),
    ] = "",
    telegram: Annotated[
        str, typer.Option(metavar="CHANNEL", help="The paper's Telegram channel.")
    ] = "",
    database: Annotated[
        str, typer.Option(metavar="URL", help="A PostgreSQL database instead of SQLite.")
    ] = "",
    site_url: Annotated[
        str, typer.Option(metavar="URL", help="Where readers find the paper.")
    ] = "",
    desk_url: Annotated[str, typer.Option(metavar="URL", help="Where editors sign in.")] = "",
) -> None:
    """Make a newsroom; again with a new --language: add its edition."""
    home: Home = context.obj
    name, channel = normal_name(name), normal_channel(telegram)
    asked = tuple(dict.fromkeys(normal_language(code) for code in language or ()))
    wanted = HomeSettings(
        languages=asked or ("en",),
        time_zone=normal_time_zone(time_zone or "UTC"),
        database=normal_database(database),
        site_url=normal_url(site_url, "--site-url"),
        desk_url=normal_url(desk_url, "--desk-url"),
    )
    before = wanted if not home.settings_file.exists() else load_home(home.root)
    done = make_newsroom(home, wanted, name, channel, asked)

    if done.founded:
        typer.echo(f"The newsroom stands in {home.root}: editions {', '.join(wanted.languages)}.")
        typer.echo(f"Next: stoppress --home {home.root} user add you@example.org --role owner")
        return
    for code in done.editions:
        typer.echo(f"The edition {code} is added.")
    if done.migrations:
        typer.echo(f"The database is brought up to date ({done.migrations} migrations).")
    if done.files and not done.editions:
        typer.echo(f"The files of {home.root} are in order again.")
    if not done.anything:
        typer.echo(f"The newsroom in {home.root} stands already; nothing changed.")
    _tell_differences(home, before, wanted, time_zone, database, site_url, desk_url)


def normal_name(name: str) -> str:
    """Give a paper's name in one line.

    Raises NotDone when it is too long for one.
    """
    line = " ".join(name.split())
    if len(line) > _LONGEST_NAME:
        raise NotDone(f"The name has {len(line)} letters. Give one of {_LONGEST_NAME} at most.")
    return line


def normal_channel(channel: str) -> str:
    """Give a Telegram channel's bare name.

    Raises NotDone when it cannot be one.
    """
    name = channel.strip().removeprefix("https://").removeprefix("t.me/").removeprefix("@")
    name = name.rstrip("/")
    ascii_word = name.isascii() and name.replace("_", "").isalnum() and name[:1].isalpha()
    if name and not (ascii_word and 4 <= len(name) <= 64):
        raise NotDone(
            f"{channel!r} is not a Telegram channel. Give its name, for example @harbour_news."
        )
    return name


def _tell_differences(
    home: Home,
    before: HomeSettings,
    wanted: HomeSettings,
    *asked: str,
) -> None:
    """Say which options differ from what stands, and where to change it."""
    for option, given in zip(("time_zone", "database", "site_url", "desk_url"), asked, strict=True):
        stands = getattr(before, option)
        if given and getattr(wanted, option) != stands:
            typer.echo(
                f"{option} stays {stands or 'unset'!r}; to change it, edit {home.settings_file}.",
                err=True,
            )
