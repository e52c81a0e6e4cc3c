"""The two Django servers of a newsroom: the origin, which renders for the edge, and the desk."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from stoppress.home import Home, load_home
from stoppress.lifeline import end_with_parent
from stoppress.supervise.start import set_environment

THREADS = {"site": 2, "desk": 4}
NICE = {"site": 5, "desk": 0}
"""What is rendered on demand gives way to readers of what is there (nice(2))."""
KILL_SECONDS = 2


class NotServed(RuntimeError):
    """A server could not listen, or ended by itself; the message says why."""


def serve_django(home: Home, role: str, shown: str, **where: Any) -> None:
    """Serve the part of Django that ``role`` names, ``site`` or ``desk``, until told to end.

    ``where`` is what Granian calls the place to listen on; ``shown`` names it in messages. Raises
    NotServed when it cannot be listened on.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    load_home(home.root)
    set_environment(home, role)
    server = Granian(
        "stoppress.conf.wsgi:application",
        **where,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS[role],
        log_level=LogLevels.warning,
        workers_kill_timeout=KILL_SECONDS,
        websockets=False,
    )
    try:
        server.serve(target_loader=partial(_load, role))
    except RuntimeError as error:  # Granian's own, with a Rust backtrace below the first line
        reason = str(error).partition("\n")[0]
        raise NotServed(f"{shown} cannot be served: {reason}") from None


def _load(role: str, target: str) -> Callable[..., Any]:
    """Load the application in Granian's worker, which shall not outlive its parent."""
    end_with_parent(os.getppid())
    from stoppress.conf.wsgi import application

    os.nice(NICE[role])  # only now: an origin that starts is waited for
    return application
