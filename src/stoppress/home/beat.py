"""``run/worker.json``: the worker's word to those who have no database, once a second."""

import json
from dataclasses import asdict, dataclass

from stoppress.home.paths import Home

_FILE = "worker.json"


@dataclass(frozen=True, slots=True)
class Beat:
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


def write_beat(home: Home, beat: Beat) -> None:
    """Write the beat in one step, so that a reader sees the old or the new."""
    draft = home.run / f"{_FILE}.new"
    draft.write_text(json.dumps(asdict(beat)) + "\n", encoding="utf-8")
    draft.replace(home.run / _FILE)


def read_beat(home: Home) -> Beat | None:
    """Give the last beat; None when there was none."""
    try:
        values = json.loads((home.run / _FILE).read_text(encoding="utf-8"))
        return Beat(
            float(values["at"]),
            int(values["newest"]),
            None if values["published_at"] is None else float(values["published_at"]),
            str(values["metrics"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
