"""Styles, scripts and fonts of earlier releases, kept for the pages that readers have open."""

from __future__ import annotations

import json
import time

from stoppress.press.generation import Stored
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import page_kinds
from stoppress.press.render import fragments_of, plan
from stoppress.press.storage import newsroom_store
from stoppress.store import Batch

KEPT_SECONDS = 7 * 24 * 3600
OUTDATED = "outdated"


def forget_long_outdated(now: float | None = None) -> int:
    """Forget what no release has made for a week; returns how much.

    When each was first seen to be outdated is noted beside the pages, in seconds since 1970.
    """
    now = time.time() if now is None else now
    store = newsroom_store()
    noted: dict[str, int] = json.loads(store.get_meta(OUTDATED) or "{}")
    with one_snapshot():
        outdated = {path for path in _lasting_paths() if plan(path) is None}
    since = {path: noted.get(path, int(now)) for path in sorted(outdated)}
    batch = Batch()
    with store.snapshot() as snapshot:
        for path, first in since.items():
            record = snapshot.page(path)
            if now - first >= KEPT_SECONDS and record is not None:
                batch.forget_pages.add(path)
                batch.forget_fragments.update(fragments_of(record))
    store.apply(batch)
    left = {path: first for path, first in since.items() if path not in batch.forget_pages}
    if left != noted:
        store.set_meta(OUTDATED, json.dumps(left))
    return len(batch.forget_pages)


def _lasting_paths() -> list[str]:
    prefixes = [kind.lasting_below for kind in page_kinds.values() if kind.lasting_below]
    with newsroom_store().snapshot() as snapshot:
        stored = Stored(snapshot)
        return [path for prefix in prefixes for path in stored.paths(prefix)]
