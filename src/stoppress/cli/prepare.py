"""``stoppress prepare``: the pages of a new release, made beside those that are served."""

import signal
import threading
from typing import Annotated

import typer

from stoppress.cli.rebuild import finite
from stoppress.home import Home
from stoppress.home.settings_file import normal_url
from stoppress.progress import progress
from stoppress.supervise.failure import Exit, NotDone
from stoppress.supervise.start import start_django, waiting_migrations

#: More than any newsroom has, and fewer than databases count.
_MOST_PAGES = 1_000_000_000


def prepare(
    context: typer.Context,
    rate: Annotated[
        float | None,
        typer.Option(
            metavar="PAGES",
            min=0.1,
            callback=finite,
            help="Make no more pages than this each second.",
        ),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            metavar="PAGES",
            min=1,
            max=_MOST_PAGES,
            help="Only so many, those that are read most and the newest; the rest is made when"
            " it is asked for.",
        ),
    ] = None,
    site_url: Annotated[
        str,
        typer.Option(metavar="URL", help="The address that site_url will be set to afterwards."),
    ] = "",
) -> None:
    """Make this release's pages beside those that an older release serves meanwhile.

    ``serve`` of this release then takes them over at its start, and nobody has to wait for a page.
    May be ended at any moment: the next ``prepare`` goes on where it was.
    """
    home: Home = context.obj
    start_django(home, migrated=False)
    _see_that_no_migration_waits(home)
    _name_site(site_url)
    from stoppress.releases.pace import Pace
    from stoppress.releases.prepare import NothingToPrepare, NotPrepared
    from stoppress.releases.prepare import prepare as make_beside
    from stoppress.store.errors import StoreError, StoreFull

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        with progress("Rendering pages beside") as show:
            pages = make_beside(show, Pace(rate, stop), most)
    except NothingToPrepare:
        typer.echo("The pages that are served are of this release already; nothing to prepare.")
        return
    except NotPrepared as reason:
        raise NotDone(str(reason)) from None
    except StoreFull as error:
        raise NotDone(
            f"{error} What is prepared stays; `stoppress prepare` goes on where it was."
        ) from error
    except StoreError as error:
        raise NotDone(str(error)) from error
    if stop.is_set():
        typer.echo(f"Ended after {pages} pages; the next `stoppress prepare` goes on.", err=True)
        raise typer.Exit(Exit.PART)
    typer.echo(f"Prepared; {pages} pages were made.")
    if site_url:
        typer.echo(f"Now set site_url in {home.settings_file}; `serve` takes them over by itself.")
    else:
        typer.echo("Stop the release that serves, then start `stoppress serve` of this one.")


def _see_that_no_migration_waits(home: Home) -> None:
    waiting = waiting_migrations()
    if waiting:
        raise NotDone(
            f"The database of {home.root} has to change for this release ({len(waiting)} migrations"
            " wait), and the release that serves needs it as it is. So this one cannot be prepared"
            " beside it. Update in place: stop `serve`, back up, and start this release after"
            f" `stoppress --home {home.root} init`."
        )


def _name_site(site_url: str) -> None:
    """Let pages be made for another address than the settings file names."""
    from django.conf import settings

    url = normal_url(site_url, "--site-url")
    if url:
        settings.STOPPRESS_SITE_URL = url
