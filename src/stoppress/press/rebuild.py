"""Rendering everything again while the site stays up."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from stoppress.press.follow import answer, follow
from stoppress.press.make import make
from stoppress.press.moment import Moment
from stoppress.press.reading import one_moment
from stoppress.press.registry import NotReady, PageKind, all_hot_paths, release
from stoppress.press.render import fragments_of, plan, render
from stoppress.press.storage import newsroom_store, press_lock
from stoppress.store import Batch, Record

_AT_ONCE = 50


def renew() -> None:
    """After an update of templates, styles or addresses, make everything again.

    The hot pages are made in the batch that forgets the old ones, the rest when asked for.
    """
    store = newsroom_store()
    codes = ",".join(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    if store.get_meta("editions") != codes:
        store.set_meta("editions", codes)
    if store.get_meta("release") == release():
        return
    follow()
    with press_lock():
        if store.get_meta("release") == release():
            return
        standing = store.sequence
        with one_moment(), store.snapshot() as stored:
            batch = answer(Moment(changes=(), everything=True), stored)
        if store.apply(batch, expect=standing):
            store.set_meta("release", release())


def warm() -> None:
    """Make the pages that readers ask for first, where the store lacks them."""
    renew()
    store = newsroom_store()
    with one_moment():
        paths = all_hot_paths()
    for path in paths:
        with store.snapshot() as stored:
            record = stored.page(path)
            whole = record is not None and all(stored.has(k) for k in fragments_of(record))
        if not whole:
            make(path)


def rebuild(progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Render every stored page and fragment again from the newsroom; returns how many pages.

    Works in small batches under the press's lock: publishes go between, readers are served all
    the while, and a page that no longer exists is forgotten. ``progress`` gets (done, of).
    """
    warm()
    follow()
    store = newsroom_store()
    with store.snapshot() as stored:
        paths = list(stored.paths())
    done = 0
    seen: set[str] = set()
    for start in range(0, len(paths), _AT_ONCE):
        with press_lock():
            standing = store.sequence
            batch = Batch()
            with one_moment():
                for path in paths[start : start + _AT_ONCE]:
                    found = _plan_now(path)
                    if found is None:
                        batch.forget_pages.add(path)
                        continue
                    batch.pages[path] = found[1]
                    for key in fragments_of(found[1]):
                        if key not in seen:
                            seen.add(key)
                            fragment = render(key)
                            if fragment:
                                batch.fragments.append(fragment)
            store.apply(batch, expect=standing)
        follow()
        done += len(paths[start : start + _AT_ONCE])
        progress(done, len(paths))
    return done


def _plan_now(path: str) -> tuple[PageKind, Record] | None:
    """``plan``; None also for a picture whose file must be made first: when next asked for."""
    try:
        return plan(path)
    except NotReady:
        return None
