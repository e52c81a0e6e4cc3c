"""Making what a newsroom needs and lacks: its home, its database, its roles, its editions."""

from collections.abc import Iterable
from dataclasses import dataclass

from stoppress.home import Home, HomeSettings, add_languages, make_home
from stoppress.supervise.failure import NotDone
from stoppress.supervise.start import start_django, waiting_migrations


@dataclass(frozen=True, slots=True)
class Made:
    """What ``make_newsroom`` had to do."""

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

    ``wanted`` are the settings of a new home; one that stands keeps its own, and gets the editions
    of ``languages`` added. Raises NotDone when a new newsroom has no name, or the database cannot
    be used.
    """
    founded = not home.settings_file.exists()
    if founded and not name:
        raise NotDone('A new newsroom needs a name: stoppress init --name "Your paper".')
    files = make_home(home, wanted)
    if not founded:
        files = bool(add_languages(home, languages)) or files

    start_django(home, migrated=False)
    from stoppress.desk.roles import open_roles
    from stoppress.desk.sign_in.sealed import seal_what_stands

    migrations = _migrate()
    seal_what_stands()
    open_roles()
    editions = _open_editions(name)
    _describe(name, channel, editions)
    return Made(founded, files, tuple(editions), migrations)


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
    from stoppress.newsroom.actions.who import Unasked
    from stoppress.newsroom.models import EditionPage

    opened = []
    known = EditionPage.objects.order_by("pk").values_list("title", flat=True).first()
    for code in settings.HOME_SETTINGS.languages:
        title = name or known
        if not title:
            raise NotDone('A new edition needs a name: stoppress init --name "Your paper".')
        _edition, made = open_edition(code, title, Unasked.COMMAND)
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
