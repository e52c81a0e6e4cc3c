"""Going over to a new release, or making everything again, while the site stays up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice

from django.conf import settings
from django.db import Error as DatabaseError

from stoppress.newsroom.models import Change
from stoppress.newsroom.public import public_articles
from stoppress.press.follow import follow
from stoppress.press.generation import (
    META,
    Generation,
    PressBatch,
    Stored,
    begin_generation,
    generation_of,
    is_lasting,
    is_ours,
)
from stoppress.press.kept import forget_long_outdated
from stoppress.press.make import make
from stoppress.press.reading import one_moment
from stoppress.press.registry import NotReady, all_hot_paths
from stoppress.press.render import fragments_of, plan, render_for
from stoppress.press.storage import newsroom_store, press_lock
from stoppress.store import Batch, Fragment, Page, Store
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many pages have been made, and of how many."""

_NEWEST = 10_000
"""Pieces that are made again before the rest: those that readers ask for most."""
_AT_ONCE = 10
"""Pages made again in one batch: no more than a publish can bear to wait for."""
_ATTEMPTS = 5
_LOOKED_AT = 1_000
"""Paths looked at in one snapshot, fragments forgotten in one batch."""


def renew() -> None:
    """After an update of templates, styles or addresses, begin to go over to the new release.

    Takes a moment only: what the old release made is served until it is made again.
    """
    store = newsroom_store()
    codes = ",".join(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    if store.get_meta("editions") != codes:
        store.set_meta("editions", codes)
    if not is_ours(generation_of(store)):
        with press_lock():
            if not is_ours(generation_of(store)):
                begin_generation(store)
    follow()


def warm() -> None:
    """Make the pages that readers ask for first, where the store lacks them."""
    renew()
    store = newsroom_store()
    with one_moment():
        paths = all_hot_paths()
    for path in paths:
        with store.snapshot() as snapshot:
            whole = Stored(snapshot).is_whole(path)
        if not whole:
            make(path)


def rebuild(
    progress: Progress = lambda done, of: None,
    rate: float | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Make every stored page again from the newsroom, as if of a new release; returns how many.

    Goes on with what was begun and not finished; see ``go_over``.
    """
    renew()
    store = newsroom_store()
    with press_lock():
        found = generation_of(store)
        if found is not None and not found.older:
            begin_generation(store)
    warm()
    return go_over(progress, rate, stop)


def is_going_over() -> bool:
    """Whether something of an older release is left to be made again by this one."""
    found = generation_of(newsroom_store())
    return found is not None and bool(found.older) and is_ours(found)


def go_over(
    progress: Progress = lambda done, of: None,
    rate: float | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Make again, in this generation, each page that an older one made; returns how many.

    The newest pieces come first. It may be killed at any moment, run twice at a time, and be
    overtaken by publishes: what has been made again is recognised by its keys. At most ``rate``
    pages a second, so that readers and editors have the rest of the machine.
    """
    store = newsroom_store()
    stop = stop or threading.Event()
    generation = generation_of(store)
    if generation is None or not is_ours(generation):
        return 0
    at_once = min(max(int(rate), 1), _AT_ONCE) if rate else _AT_ONCE
    done, of, began, all_made = 0, store.counts().pages, time.monotonic(), True
    for paths in _paths(store):
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            left = [path for path in paths if not _is_made(stored, path)]
        for start in range(0, len(left), at_once):
            some = left[start : start + at_once]
            made = _make_between_publishes(some, store, generation)
            if generation_of(store) != generation:
                return done
            all_made = all_made and made
            done += len(some)
            progress(done, max(done, of))
            ahead = done / rate - (time.monotonic() - began) if rate else 0.0
            if stop.wait(max(ahead, 0.0)):
                return done
    if all_made:
        progress(done, done)
        _forget_older(store, generation, stop)
    return done


def _paths(store: Store) -> Iterator[list[str]]:
    """All stored paths, some at a time: of the newest pieces first, then by name."""
    newest = public_articles().order_by("-published_at").values_list("public_path", flat=True)
    for start in range(0, _NEWEST, _LOOKED_AT):
        some = [str(path) for path in newest[start : start + _LOOKED_AT]]
        with store.snapshot() as snapshot:
            found = [path for path in some if snapshot.page(path) is not None]
        yield found
        if len(some) < _LOOKED_AT:
            break
    last = ""
    while True:
        with store.snapshot() as snapshot:
            some = list(islice(snapshot.paths(after=last), _LOOKED_AT))
        if not some:
            return
        yield some
        last = some[-1]


def _is_made(stored: Stored, path: str) -> bool:
    """Whether there is nothing to do for a path: a page of this generation stands there."""
    record = stored.page(path)
    if record is None:  # damaged; or forgotten just now, and then it is made or forgotten again
        return False
    return stored.generation.made(record) and bool(fragments_of(record)) and not is_lasting(record)


def _make_between_publishes(paths: list[str], store: Store, generation: Generation) -> bool:
    """Put these pages into the store again, one by one when they are overtaken together.

    False when one is overtaken again and again: it stays as it is until the next time.
    """
    if _make_again(paths, store, generation):
        return True
    one_by_one = [
        any(_make_again([path], store, generation) for _attempt in range(_ATTEMPTS))
        for path in paths
    ]
    return all(one_by_one)


def _make_again(paths: list[str], store: Store, generation: Generation) -> bool:
    """Put these pages into the store again; False when a change of the newsroom came between."""
    standing = follow()
    batch = PressBatch()
    with one_moment():
        if Change.newest_sequence() > standing:
            return False
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            rendered: dict[str, Fragment] = {}
            for path in paths:
                try:
                    _compose_again(path, stored, batch, rendered)
                except (DatabaseError, StoreError):
                    raise
                except Exception:
                    log.exception("%s cannot be made again; it is tried when asked for", path)
                    batch.forget_pages.add(path)
        batch.fragments += rendered.values()
    return store.apply(
        batch.addressed(generation), expect=standing, expect_meta=(META, generation.text)
    )


def _compose_again(
    path: str, stored: Stored, batch: PressBatch, rendered: dict[str, Fragment]
) -> None:
    try:
        found = plan(path)
    except NotReady:  # a picture whose file must be made first: when it is next asked for
        batch.forget_pages.add(path)
        return
    if found is None:
        record = stored.page(path)
        if record is None or not is_lasting(record):
            batch.forget_pages.add(path)
        return
    for key in fragments_of(found[1]):
        if key not in rendered and not stored.has(key):
            rendered[key] = render_for(path, key)
    batch.pages[path] = found[1]
    if isinstance(found[1], Page):  # nobody else shows these: their older forms are of no use now
        batch.changed.update(found[1].own)


def _forget_older(store: Store, generation: Generation, stop: threading.Event) -> None:
    """Forget what older generations made, some at a time; their pages are all gone."""
    for number in generation.older:
        while not stop.is_set():
            with store.snapshot() as snapshot:
                keys = set(islice(snapshot.keys(f"{number}/"), _LOOKED_AT))
            store.apply(Batch(forget_fragments=keys))
            if len(keys) < _LOOKED_AT:
                break
        else:
            return
        store.apply(Batch(forget_prefixes={f"{number}/"}))
    with press_lock():
        if generation_of(store) == generation:
            store.set_meta(META, generation.alone().text)
    forget_long_outdated()
