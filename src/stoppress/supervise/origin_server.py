"""The origin's server, which renders for the edge what the store does not have."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stoppress.home import Home, load_home
from stoppress.lifeline import end_with_parent
from stoppress.supervise.failure import NotServed
from stoppress.supervise.loading import loading
from stoppress.supervise.start import set_environment

THREADS = 2
#: What is rendered on demand gives way to readers of what is there (nice(2)).
NICE = 5
KILL_SECONDS = 2


def serve_origin(home: Home, socket: Path) -> None:
    """Serve the origin on a Unix socket, open to this user alone, until told to end.

    Raises NotServed when it cannot be listened on.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    load_home(home.root)
    set_environment(home, "site")
    server = Granian(
        "stoppress.conf.wsgi:application",
        uds=socket,
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        workers_kill_timeout=KILL_SECONDS,
        websockets=False,
    )
    try:
        server.serve(target_loader=_load)
    except RuntimeError as error:  # Granian's own, with a Rust backtrace below the first line
        reason = str(error).partition("\n")[0]
        raise NotServed(f"{socket} cannot be served: {reason}") from None


def _load(target: str) -> Callable[..., Any]:
    """Load the application in Granian's worker, which shall not outlive its parent."""
    end_with_parent(os.getppid())
    with loading():
        from stoppress.conf.wsgi import application

    os.nice(NICE)  # only now: an origin that starts is waited for
    return application
