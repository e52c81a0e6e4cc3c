"""Entries of the trail, the newest first, from the two tables in which Wagtail keeps them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from stoppress.channels.models import Channel
from stoppress.desk.frame.menu import publishes_somewhere
from stoppress.newsroom.actions.correct import ACTION as CORRECT
from stoppress.newsroom.trail import TABLES

#: Entries of one page.
LENGTH = 50
#: Saving a draft is no verb: its entries are shown only when the filter asks for them.
_SAVED = ("wagtail.edit", "wagtail.create")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the trail is asked for; what is None or empty filters nothing.

    ``person`` is a user's id, 0 for what nobody did: the clock, an import, a command.
    """

    person: int | None = None
    verb: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, in words.

    ``action`` is its name in the database, ``place`` where the next page begins after it.
    """

    at: datetime
    who: str
    did: str
    action: str
    what: str
    kind: str
    number: str
    why: str
    place: str


@dataclass(frozen=True, slots=True)
class PageOfTrail:
    """Entries, and after which one the next page begins, if there is one."""

    entries: list[Entry]
    older: str


def page_of(user: Any, asked: Asked, after: str = "") -> PageOfTrail:
    """A page of the entries that ``user`` may see: the first, or the one that begins after one."""
    rows = _merged([_rows(at, user, asked, after)[: LENGTH + 1] for at in range(len(TABLES))])
    entries = [_in_words(row) for row, _n in zip(rows, range(LENGTH + 1), strict=False)]
    more = len(entries) > LENGTH
    shown = entries[:LENGTH]
    return PageOfTrail(shown, shown[-1].place if more else "")


def all_of(user: Any, asked: Asked) -> Iterator[Entry]:
    """Every entry, one at a time."""
    tables = (_rows(at, user, asked) for at in range(len(TABLES)))
    for row in _merged([rows.iterator(chunk_size=500) for rows in tables]):
        yield _in_words(row)


def _merged(tables: list[Any]) -> Iterator[Any]:
    return heapq.merge(*tables, key=_order, reverse=True)


def _order(row: Any) -> tuple[datetime, int, int]:
    return row.timestamp, TABLES.index(type(row)), row.pk


def _rows(table: int, user: Any, asked: Asked, after: str = "") -> QuerySet[Any]:
    rows = _visible(table, user).select_related("user", "content_type")
    if asked.person is not None:
        rows = rows.filter(user=asked.person) if asked.person else rows.filter(user__isnull=True)
    if asked.verb:
        rows = rows.filter(action=asked.verb)
    elif TABLES[table] is PageLogEntry:
        rows = rows.exclude(action__in=_SAVED)
    if asked.day:
        begins = partial(datetime.combine, time=time(), tzinfo=timezone.get_current_timezone())
        next_day = asked.day + timedelta(days=1)
        rows = rows.filter(timestamp__gte=begins(asked.day), timestamp__lt=begins(next_day))
    place = _place(after)
    if place:
        at, last, pk = place
        same = Q(timestamp=at, pk__lt=pk) if table == last else Q(timestamp=at)
        earlier = Q(timestamp__lt=at)
        rows = rows.filter(earlier | same if table <= last else earlier)
    return rows.order_by("-timestamp", "-pk")


def _visible(table: int, user: Any) -> QuerySet[Any]:
    """The entries that ``user`` may see.

    Wagtail asks for each entry whether its page is one of those that are to be seen, or is gone;
    to whoever works in the whole page tree that is every entry, and the newest are at hand.
    """
    entries = TABLES[table].objects
    if TABLES[table] is PageLogEntry:
        root = Page.get_first_root_node().permissions_for_user(user)
        if user.is_superuser or root.can_add_subpage() or root.can_edit():
            return entries.all()
    seen = entries.viewable_by_user(user)
    if TABLES[table] is ModelLogEntry and publishes_somewhere(user):
        # Who publishes sees all channels at the desk, by no permission of Django's.
        return seen | entries.filter(content_type=ContentType.objects.get_for_model(Channel))
    return seen


def _place(text: str) -> tuple[datetime, int, int] | None:
    """The place that an address names; None for what is none."""
    try:
        at, table, pk = text.split("-")
        moment = datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
        return moment, int(table), int(pk[:18])
    except ValueError:
        return None


def _in_words(row: Any) -> Entry:
    table = TABLES.index(type(row))
    kind = row.content_type.model_class() if row.content_type_id else None
    return Entry(
        at=row.timestamp,
        who=str(row.user_display_name) if row.user_id else gettext("nobody"),
        did=str(row.message),
        action=row.action,
        what=row.label,
        kind=str(kind._meta.verbose_name) if kind else "",  # noqa: SLF001 - Django's own
        number=str(row.page_id if isinstance(row, PageLogEntry) else row.object_id),
        why=_why(row),
        place=f"{row.timestamp.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{table}-{row.pk}",
    )


def _why(row: Any) -> str:
    data = row.data or {}
    if row.action.startswith(CORRECT):
        return f"{data.get('was', '')} → {data.get('now', '')}"
    said = (data.get(name) for name in ("reason", "note", "topic", "name"))
    return str(row.comment or next(filter(None, said), ""))
