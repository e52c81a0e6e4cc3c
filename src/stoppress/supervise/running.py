"""``run/serve.json``: what runs now, for ``stoppress status``."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog

from stoppress.home import Home, replace_file
from stoppress.supervise.address import Address
from stoppress.supervise.children import Child

_FILE = "serve.json"

log = structlog.get_logger("stoppress.serve")


@dataclass(frozen=True, slots=True)
class Running:
    """A running ``serve``: its addresses, and the process number of each part."""

    pid: int
    site_url: str
    desk_url: str
    parts: dict[str, int]


def write_running(home: Home, children: Iterable[Child], site: Address, desk: Address) -> None:
    """Write what runs.

    Without room on the disk ``stoppress status`` knows less; nothing else is the worse for it.
    """
    running = {
        "pid": os.getpid(),
        "site_url": site.url,
        "desk_url": desk.url,
        "parts": {child.name: child.pid for child in children if child.pid is not None},
    }
    try:
        replace_file(home.run / _FILE, json.dumps(running, indent=2) + "\n")
    except OSError as error:
        log.warning(f"what runs cannot be written to {home.run / _FILE}: {error.strerror}")


def forget_running(home: Home) -> None:
    """Note that nothing runs any more."""
    (home.run / _FILE).unlink(missing_ok=True)


def read_running(home: Home) -> Running | None:
    """Give what runs, or None; parts that have died are left out."""
    import psutil

    try:
        values: dict[str, Any] = json.loads((home.run / _FILE).read_text(encoding="utf-8"))
        running = Running(
            int(values["pid"]),
            str(values["site_url"]),
            str(values["desk_url"]),
            {
                str(name): int(pid)
                for name, pid in values["parts"].items()
                if psutil.pid_exists(int(pid))
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return running if psutil.pid_exists(running.pid) else None
