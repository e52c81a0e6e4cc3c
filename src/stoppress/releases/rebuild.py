"""Going over to a new release, or making everything again, while the site stays up."""

from __future__ import annotations

import threading
from itertools import islice

from django.conf import settings

from stoppress.press.follow import follow
from stoppress.press.generation import (
    META,
    Generation,
    Stored,
    begin_generation,
    generation_of,
    is_lasting,
    is_ours,
)
from stoppress.press.make import make_unless_whole
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import all_hot_paths
from stoppress.press.render import fragments_of
from stoppress.press.storage import newsroom_store, press_lock
from stoppress.releases.forget_outdated import forget_long_outdated
from stoppress.releases.make_again import Remaker
from stoppress.releases.order import LOOKED_AT, in_order
from stoppress.releases.pace import Pace, Progress
from stoppress.store import Batch, Store


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
    with one_snapshot():
        paths = all_hot_paths()
    for path in paths:
        make_unless_whole(path)


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
    return go_over(progress, Pace(rate, stop or threading.Event()))


def is_going_over() -> bool:
    """Whether something of an older release is left to be made again by this one."""
    found = generation_of(newsroom_store())
    return found is not None and bool(found.older) and is_ours(found)


def go_over(progress: Progress = lambda done, of: None, pace: Pace | None = None) -> int:
    """Make again, in this generation, each page that an older one made; returns how many.

    What is read most comes first. It may be killed at any moment, run twice at a time, and be
    overtaken by publishes: what has been made again is recognised by its keys.
    """
    store = newsroom_store()
    pace = pace or Pace()
    generation = generation_of(store)
    if generation is None or not is_ours(generation):
        return 0
    remaker = Remaker(store, generation)
    done, of, all_made = 0, store.counts().pages, True
    for paths in in_order(store):
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            left = [path for path in paths if not _is_made(stored, path)]
        for start in range(0, len(left), pace.at_once):
            some = left[start : start + pace.at_once]
            made = remaker.make(some)
            if generation_of(store) != generation:
                return done
            all_made = all_made and made
            done += len(some)
            progress(done, max(done, of))
            if not pace.goes_on(done):
                return done
    if all_made:
        progress(done, done)
        _forget_older(store, generation, pace.stop)
    return done


def _is_made(stored: Stored, path: str) -> bool:
    """Whether there is nothing to do for a path: a page of this generation stands there."""
    record = stored.page(path)
    if record is None:  # damaged; or forgotten just now, and then it is made or forgotten again
        return False
    return stored.generation.made(record) and bool(fragments_of(record)) and not is_lasting(record)


def _forget_older(store: Store, generation: Generation, stop: threading.Event) -> None:
    """Forget what older generations made, some at a time; their pages are all gone."""
    for number in generation.older:
        while not stop.is_set():
            with store.snapshot() as snapshot:
                keys = set(islice(snapshot.keys(f"{number}/"), LOOKED_AT))
            store.apply(Batch(forget_fragments=keys))
            if len(keys) < LOOKED_AT:
                break
        else:
            return
        store.apply(Batch(forget_prefixes={f"{number}/"}))
    with press_lock():
        if generation_of(store) == generation:
            store.set_meta(META, generation.alone().text)
    forget_long_outdated()
