"""``stoppress init``: make a newsroom, add an edition, or bring a database up to date."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import typer

from stoppress.cli.failure import NotDone
from stoppress.cli.start import start_django, waiting_migrations
from stoppress.home import (
    Home,
    HomeSettings,
    add_languages,
    load_home,
    make_home,
    normal_language,
    normal_time_zone,
)
from stoppress.home.settings_file import normal_database, normal_url


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
    channel = normal_channel(telegram)
    asked = tuple(dict.fromkeys(normal_language(code) for code in language or ()))
    wanted = HomeSettings(
        languages=asked or ("en",),
        time_zone=normal_time_zone(time_zone or "UTC"),
        database=normal_database(database),
        site_url=normal_url(site_url, "--site-url"),
        desk_url=normal_url(desk_url, "--desk-url"),
    )
    before = wanted if not home.settings_file.exists() else load_home(home.root)
    done = make_newsroom(home, wanted, name.strip(), channel, asked)

    if done.founded:
        typer.echo(f"The newsroom stands in {home.root}: editions {', '.join(wanted.languages)}.")
        typer.echo(f"Next: stoppress --home {home.root} user add you@example.org --role owner")
        return
    for code in done.editions:
        typer.echo(f"The edition {code} is added.")
    if done.migrations:
        typer.echo(f"The database is brought up to date ({done.migrations} migrations).")
    if not done.anything:
        typer.echo(f"The newsroom in {home.root} stands already; nothing changed.")
    _tell_differences(home, before, wanted, time_zone, database, site_url, desk_url)


@dataclass(frozen=True, slots=True)
class Made:
    """What :func:`make_newsroom` had to do."""

    founded: bool
    files: bool
    editions: tuple[str, ...]
    migrations: int

    @property
    def anything(self) -> bool:
        """Whether anything changed."""
        return bool(self.files or self.editions or self.migrations)


def make_newsroom(
    home: Home,
    wanted: HomeSettings,
    name: str,
    channel: str = "",
    languages: Iterable[str] = (),
) -> Made:
    """Make what is missing: home, database, roles, editions. Django is set up afterwards.

    :param wanted: settings of a new home; one that stands keeps its own.
    :param languages: editions to add to a home that stands.
    :raises NotDone: when a new newsroom has no name, or the database cannot be used.
    """
    founded = not home.settings_file.exists()
    if founded and not name:
        raise NotDone('A new newsroom needs a name: stoppress init --name "Your paper".')
    files = make_home(home, wanted)
    if not founded:
        files = bool(add_languages(home, languages)) or files

    start_django(home, migrated=False)
    from stoppress.cli.roles import open_roles

    migrations = _migrate()
    open_roles()
    editions = _open_editions(name)
    _describe(name, channel, editions)
    return Made(founded, files, tuple(editions), migrations)


def normal_channel(channel: str) -> str:
    """Give a Telegram channel's bare name.

    :raises NotDone: when it cannot be one.
    """
    name = channel.strip().removeprefix("https://").removeprefix("t.me/").removeprefix("@")
    name = name.rstrip("/")
    ascii_word = name.isascii() and name.replace("_", "").isalnum() and name[:1].isalpha()
    if name and not (ascii_word and 4 <= len(name) <= 64):
        raise NotDone(
            f"{channel!r} is not a Telegram channel. Give its name, for example @harbour_news."
        )
    return name


def _migrate() -> int:
    from django.core.management import call_command

    waiting = waiting_migrations()
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    return len(waiting)


def _open_editions(name: str) -> list[str]:
    """Open the editions that are missing; give their languages."""
    from django.conf import settings

    from stoppress.newsroom.actions.open_edition import open_edition
    from stoppress.newsroom.models import EditionPage

    opened = []
    known = EditionPage.objects.order_by("pk").values_list("title", flat=True).first()
    for code in settings.HOME_SETTINGS.languages:
        title = name or known
        if not title:
            raise NotDone('A new edition needs a name: stoppress init --name "Your paper".')
        _edition, made = open_edition(code, title)
        if made:
            opened.append(code)
    return opened


def _describe(name: str, channel: str, opened: list[str]) -> None:
    """Fill name and channel of a newsroom that has none yet; later they are the desk's."""
    from django.conf import settings

    from stoppress.newsroom.models import NewsroomSettings

    if settings.HOME_SETTINGS.default_language not in opened:
        return
    newsroom = NewsroomSettings.load()
    newsroom.name = name
    newsroom.telegram = channel
    newsroom.full_clean()
    newsroom.save()


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
