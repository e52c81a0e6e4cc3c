"""Following the change log: touched fragments are rendered and stored in one atomic batch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from stoppress.newsroom.models import Change
from stoppress.press.change_set import ChangeSet, change_set_of
from stoppress.press.generation import (
    META,
    PressBatch,
    Stored,
    begin_generation,
    generation_of,
    is_ours,
)
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import (
    When,
    all_hot_paths,
    fragment_kinds,
    page_kinds,
    when_touched,
)
from stoppress.press.render import fragments_of, plan, read_ahead, render
from stoppress.press.storage import newsroom_store, press_lock

_here = threading.local()

#: Changes answered by one batch.
_AT_ONCE = 500
#: After an import, whose changes are answered by forgetting: see ``FragmentKind.wholesale``.
_AT_ONCE_IN_BULK = 10_000
#: More changes than this are answered by making everything again.
BACKLOG = 30_000


def follow() -> int:
    """Bring the store up to the change log; returns the sequence it stands at.

    May be called at any time by any process: one press works at a time, and a batch is stamped
    with its last change, so that after a crash the next call goes on where the store stands.
    Does nothing while the store is of another release than this process: that one's press follows.
    """
    store = newsroom_store()
    if getattr(_here, "following", False):
        # Something written while rendering called us again: the loop below takes its rows too.
        return store.sequence
    with _following(), press_lock():
        store.reopen_if_replaced()  # by one that was prepared beside it, while this waited
        while True:
            generation = generation_of(store) or begin_generation(store)
            if not is_ours(generation):
                return store.sequence
            standing = store.sequence
            with one_snapshot():
                changes = _changes_after(standing)
                if not changes:
                    return standing
                last = _newest_of_a_backlog(changes, standing)
                change_set = ChangeSet((), everything=True) if last else change_set_of(changes)
                with store.snapshot() as snapshot:
                    batch = answer(change_set, Stored(snapshot))
            sequence = last or changes[-1].sequence
            # Not applied when the store was overtaken, or had to begin anew: then once more.
            store.apply(
                batch.addressed(generation),
                sequence=sequence,
                expect=standing,
                expect_meta=(META, generation.text),
            )


def _changes_after(standing: int) -> list[Change]:
    """The next changes to answer in one batch: more of them while an import is in the log."""
    later = Change.objects.filter(sequence__gt=standing).order_by("sequence")
    changes = list(later[:_AT_ONCE])
    if len(changes) == _AT_ONCE and changes[-1].bulk:
        changes += later[_AT_ONCE:_AT_ONCE_IN_BULK]
    return changes


def _newest_of_a_backlog(changes: list[Change], standing: int) -> int | None:
    """The newest change, when there are too many to answer each; None otherwise.

    So it is with a new store beside a large archive, and after the import of one. To ask which
    pages each change touched would take minutes; to forget all takes a moment.
    """
    if len(changes) < _AT_ONCE:
        return None
    newest = Change.newest_sequence()
    return newest if newest - standing > BACKLOG else None


@contextmanager
def _following() -> Iterator[None]:
    _here.following = True
    try:
        yield
    finally:
        _here.following = False


def answer(change_set: ChangeSet, stored: Stored) -> PressBatch:
    """The batch that makes the store right again after the changes of ``change_set``."""
    batch = PressBatch()
    if change_set.everything:
        _make_everything_again(batch, stored)
        return batch
    planned = []
    for path, when in touched_paths(change_set).items():
        if path.endswith("*"):
            batch.forget_page_prefixes.add(path[:-1])
            continue
        if when is When.ASKED or (
            (when is When.STORED or change_set.bulk) and stored.page(path) is None
        ):
            batch.forget_pages.add(path)
            continue
        planned.append(path)
    read_ahead(paths=planned)
    for path in planned:
        _plan_again(path, batch)
    touched = touched_keys(change_set)
    batch.changed.update(touched)
    made = []
    for key, when in touched.items():
        if when is When.ASKED or ((when is When.STORED or change_set.bulk) and not stored.has(key)):
            batch.forget_fragments.add(key)
            continue
        made.append(key)
    read_ahead(keys=made)
    for key in made:
        _render_again(key, batch)
    if change_set.bulk:
        kinds = (kind for kind in fragment_kinds.values() if kind.wholesale)
        batch.forget_prefixes.update(f"{kind.name}/" for kind in kinds)
        return batch
    # A page must never name a fragment that is not there.
    rendered = {fragment.key for fragment in batch.fragments}
    for record in list(batch.pages.values()):
        for key in fragments_of(record):
            if key not in rendered and (key in batch.forget_fragments or not stored.has(key)):
                rendered.add(key)
                _render_again(key, batch)
    return batch


#: When something touched is made, the least urgent first.
_URGENCY = (When.ASKED, When.STORED, When.ALWAYS)


def touched_keys(change_set: ChangeSet) -> dict[str, When]:
    """Keys of all fragments that the declared dependencies say ``change_set`` touches."""
    touched: dict[str, When] = {}
    for kind in fragment_kinds.values():
        if change_set.bulk and kind.wholesale:
            continue
        for dependency in kind.touched_by:
            when = when_touched(kind, dependency)
            for arguments in dependency(change_set):
                key = kind.key(*arguments)
                if touched.get(key, When.ASKED) is When.ASKED:
                    touched[key] = when
    return touched


def touched_paths(change_set: ChangeSet) -> dict[str, When]:
    """Paths of all pages whose composition ``change_set`` touches.

    A path that ends in ``*`` stands for all stored paths that begin so: they are forgotten. Where
    two kinds may answer a path, it is made as soon as the more urgent one asks for.
    """
    touched: dict[str, When] = {}
    for kind in page_kinds.values():
        for dependency in kind.touched_by:
            for path in dependency(change_set):
                before = touched.get(path, When.ASKED)
                touched[path] = max(before, kind.when, key=_URGENCY.index)
    return touched


def _make_everything_again(batch: PressBatch, stored: Stored) -> None:
    """Forget all that is stored; make the hot pages at once, the rest when asked for.

    What is kept under a hash of its bytes stays: a page that a reader has open may yet load it.
    """
    forgotten = [name for name, kind in fragment_kinds.items() if not kind.lasting]
    batch.forget_prefixes.update(f"{name}/" for name in forgotten)
    batch.forget_fragments.update(forgotten)
    batch.forget_page_prefixes.add("/")
    for kind in page_kinds.values():
        for path in stored.paths(kind.lasting_below) if kind.lasting_below else ():
            record = stored.page(path)
            if record is not None:
                batch.pages[path] = record
    for path in all_hot_paths():
        _plan_again(path, batch)
    keys = {key for record in batch.pages.values() for key in fragments_of(record)}
    for key in sorted(keys):
        if not stored.keeps(key):
            _render_again(key, batch)


def _plan_again(path: str, batch: PressBatch) -> None:
    found = plan(path)
    if found is None:
        batch.forget_pages.add(path)
    else:
        batch.pages[path] = found[1]


def _render_again(key: str, batch: PressBatch) -> None:
    fragment = render(key)
    if fragment is None:
        batch.forget_fragments.add(key)
    else:
        batch.forget_fragments.discard(key)
        batch.fragments.append(fragment)
