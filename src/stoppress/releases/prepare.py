"""Preparing a release beside the one that serves: its pages are made into a store of their own.

Meanwhile the old release serves from its store, and publishes into it. The new store follows the
same change log by itself, so that all that is in it is right at any moment; what is not in it yet
is made in turn, what readers ask for most first. ``take_over`` puts it in the old one's place.

May be killed at any moment: the next run goes on with what is missing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from stoppress.newsroom.models import Change
from stoppress.press.follow import BACKLOG
from stoppress.press.generation import Generation, Stored, generation_of, is_ours
from stoppress.press.storage import beside, newsroom_store, served_store
from stoppress.releases.forget_outdated import OUTDATED
from stoppress.releases.make_again import Remaker
from stoppress.releases.order import in_order, stored_paths
from stoppress.releases.pace import Pace, Progress
from stoppress.releases.rebuild import renew, warm
from stoppress.store import Store
from stoppress.store.exchange import remove, size_of

#: The text beside the pages of a store that is prepared: how far it is; empty in all others.
PREPARED = "prepared"
PART, WHOLE, WHOLE_BUT_ARCHIVE = "part", "whole", "whole but for the archive"

#: Bytes of disk that are left to the newsroom whatever happens.
SPARE = 256 << 20
#: Passes over all pages; in each later one only what changed meanwhile is made.
_PASSES = 5
_FEW = 20


class NotPrepared(RuntimeError):
    """A release cannot be prepared; the message is a sentence with its remedy."""


class NothingToPrepare(RuntimeError):
    """The pages that are served are of this release already."""


def prepare(
    progress: Progress = lambda done, of: None,
    pace: Pace | None = None,
    most: int | None = None,
) -> int:
    """Make the pages of this release beside the served ones; returns how many had to be made.

    With ``most``, only so many of those that are read most and of the newest. Raises NotPrepared,
    and NothingToPrepare; ends early, with what is made, when ``pace`` says so.
    """
    pace = pace or Pace()
    served = served_store()
    found = generation_of(served)
    if found is None:
        raise NotPrepared(
            "Nothing is served from this home yet, so there is nothing to prepare beside it. Start"
            " `stoppress serve`."
        )
    if is_ours(found):
        raise NothingToPrepare
    with only_one_prepares(), beside():
        store = _opened(served, most)
        # What was whole stays so: it follows the log, and lacks at most what was asked for since.
        whole = WHOLE if most is None else WHOLE_BUT_ARCHIVE
        if store.get_meta(PREPARED) not in (WHOLE, whole) or _is_far_behind(store):
            store.set_meta(PREPARED, PART)
        warm()
        made = _make_all(served, store, pace, progress, most)
        if not pace.stop.is_set():
            store.set_meta(OUTDATED, served.get_meta(OUTDATED) or "{}")
            store.set_meta(PREPARED, whole)
    return made


@contextmanager
def only_one_prepares() -> Iterator[None]:
    """Hold the lock of preparing, with this process's number in it; NotPrepared when it is held."""
    path = lock_of_preparing()
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotPrepared(
                "A release is being prepared already. Wait for its end, or end it; the next"
                " `stoppress prepare` goes on where it was."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def lock_of_preparing() -> Path:
    """Held by whoever works on the store that is prepared."""
    return Path(settings.HOME.run) / "prepare.lock"


def missing_beside(served: Store, store: Store) -> Iterator[list[str]]:
    """Paths that the served store has and the other one lacks, some at a time."""
    for some in stored_paths(served):
        with store.snapshot() as snapshot:
            missing = [path for path in some if snapshot.page(path) is None]
        yield missing


def _opened(served: Store, most: int | None) -> Store:
    """The store to prepare, begun anew unless it is one that this release began."""
    home = settings.HOME
    if home.store_next.exists() and not is_ours(generation_of(newsroom_store())):
        remove(home.store_next, home.store_old)
    _see_that_there_is_room(served, most)
    home.store_next.mkdir(mode=0o750, exist_ok=True)
    store = newsroom_store()
    renew()
    return store


def _is_far_behind(store: Store) -> bool:
    """Whether so much changed that the press will forget what is stored."""
    return Change.newest_sequence() - store.sequence > BACKLOG


def _make_all(served: Store, store: Store, pace: Pace, progress: Progress, most: int | None) -> int:
    generation = generation_of(store) or Generation(0, "")
    remaker = Remaker(store, generation, former=served)
    done, of = 0, served.counts().pages
    of = of if most is None else min(of, most)
    progress(0, of)
    for _pass in range(_PASSES):
        before = done
        for left in _left(served, store, most):
            for start in range(0, len(left), pace.at_once):
                some = left[start : start + pace.at_once]
                remaker.make(some)
                done += len(some)
                progress(done, max(done, of))
                _see_that_some_is_spared()
                if not pace.goes_on(done):
                    return done
        if done - before < _FEW:
            break
    return done


def _left(served: Store, store: Store, most: int | None) -> Iterator[list[str]]:
    """Paths that are served and not whole beside, of the first ``most`` ones."""
    seen = 0
    for paths in in_order(served):
        some = paths if most is None else paths[: max(most - seen, 0)]
        seen += len(some)
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            left = [path for path in some if not stored.is_whole(path)]
        if left:
            yield left
        if most is not None and seen >= most:
            return


def _see_that_there_is_room(served: Store, most: int | None) -> None:
    home, counts = settings.HOME, served.counts()
    part = 1.0 if most is None else min(most / max(counts.pages, 1), 1.0)
    needed = max(int(counts.bytes_used * part) - size_of(home.store_next), 0) + SPARE
    free = shutil.disk_usage(home.root).free
    if needed > free:
        raise NotPrepared(
            f"There is no room for a second store: {home.root} has {_mib(free)} MiB free, and"
            f" {_mib(needed)} are needed, {_mib(SPARE)} of them for the newsroom meanwhile. Free"
            " some, prepare fewer pages with --most, or update in place."
        )


def _see_that_some_is_spared() -> None:
    free = shutil.disk_usage(settings.HOME.root).free
    if free < SPARE // 2:
        raise NotPrepared(
            f"The disk of {settings.HOME.root} is nearly full ({_mib(free)} MiB free), and the"
            " newsroom that serves needs the rest. Free some, then run the same command again: it"
            " goes on where it was."
        )


def _mib(size: int) -> int:
    return size >> 20
