"""``stoppress worker``: follows the change log, the clock and the readers."""

import signal
import threading

import structlog
import typer

from stoppress.cli.failure import Exit
from stoppress.cli.start import start_django
from stoppress.home import load_home
from stoppress.home.watching import listening_address


def worker(context: typer.Context) -> None:
    """Render what changed while nobody did, and strike what the clock makes due."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    start_django(context.obj, "worker")
    from stoppress.press.worker import run

    try:
        run(stop, _serve_metrics(load_home(context.obj.root).metrics))
    except Exception as error:
        structlog.get_logger("stoppress.worker").exception("the worker broke")
        raise typer.Exit(Exit.BROKEN) from error


def _serve_metrics(setting: str) -> str:
    """Serve metrics where the settings say; give the address, empty when that cannot be."""
    from stoppress.press.metrics import serve_metrics

    try:
        _server, address = serve_metrics(*listening_address(setting))
    except OSError as error:
        structlog.get_logger("stoppress.worker").error(
            f"metrics cannot be served at {setting} ({error.strerror}); give `metrics` in the"
            " settings file another address"
        )
        return ""
    return address
