"""``stoppress demo``: the newspaper of an invented town."""

import sys
from typing import Annotated

import typer

from stoppress.demo.newspaper import LANGUAGES, NAME, TELEGRAM, TIME_ZONE
from stoppress.home import Home, HomeSettings, normal_time_zone
from stoppress.home.permissions import close_folder
from stoppress.progress import progress
from stoppress.supervise.failure import NotDone
from stoppress.supervise.make_newsroom import make_newsroom
from stoppress.supervise.start import start_django


def demo(
    context: typer.Context,
    time_zone: Annotated[
        str, typer.Option(metavar="TZ", help="The time zone of a home that is made for the demo.")
    ] = TIME_ZONE,
) -> None:
    """Fill the newsroom with the demo newspaper; make the newsroom when there is none."""
    home: Home = context.obj
    wanted = HomeSettings(languages=LANGUAGES, time_zone=normal_time_zone(time_zone))
    # A home made for the demo stays one until it is whole, however often that is interrupted.
    unfinished = home.root / "demo-unfinished"
    if not home.settings_file.exists():
        try:
            close_folder(home.root)
            unfinished.touch()
        except OSError as error:
            raise NotDone(
                f"The home {home.root} cannot be written ({error.strerror}). Give `--home` a"
                " directory that you may write to."
            ) from error
    if unfinished.exists():
        make_newsroom(home, wanted, NAME, TELEGRAM)
    else:
        start_django(home)
    from stoppress.demo.build import build
    from stoppress.demo.content import DemoError

    try:
        with progress("The demo newspaper") as show:
            build(home, out=sys.stdout, show=show)
    except DemoError as error:
        raise NotDone(str(error)) from error
    unfinished.unlink(missing_ok=True)
