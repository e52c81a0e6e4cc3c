"""``run/worker.json``: the heartbeat by which those without a database know of the worker."""

import json
from dataclasses import asdict, dataclass

from stoppress.home.paths import Home
from stoppress.home.replace_file import replace_file

_FILE = "worker.json"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the worker saw last.

    Times are seconds since 1970 UTC.
    """

    at: float
    #: Sequence of the last change of the newsroom.
    newest: int
    #: When an article last changed for readers; None before the first.
    published_at: float | None
    #: HOST:PORT where the worker serves the metrics; empty when it does not.
    metrics: str = ""


def write_heartbeat(home: Home, heartbeat: Heartbeat) -> None:
    """Write the heartbeat."""
    replace_file(home.run / _FILE, json.dumps(asdict(heartbeat)) + "\n")


def read_heartbeat(home: Home) -> Heartbeat | None:
    """Give the last heartbeat; None when there was none."""
    try:
        values = json.loads((home.run / _FILE).read_text(encoding="utf-8"))
        return Heartbeat(
            float(values["at"]),
            int(values["newest"]),
            None if values["published_at"] is None else float(values["published_at"]),
            str(values["metrics"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
