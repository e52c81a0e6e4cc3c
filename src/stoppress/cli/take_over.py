"""``stoppress take-over``: what ``serve`` does first when a release was prepared."""

import structlog
import typer

from stoppress.home import Home, load_home
from stoppress.supervise.start import start_django


def take_over(context: typer.Context) -> None:
    """Put what was prepared into the place of what is served; ``serve`` does so at its start."""
    home: Home = context.obj
    load_home(home.root)
    start_django(home, "worker")
    from stoppress.releases.take_over import Outcome
    from stoppress.releases.take_over import take_over as take

    outcome = take()
    log = structlog.get_logger("stoppress.serve")
    if outcome is Outcome.TAKEN:
        log.info(outcome.value)
    elif outcome in (Outcome.PART, Outcome.OLD, Outcome.REFUSED, Outcome.HELD):
        log.warning(f"{outcome.value}; pages go over to it one by one")
