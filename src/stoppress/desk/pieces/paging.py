"""Pages of the list of pieces: fifty at a time, from a place that the address names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from stoppress.newsroom.models import Article

LENGTH = 50
OLDER, NEWER = "older", "newer"
#: The id in the table of pages, by which the index goes on. Django would name the article's own.
_ID = RawSQL('"wagtailcore_page"."id"', ())


@dataclass(frozen=True, slots=True)
class PageOfPieces:
    """Ids of one page, the last worked on first, and the places where the pages beside it begin."""

    ids: Sequence[int]
    older: str
    newer: str


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in an order by time; the id orders rows of the same time."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that ``text`` of an address names; None when it names none."""
        at, _hyphen, pk = text.partition("-")
        try:
            return cls(datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(pk))
        except ValueError:
            return None


def newest_first(pieces: QuerySet[Article]) -> QuerySet[Article]:
    """``pieces`` in the order of the list."""
    return pieces.order_by("-latest_revision_created_at", _ID.desc())


def page_of(pieces: QuerySet[Article], older: str = "", newer: str = "") -> PageOfPieces:
    """The page after the place ``older`` or before the place ``newer``, else the first."""
    after, before = Place.read(older), Place.read(newer)
    if before is not None:
        later = Q(latest_revision_created_at__gt=before.at) | Q(id__gt=before.pk)
        found = pieces.filter(later, latest_revision_created_at__gte=before.at)
        rows = _rows(found.order_by("latest_revision_created_at", _ID))
        more = len(rows) > LENGTH
        rows = rows[:LENGTH][::-1]
        if rows:
            return PageOfPieces([one.pk for one in rows], str(rows[-1]), str(rows[0]) * more)
        after = None  # nothing is newer: the first page
    if after is not None:
        earlier = Q(latest_revision_created_at__lt=after.at) | Q(id__lt=after.pk)
        pieces = pieces.filter(earlier, latest_revision_created_at__lte=after.at)
    rows = _rows(newest_first(pieces))
    more, rows = len(rows) > LENGTH, rows[:LENGTH]
    first = str(rows[0]) if rows and after is not None else ""
    return PageOfPieces([one.pk for one in rows], str(rows[-1]) if more else "", first)


def _rows(pieces: QuerySet[Article]) -> list[Place]:
    places = pieces.values_list("latest_revision_created_at", "id")[: LENGTH + 1]
    return [Place(at, pk) for at, pk in places if at is not None]
