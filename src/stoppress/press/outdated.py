"""Pages that no change of the newsroom touches: those that the settings file and the month decide.

They are looked at now and then. What is stored and would be another page by now is forgotten, and
made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stoppress.press.generation import PressBatch, Stored, generation_of, is_ours, plain
from stoppress.press.reading import one_snapshot
from stoppress.press.render import fragments_of, plan
from stoppress.press.storage import newsroom_store, press_lock

_paths: list[Callable[[], Iterable[str]]] = []


def made_of_settings(function: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Declare paths of pages whose fragments have other keys when the settings say otherwise."""
    _paths.append(function)
    return function


def paths_made_of_settings() -> set[str]:
    """All declared paths, whether something stands there or not."""
    return {path for function in _paths for path in function()}


def forget_outdated() -> set[str]:
    """Forget those that are stored as they would not be made now; returns their paths."""
    store = newsroom_store()
    with press_lock(), one_snapshot():
        generation = generation_of(store)
        if generation is None or not is_ours(generation):
            return set()
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            found = {path: _outdated(path, stored) for path in paths_made_of_settings()}
        old = {path: keys for path, keys in found.items() if keys}
        if old:
            forgotten = {key for keys in old.values() for key in keys}
            batch = PressBatch(forget_pages=set(old), forget_fragments=forgotten)
            store.apply(batch.addressed(generation))
    return set(old)


def _outdated(path: str, stored: Stored) -> tuple[str, ...]:
    """The fragments of a page that is stored otherwise than it would be made; else none."""
    record = stored.page(path)
    if record is None:
        return ()
    planned = plan(path)
    keys = tuple(plain(key) for key in fragments_of(record))
    return () if planned and fragments_of(planned[1]) == keys else keys
