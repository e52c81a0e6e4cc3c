"""``stoppress bench``: newsrooms to measure with."""

from typing import Annotated

import typer

from stoppress.cli.progress import progress
from stoppress.demo.newspaper import NAME, TIME_ZONE
from stoppress.home import Home, HomeSettings
from stoppress.supervise.failure import NotDone
from stoppress.supervise.make_newsroom import make_newsroom
from stoppress.supervise.start import start_django

app = typer.Typer(no_args_is_help=True, help="Make newsrooms to measure with.")


@app.callback()
def bench() -> None:
    """Make newsrooms to measure with."""


@app.command("fill")
def fill(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, help="How many pieces the archive shall have.")
    ],
) -> None:
    """Fill a newsroom with an invented archive of N pieces; run again, it goes on."""
    home: Home = context.obj
    if not home.settings_file.exists():
        make_newsroom(home, HomeSettings(languages=("en",), time_zone=TIME_ZONE), NAME)
    else:
        start_django(home)
    from stoppress.demo.archive.fill import NotAnArchive
    from stoppress.demo.archive.fill import fill as fill_archive
    from stoppress.releases.rebuild import renew

    try:
        with progress("The archive") as show:
            written = fill_archive(number, show)
    except NotAnArchive as error:
        raise NotDone(str(error)) from error
    renew()
    typer.echo(f"{written} pieces were written; the archive has {number}.")
