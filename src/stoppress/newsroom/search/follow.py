"""Entries follow the change log, in the worker; what is larger than a change is done in parts.

The cursor of the follower says up to which change the index is right. Each part of larger work,
such as a name that many pieces carry, or all that there is, has a cursor of its own, which says how
far it has come, from the newest row down to the first. All of them move in the transactions that
write the entries, so that whoever is killed loses nothing, and whoever comes next goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import Article, Change, FollowerCursor
from stoppress.newsroom.search.contents import PEOPLE, PICTURES, PIECES, TOPICS, Contents
from stoppress.newsroom.search.table import Entry, hold_the_index, replace, replace_range

log = logging.getLogger(__name__)

CURSOR = Cursor("search")
#: The most changes, or rows of larger work, in one transaction: others wait for its end.
AT_ONCE = 50
#: Prefix of the names of the cursors of larger work.
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
#: Everything that can be found, by the names of its parts.
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
    while _take_step():
        if end is not None and time.monotonic() >= end:
            return True
    return False


def begin_rebuild() -> None:
    """Have all entries made again; they can be asked for meanwhile. What has begun goes on."""
    with transaction.atomic():
        hold_the_index()
        _begin_rebuild()


def lag() -> Lag:
    """What the index still has to do."""
    position = _position()
    if position is None:
        return Lag(0, sum(contents.rows().count() for contents in _WHOLE.values()))
    rows = sum(_rows_left(part).count() for part in _parts())
    return Lag(_changes_after(position).count(), rows)


def behind_since() -> datetime | None:
    """When that was changed which the index knows nothing of; None when it knows all."""
    position = _position()
    if position is None:
        return None
    return _changes_after(position).order_by("sequence").values_list("at", flat=True).first()


@dataclass(frozen=True, slots=True)
class _Step:
    """One transaction's worth of work, put together before it begins: others write meanwhile.

    :param writes: what is done with the table.
    """

    writes: list[Callable[[], object]]

    def take(self, position: int) -> None:
        """Write it all, unless somebody else has followed further than ``position``.

        What changed since it was put together is in the log after ``position``, and comes next.
        """
        with transaction.atomic():
            hold_the_index()
            if _position() == position:
                for write in self.writes:
                    write()


def _take_step() -> bool:
    """One step; whether there was something to do."""
    position = _position()
    if position is None:
        begin_rebuild()
        return True
    changes = list(_changes_after(position).order_by("sequence")[:AT_ONCE])
    if any(change.kind == Change.Kind.PRUNED for change in changes):
        begin_rebuild()  # what was removed cannot be followed any more
    elif changes:
        _answer(changes).take(position)
    elif part := _parts().first():
        _go_on(part).take(position)
    else:
        return False
    return True


def _position() -> int | None:
    """The sequence of the last change that the index knows of; None before it was begun."""
    return CURSOR.position_if_begun()


def _changes_after(position: int) -> QuerySet[Change]:
    return Change.objects.filter(sequence__gt=position)


def _parts() -> QuerySet[FollowerCursor]:
    return FollowerCursor.objects.filter(pk__startswith=_PARTS).order_by("pk")


def _answer(changes: Sequence[Change]) -> _Step:
    changed: dict[str, set[int]] = {}
    writes: list[Callable[[], object]] = []
    for change in changes:
        if change.object_id is None:
            continue
        changed.setdefault(change.kind, set()).add(change.object_id)
        column, _link = _CARRIED.get(Change.Kind(change.kind), ("", ""))
        if column in change.what and change.before:
            writes.append(partial(_begin, f"{change.kind}/{change.object_id}"))
    pieces = changed.pop(Change.Kind.ARTICLE, set()) | changed.pop(Change.Kind.DRAFT, set())
    for kind, ids in (*changed.items(), (Change.Kind.ARTICLE, pieces)):
        if ids and (contents := _OF_KIND.get(kind)):
            writes.append(partial(replace, contents.kinds, ids, _entries(contents, ids)))
    return _Step([*writes, partial(CURSOR.move_to, changes[-1].sequence)])


def _go_on(part: FollowerCursor) -> _Step:
    """Some rows of larger work, the newest first; it is over when there are none."""
    ids = list(_rows_left(part).order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    more = len(ids) == AT_ONCE
    writes: list[Callable[[], object]] = []
    if contents := _WHOLE.get(part.pk.removeprefix(_PARTS)):
        entries = _entries(contents, ids)
        first = ids[-1] if more else 0
        writes.append(partial(replace_range, contents.kinds, first, part.sequence, entries))
    elif ids:
        writes.append(partial(replace, PIECES.kinds, ids, _entries(PIECES, ids)))
    writes.append(partial(Cursor(part.pk).move_to, ids[-1]) if more else part.delete)
    return _Step(writes)


def _entries(contents: Contents, ids: Collection[int]) -> list[Entry]:
    """The entries of these rows; one that cannot be read is left out, and holds up no other."""
    try:
        return contents.entries(ids)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        entries: list[Entry] = []
        for pk in ids:
            try:
                entries += contents.entries([pk])
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                log.exception("%s %s cannot be found: it cannot be read", contents.kinds[0], pk)
        return entries


def _begin_rebuild() -> None:
    for name in _WHOLE:
        if not FollowerCursor.objects.filter(pk=_PARTS + name).exists():
            _begin(name)
    CURSOR.move_to(Change.newest_sequence())


def _begin(part: str) -> None:
    Cursor(_PARTS + part).move_to(_ALL)


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
