"""Putting a prepared store into the place of the one that is served, when its release starts.

``serve`` has this done while its edge answers from the old store already, and before anything of
the new release writes: origin, desk and worker start afterwards. Readers get whole pages of the old
release until the stores are exchanged, and whole pages of the new one from then on.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from enum import Enum

import psutil
from django.conf import settings

from stoppress.newsroom import clock
from stoppress.newsroom.models import Change
from stoppress.press.follow import BACKLOG, follow
from stoppress.press.generation import Generation, generation_of, is_ours
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import all_hot_paths
from stoppress.press.storage import beside, newsroom_store, press_lock, served_store
from stoppress.releases.make_again import Remaker
from stoppress.releases.pace import AT_ONCE
from stoppress.releases.prepare import (
    PREPARED,
    WHOLE,
    WHOLE_BUT_ARCHIVE,
    NotPrepared,
    lock_of_preparing,
    missing_beside,
    only_one_prepares,
)
from stoppress.store import Batch, Page, Store
from stoppress.store.errors import StoreError
from stoppress.store.exchange import exchange, move_away, remove

log = logging.getLogger(__name__)

#: Seconds after which every process of the edge has looked whether its store was replaced.
EDGES_HAVE_LOOKED = 1.25
#: Seconds that pages may take which were asked for since the release was prepared.
_PATIENCE = 5.0
_PATIENCE_WITH_PREPARING = 10.0


class Outcome(Enum):
    """What became of the store beside."""

    NONE = "nothing was prepared for this release"
    SERVED = "the pages that are served are of this release already"
    PART = "this release was prepared only in part"
    OLD = "so much changed since this release was prepared that its pages are of no use"
    REFUSED = "the prepared store cannot take the served one's place here"
    HELD = "a `stoppress prepare` that still runs does not end"
    TAKEN = "the prepared pages are served from now on"


def take_over() -> Outcome:
    """Serve what was prepared, if it is of this release and whole."""
    if not settings.HOME.store_next.exists():
        return Outcome.NONE
    with beside():  # another release's may be in the making just now
        if not is_ours(generation_of(newsroom_store())):
            return Outcome.NONE
    _end_preparing()
    try:
        with only_one_prepares():
            outcome = _take_over()
    except NotPrepared:
        return Outcome.HELD
    if outcome is Outcome.TAKEN:
        time.sleep(EDGES_HAVE_LOOKED)
    return outcome


def _take_over() -> Outcome:
    home, served = settings.HOME, served_store()
    with beside():
        store = newsroom_store()
        generation = generation_of(store)
        if generation is None or not is_ours(generation):
            return Outcome.NONE
        if is_ours(generation_of(served)):
            return Outcome.SERVED
        prepared = store.get_meta(PREPARED)
        if prepared not in (WHOLE, WHOLE_BUT_ARCHIVE):
            return Outcome.PART
        if Change.newest_sequence() - store.sequence > BACKLOG:
            return Outcome.OLD
        follow()
        if prepared == WHOLE:
            _make_what_was_asked_for(served, store, generation)
        _date_anew(store)
    with press_lock():  # nobody of the old release publishes into what goes
        with beside():
            follow()
        try:
            exchange(home.store_next, home.store)
        except StoreError as reason:
            log.warning("%s", reason)
            return Outcome.REFUSED
    store.reopen_if_replaced()  # let go of it under its former name
    move_away(home.store_next, home.store_old)
    served_store().set_meta(PREPARED, "")
    return Outcome.TAKEN


def _make_what_was_asked_for(served: Store, store: Store, generation: Generation) -> None:
    """Make the pages that readers of the old release asked for since; the newest ones are there."""
    remaker, until = Remaker(store, generation, former=served), time.monotonic() + _PATIENCE
    for left in missing_beside(served, store):
        for start in range(0, len(left), AT_ONCE):
            if time.monotonic() > until:
                log.info("the rest of the pages is made when it is asked for")
                return
            remaker.make(left[start : start + AT_ONCE])


def _date_anew(store: Store) -> None:
    """Let what many pages share be of now: a reader may have an old page of a later date than ours.

    By its date alone (If-Modified-Since) he would be told that his copy is right.
    """
    now = int(clock.now().timestamp())
    with one_snapshot():
        paths = all_hot_paths()
    with store.snapshot() as snapshot:
        pages = [page for page in map(snapshot.page, paths) if isinstance(page, Page)]
        shared = {key for page in pages for key in page.fragments if key not in page.own}
        found = [snapshot.fragment(key) for key in sorted(shared)]
    fragments = [replace(fragment, modified=now) for fragment in found if fragment is not None]
    store.apply(Batch(fragments, forget_fragments={fragment.key for fragment in fragments}))


def _end_preparing() -> None:
    """Ask a process that still prepares to end, and wait until it has."""
    with lock_of_preparing().open("a+") as lock:
        until = time.monotonic() + _PATIENCE_WITH_PREPARING
        asked = False
        while time.monotonic() < until:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if not asked:
                asked = True
                lock.seek(0)
                _ask_to_end(lock.read())
            time.sleep(0.05)  # a lock that is given back gives no event with a limit of time


def _ask_to_end(number: str) -> None:
    """Send SIGTERM to the process with a number, if it still is one that prepares."""
    with suppress(ValueError, psutil.Error):
        process = psutil.Process(int(number))
        if "prepare" in process.cmdline():
            process.terminate()


def remove_left_over() -> None:
    """Remove stores that nobody serves or prepares any more; the worker does, once at its start."""
    home = settings.HOME
    with suppress(NotPrepared), only_one_prepares():
        shutil.rmtree(home.store_old, ignore_errors=True)
        served = served_store()
        if served.get_meta(PREPARED):
            served.set_meta(PREPARED, "")
        if not home.store_next.exists():
            return
        with beside():
            store = newsroom_store()
        # Of the release that serves: it was not taken. Without the mark: it once was served.
        if is_ours(generation_of(store)) or not store.get_meta(PREPARED):
            remove(home.store_next, home.store_old)
            store.reopen_if_replaced()
