"""``stoppress worker``: follows the change log and the clock."""

import signal
import threading

import structlog
import typer

from stoppress.cli.failure import Exit
from stoppress.cli.start import start_django


def worker(context: typer.Context) -> None:
    """Render what changed while nobody did, and strike what the clock makes due."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    start_django(context.obj, "worker")
    from stoppress.press.worker import run

    try:
        run(stop)
    except Exception as error:
        structlog.get_logger("stoppress.worker").exception("the worker broke")
        raise typer.Exit(Exit.BROKEN) from error
