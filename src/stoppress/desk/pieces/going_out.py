"""What goes out by itself: versions with an hour, and published pieces whose hour has not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Revision, get_default_page_content_type

from stoppress.newsroom.models import PublicState
from stoppress.newsroom.states import is_embargo

_MOST = 100


@dataclass(frozen=True, slots=True)
class GoingOut:
    """A piece and when it goes out. ``embargo``: it is published, and held back so long."""

    article: int
    at: datetime
    embargo: bool = False


def going_out(now: datetime) -> list[GoingOut]:
    """What goes out by itself after ``now``, and what should have; the earliest first."""
    # Of pages alone, which is asked here: SQLite would look through all versions of pages for it.
    versions = Revision.objects.filter(approved_go_live_at__isnull=False)
    pages = get_default_page_content_type().pk
    scheduled = [
        GoingOut(int(pk), at)
        for pk, at, kind in versions.order_by("approved_go_live_at").values_list(
            "object_id", "approved_go_live_at", "base_content_type"
        )[:_MOST]
        if at is not None and kind == pages
    ]
    waits = Q(article__public_since__gt=now) | Q(article__embargo_until__gt=now)
    waiting = PublicState.objects.filter(
        waits,
        next_due__gt=now,
        facets__isnull=True,
        article__live=True,
        article__taken_down_at__isnull=True,
    )
    dates = waiting.order_by("next_due").values_list(
        "pk", "article__public_since", "article__embargo_until"
    )[:_MOST]
    published = [
        GoingOut(pk, max(filter(None, (since, embargo))), is_embargo(since, embargo))
        for pk, since, embargo in dates
    ]
    return sorted(scheduled + published, key=lambda one: one.at)
