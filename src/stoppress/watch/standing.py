"""How the press and the site stand: what waits, what is stored, whether the worker is alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stoppress.store.store import Counts
from stoppress.watch.counters import EVENT


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a newsroom's machinery at one moment. Times are aware."""

    newest: int
    """Sequence of the last change of the newsroom."""
    store: Counts | None
    """What the store holds; None when it cannot be read."""
    waiting: int
    """Changes that readers do not see yet."""
    waiting_since: datetime | None
    """When the oldest of those was made."""
    published_at: datetime | None
    """When a piece last changed for readers."""
    worker_at: datetime | None
    """When the worker was last heard of."""
    worker_runs: bool
    edges: int
    """Edge processes that run."""
    cells: list[int]
    """The edges' counters, summed; see ``stoppress.watch.counters``."""

    def count(self, event: str) -> int:
        """One of the edges' counters, by its name."""
        return self.cells[EVENT[event]]
