"""``stoppress worker``: follows the change log, the clock and the readers."""

import signal
import threading

import structlog
import typer

from stoppress.home import load_home
from stoppress.supervise.failure import Exit
from stoppress.supervise.start import start_django


def worker(context: typer.Context) -> None:
    """Render what changed while nobody did, and strike what the clock makes due."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    start_django(context.obj, "worker")
    from stoppress.supervise.worker import run

    try:
        run(stop, load_home(context.obj.root).metrics)
    except Exception as error:
        structlog.get_logger("stoppress.worker").exception("the worker broke")
        raise typer.Exit(Exit.BROKEN) from error
