"""Which server the edge runs under, and how many processes of it suit this machine."""

import os
from importlib.util import find_spec

from stoppress.home.settings import SERVERS

#: Cores that a process of the edge keeps busy; Granian's has threads of its own.
_CORES = {"fastpysgi": 1, "granian": 2}


class ServerMissing(Exception):
    """The server that was asked for is not installed; the message is a sentence for a person."""


def best_server() -> str:
    """The server used when none is named."""
    return next(name for name in SERVERS if is_installed(name))


def is_installed(server: str) -> bool:
    """Whether a server can be used here; ``granian`` always can."""
    return server == "granian" or find_spec(server) is not None


def missing_server(server: str) -> str:
    """What to tell a person who wants a server that is not installed."""
    return (
        f"The server {server} is not installed. Install it (`pip install {server}`), or start with"
        " `--server granian`."
    )


def best_number_of_processes(server: str) -> int:
    """How many processes suit this machine: one for each core that may be used."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, cores // _CORES[server])
