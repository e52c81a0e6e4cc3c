"""A store that goes from state to state in a process of its own, which knows no Django."""

from __future__ import annotations

from multiprocessing.synchronize import Event
from pathlib import Path

from stoppress.store import Batch, Page, Store, make_fragment

STATES = 300


def write_states(directory: Path, begun: Event) -> None:
    """Write one state after another: each fragment says which, and each page has other ones."""
    store = Store.open(directory)
    for state in range(STATES):
        batch = Batch()
        names = [f"part/{number}" for number in range(2 + state % 3)]
        for name in names:
            text = f"<{state}>".encode() * (1 + state % 7)
            batch.fragments.append(make_fragment(name, text, state))
        batch.pages["/"] = Page(tuple(names), headers=(("X-State", str(state)),))
        store.apply(batch)
        begun.set()
