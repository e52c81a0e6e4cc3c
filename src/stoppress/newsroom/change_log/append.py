"""Appending to the change log, inside the transaction that makes the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import wake_followers
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.insert_rows import Insert, insert_of
from stoppress.newsroom.models import Change

#: Key of the PostgreSQL advisory lock under which sequences are given out.
_LOG_LOCK = 0x5709
_FACETS = tuple(field.name for field in fields(Facets))

#: What readers saw or see: facets of an article, or the columns of another row.
Shown = Facets | dict[str, Any] | None

_committed: ContextVar[list[int] | None] = ContextVar("committed", default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be appended. The fields are those of ``Change``."""

    kind: Change.Kind
    object_id: int | None = None
    edition: str = ""
    before: Shown = None
    after: Shown = None
    what: Sequence[str] = ()
    bulk: bool = False


def append(
    kind: Change.Kind,
    object_id: int | None = None,
    *,
    edition: str = "",
    before: Shown = None,
    after: Shown = None,
    what: Sequence[str] = (),
) -> Change:
    """Append one change to the log of the running transaction; its commit wakes the followers."""
    return append_entry(Entry(kind, object_id, edition, before, after, what))


def append_entry(entry: Entry, *, wake: bool = True) -> Change:
    """The same for a change that was put together before.

    Without ``wake`` its commit wakes nobody: readers see nothing of it, and followers look by
    themselves.
    """
    hold_the_log()
    change = Change.objects.create(
        at=clock.now(),
        kind=entry.kind,
        object_id=entry.object_id,
        edition=entry.edition,
        before=_as_json(entry.before),
        after=_as_json(entry.after),
        what=[str(word) for word in entry.what],
        bulk=entry.bulk,
    )
    _after_commit(change.sequence, wake=wake)
    return change


def insert_entries(entries: Iterable[Entry], at: datetime) -> Insert:
    """The statement that appends many changes at once; nothing is asked of the database.

    Whoever runs it holds the log, and calls ``wake_followers`` when pages are to follow: an import
    commits many times, and lets them follow at its own pace.
    """
    names = ("at", "kind", "object_id", "edition", "before", "after", "what", "bulk")
    rows = (
        (
            at,
            entry.kind.value,
            entry.object_id,
            entry.edition,
            _as_json(entry.before),
            _as_json(entry.after),
            [str(word) for word in entry.what],
            entry.bulk,
        )
        for entry in entries
    )
    return insert_of(Change, names, rows)


def hold_the_log() -> None:
    """Make sequences follow the order of commits.

    SQLite has one writer at a time. PostgreSQL gives sequence numbers out before commit, so
    a follower could pass a number whose transaction is still open; the lock, held until the end
    of the transaction, prevents that. Who changes rows that an import may change too takes it
    before the first of them: in another order the two could wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])


@contextmanager
def committed_changes() -> Iterator[list[int]]:
    """The sequences of the changes that are appended and committed inside the block."""
    sequences: list[int] = []
    token = _committed.set(sequences)
    try:
        yield sequences
    finally:
        _committed.reset(token)


def _after_commit(sequence: int, *, wake: bool) -> None:
    sequences = _committed.get()
    if sequences is not None:
        transaction.on_commit(lambda: sequences.append(sequence))
    if not wake:
        return
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is wake_followers for _ids, callback, _robust in waiting):
        transaction.on_commit(wake_followers, robust=True)


def _as_json(shown: Shown) -> dict[str, Any] | None:
    """The same as ``Facets.as_json``, whose deep copy takes long when there are many."""
    if isinstance(shown, Facets):
        return {name: getattr(shown, name) for name in _FACETS}
    return shown
