"""Entries follow the change log, in the worker; what is larger than a change is done in parts.

The cursor of the follower says up to which change the index is right. Each part of larger work,
such as a name that many pieces carry, or all that there is, has a cursor of its own, which says how
far it has come, from the newest row down to the first. All of them move in the transactions that
write the entries, so that whoever is killed loses nothing, and whoever comes next goes on.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import Article, Change, FollowerCursor
from stoppress.newsroom.search.contents import PEOPLE, PICTURES, PIECES, TOPICS, Contents
from stoppress.newsroom.search.table import hold_the_index, replace, replace_range

CURSOR = Cursor("search")
#: Changes, or rows of larger work, of one transaction: others may write in between.
AT_ONCE = 100
#: Before the names of the cursors of larger work.
_PARTS = "search/"
#: Larger than the number of any row.
_ALL = 1 << 62
_MERGE = (
    "INSERT INTO newsroom_searchentry_words (newsroom_searchentry_words, rank) VALUES ('merge', %s)"
)

_OF_KIND: dict[str, Contents] = {
    Change.Kind.ARTICLE: PIECES,
    Change.Kind.DRAFT: PIECES,
    Change.Kind.PERSON: PEOPLE,
    Change.Kind.TOPIC: TOPICS,
    Change.Kind.IMAGE: PICTURES,
}
#: All that there is, by the names of its parts.
_WHOLE = {"pieces": PIECES, "people": PEOPLE, "topics": TOPICS, "pictures": PICTURES}
#: What pieces carry of other rows: the column that is told when it changed, and how they are found.
_CARRIED = {
    Change.Kind.PERSON: ("name", "bylines__person"),
    Change.Kind.TOPIC: ("title", "topic_links__topic"),
    Change.Kind.SECTION: ("title", "section"),
}


@dataclass(frozen=True, slots=True)
class Lag:
    """What the index still has to do.

    :param changes: in the log after its cursor.
    :param rows: of larger work, about.
    """

    changes: int
    rows: int

    def __bool__(self) -> bool:
        return bool(self.changes or self.rows)


def follow(seconds: float | None = None) -> bool:
    """Bring the index up to the change log; whether something is left after ``seconds``."""
    end = None if seconds is None else time.monotonic() + seconds
    while _do_some():
        if end is not None and time.monotonic() >= end:
            return True
    return False


def begin_rebuild() -> None:
    """Have all entries made again; they can be asked for meanwhile. What has begun goes on."""
    with transaction.atomic():
        hold_the_index()
        _begin_rebuild()


def is_rebuilding() -> bool:
    """Whether entries are being made again."""
    return _parts().exists()


def lag() -> Lag:
    """What the index still has to do."""
    rows = sum(_rows_left(part).count() for part in _parts())
    if not FollowerCursor.objects.filter(pk=CURSOR.name).exists():
        return Lag(0, rows or sum(contents.rows().count() for contents in _WHOLE.values()))
    return Lag(_changes().count(), rows)


def behind_since() -> datetime | None:
    """When that was changed which the index knows nothing of; None when it knows all."""
    changes = _changes().order_by("sequence").values_list("at", flat=True)
    return changes.first() if FollowerCursor.objects.filter(pk=CURSOR.name).exists() else None


def _do_some() -> bool:
    """One transaction's worth; whether there was something to do."""
    # Asked without a transaction first: on SQLite that would wait for who writes.
    cursor = FollowerCursor.objects.filter(pk=CURSOR.name)
    if cursor.exists() and not _changes().exists() and not _parts().exists():
        return False
    with transaction.atomic():
        hold_the_index()
        if not cursor.exists():
            _begin_rebuild()
            return True
        changes = list(_changes().order_by("sequence")[:AT_ONCE])
        if any(change.kind == Change.Kind.PRUNED for change in changes):
            _begin_rebuild()  # what was removed cannot be followed any more
        elif changes:
            _answer(changes)
            CURSOR.move_to(changes[-1].sequence)
        elif part := _parts().first():
            _go_on(part)
    return True


def _changes() -> QuerySet[Change]:
    return Change.objects.filter(sequence__gt=CURSOR.position())


def _parts() -> QuerySet[FollowerCursor]:
    return FollowerCursor.objects.filter(pk__startswith=_PARTS).order_by("pk")


def _answer(changes: Iterable[Change]) -> None:
    changed: dict[str, set[int]] = {}
    for change in changes:
        if change.object_id is None:
            continue
        changed.setdefault(change.kind, set()).add(change.object_id)
        column, _link = _CARRIED.get(Change.Kind(change.kind), ("", ""))
        if column in change.what and change.before:
            _begin(f"{change.kind}/{change.object_id}")
    pieces = changed.pop(Change.Kind.ARTICLE, set()) | changed.pop(Change.Kind.DRAFT, set())
    for kind, ids in (*changed.items(), (Change.Kind.ARTICLE, pieces)):
        if ids and (contents := _OF_KIND.get(kind)):
            replace(contents.kinds, ids, contents.entries(ids))


def _begin_rebuild() -> None:
    for name in _WHOLE:
        if not FollowerCursor.objects.filter(pk=_PARTS + name).exists():
            _begin(name)
    CURSOR.move_to(Change.newest_sequence())


def _begin(part: str) -> None:
    Cursor(_PARTS + part).move_to(_ALL)


def _go_on(part: FollowerCursor) -> None:
    """Do some rows of larger work, the newest first; it is over when there are none."""
    ids = list(_rows_left(part).order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    name = part.pk.removeprefix(_PARTS)
    if contents := _WHOLE.get(name):
        first = ids[-1] if len(ids) == AT_ONCE else 0
        replace_range(contents.kinds, first, part.sequence, contents.entries(ids))
    elif ids:
        replace(PIECES.kinds, ids, PIECES.entries(ids))
    if len(ids) == AT_ONCE:
        Cursor(part.pk).move_to(ids[-1])
    else:
        part.delete()


def _rows_left(part: FollowerCursor) -> QuerySet[Any]:
    name = part.pk.removeprefix(_PARTS)
    if contents := _WHOLE.get(name):
        return contents.rows().filter(pk__lt=part.sequence)
    kind, _, pk = name.partition("/")
    _column, link = _CARRIED[Change.Kind(kind)]
    return Article.objects.filter(**{link: int(pk)}, pk__lt=part.sequence).distinct()


def keep_in_order() -> None:
    """Merge what SQLite's index was written in, some at a time, so that it is quick to ask."""
    if connection.vendor != "sqlite":
        return
    pages = -500  # the first time: all parts; then what was begun goes on
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT total_changes()")
            before = cursor.fetchone()[0]
            cursor.execute(_MERGE, [pages])
            cursor.execute("SELECT total_changes()")
            if cursor.fetchone()[0] - before < 2:  # the statement itself is one
                return
        pages = 500
