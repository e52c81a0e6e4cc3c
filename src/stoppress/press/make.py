"""Making one page on demand: what the edge asks the origin for when the store lacks it."""

from __future__ import annotations

from stoppress.newsroom.models import Change
from stoppress.press.follow import follow
from stoppress.press.generation import META, Generation, PressBatch, Stored, is_ours
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import NotReady
from stoppress.press.render import fragments_of, plan, render_for
from stoppress.press.storage import newsroom_store
from stoppress.store import Store

_ATTEMPTS = 5


class NotMade(RuntimeError):
    """A page cannot be made now; the message is a sentence with its remedy."""


class TooManyChanges(NotMade):
    """The newsroom changed faster than a page could be made."""


class OtherRelease(NotMade):
    """The store is made by another release than this process is of."""


def make_unless_whole(path: str) -> bool:
    """Like ``make``, but leaves a page alone that this release has in the store already."""
    with newsroom_store().snapshot() as snapshot:
        if Stored(snapshot).is_whole(path):
            return True
    return make(path)


def make(path: str) -> bool:
    """Put what ``path`` needs into the store; False when no such page exists.

    The page is made from one snapshot of the newsroom and stored only if the store still stands
    at that change; else it is made again. So a publish that overtakes a slow rendering never
    leaves an older page behind. Raises TooManyChanges after five attempts, and OtherRelease.
    """
    store = newsroom_store()
    for _attempt in range(_ATTEMPTS):
        standing = follow()
        try:
            made = _compose(path, store, standing)
        except NotReady as missing:
            missing.prepare()
            continue
        if made is None:
            return False
        batch, generation = made
        if not is_ours(generation):
            raise OtherRelease(
                f"{path} could not be made: the pages that are stored are of another release. Start"
                " `stoppress serve` of this one, or leave it to the one that serves."
            )
        if batch.pages and store.apply(
            batch.addressed(generation), expect=standing, expect_meta=(META, generation.text)
        ):
            return True
    raise TooManyChanges(f"{path} could not be made: the newsroom keeps changing. Try again.")


def _compose(path: str, store: Store, standing: int) -> tuple[PressBatch, Generation] | None:
    """What the store lacks for ``path``; None without such a page, empty when overtaken."""
    with store.snapshot() as snapshot:
        generation = Stored(snapshot).generation
    with one_snapshot():
        if Change.newest_sequence() > standing:
            return PressBatch(), generation
        found = plan(path)
        if found is None:
            return None
        batch = PressBatch()
        batch.pages[path] = found[1]
        with store.snapshot() as snapshot:
            stored = Stored(snapshot)
            missing = [key for key in fragments_of(found[1]) if not stored.has(key)]
        batch.fragments += [render_for(path, key) for key in dict.fromkeys(missing)]
        return batch, generation
