"""How well the newsroom works: what waits, what is stored, whether the worker is alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stoppress.store.store import Counts
from stoppress.watch.counters import EVENT


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """The state of a newsroom's machinery at one time. Times are aware."""

    #: Sequence of the last change of the newsroom.
    newest: int
    #: What the store holds; None when it cannot be read.
    store: Counts | None
    #: Changes that readers do not see yet.
    waiting: int
    #: When the oldest of those was made.
    waiting_since: datetime | None
    #: When an article last changed for readers.
    published_at: datetime | None
    #: When the worker was last heard of.
    worker_at: datetime | None
    worker_runs: bool
    #: Edge processes that run.
    edges: int
    #: The edges' counters, summed; see ``stoppress.watch.counters``.
    cells: list[int]

    def count(self, event: str) -> int:
        """One of the edges' counters, by its name."""
        return self.cells[EVENT[event]]
