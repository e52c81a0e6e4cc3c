"""Making some stored pages again, in one batch between two publishes."""

from __future__ import annotations

import logging

from django.db import Error as DatabaseError

from stoppress.newsroom.models import Change
from stoppress.press.follow import follow
from stoppress.press.generation import META, Generation, PressBatch, Stored, is_lasting
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import NotReady
from stoppress.press.render import fragments_of, plan, render_for
from stoppress.store import Asset, Fragment, Page, Snapshot, Store
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)

_ATTEMPTS = 5


class Remaker:
    """Makes pages of a store again, in one generation of it.

    With ``former``, the store of an earlier release: what this release has no page for, but pages
    that readers have open still load, is taken from there.
    """

    def __init__(self, store: Store, generation: Generation, former: Store | None = None) -> None:
        self.store, self.generation, self._former = store, generation, former

    def make(self, paths: list[str]) -> bool:
        """Put these pages into the store, one by one when they are overtaken together.

        False when one is overtaken again and again: it stays as it is until the next time.
        """
        if self._make(paths):
            return True
        one_by_one = [any(self._make([path]) for _attempt in range(_ATTEMPTS)) for path in paths]
        return all(one_by_one)

    def _make(self, paths: list[str]) -> bool:
        """Put these pages into the store; False when a change of the newsroom came between."""
        standing = follow()
        batch = PressBatch()
        missing: list[NotReady] = []
        with one_snapshot():
            if Change.newest_sequence() > standing:
                return False
            with self.store.snapshot() as snapshot:
                stored = Stored(snapshot)
                rendered: dict[str, Fragment] = {}
                for path in paths:
                    try:
                        self._compose(path, stored, batch, rendered, standing)
                    except NotReady as unmade:
                        missing.append(unmade)
                        batch.forget_pages.add(path)
                    except (DatabaseError, StoreError):
                        raise
                    except Exception:
                        log.exception("%s cannot be made again; it is tried when asked for", path)
                        batch.forget_pages.add(path)
            batch.fragments += rendered.values()
        if self._former is not None:
            for picture in missing:  # its file is there for the next time then
                picture.prepare()
        return self.store.apply(
            batch.addressed(self.generation),
            expect=standing,
            expect_meta=(META, self.generation.text),
        )

    def _compose(
        self,
        path: str,
        stored: Stored,
        batch: PressBatch,
        rendered: dict[str, Fragment],
        standing: int,
    ) -> None:
        found = plan(path)
        if found is None:
            self._keep(path, stored, batch, standing)
            return
        for key in fragments_of(found[1]):
            if key not in rendered and not stored.has(key):
                rendered[key] = render_for(path, key)
        batch.pages[path] = found[1]
        if isinstance(found[1], Page):  # nobody else shows these: older forms are of no use now
            batch.changed.update(found[1].own)

    def _keep(self, path: str, stored: Stored, batch: PressBatch, standing: int) -> None:
        """Keep what only pages of an earlier release load; forget what has no page any more."""
        record = stored.page(path)
        if record is not None and is_lasting(record):
            return
        if self._former is not None:
            with self._former.snapshot() as former:
                if former.sequence >= standing and _copied(path, former, batch):
                    return
        batch.forget_pages.add(path)


def _copied(path: str, former: Snapshot, batch: PressBatch) -> bool:
    """Take a style sheet, script, font, picture or document over; False when it is none."""
    record = former.page(path)
    if record is None or not (isinstance(record, Asset) or is_lasting(record)):
        return False
    fragments = [former.fragment(key) for key in fragments_of(record)]
    batch.pages[path] = record
    batch.fragments += [fragment for fragment in fragments if fragment is not None]
    return None not in fragments
