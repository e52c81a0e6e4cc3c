"""In which section an article stood at an earlier moment, as its moves are noted in its history."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from wagtail.models import PageLogEntry

#: Moves since a moment that are looked at, the first since.
_MOVES = 500


def sections_then(at: datetime) -> dict[int, int]:
    """Sections at ``at``, by article; only of articles that have been moved since."""
    moves = PageLogEntry.objects.filter(action="wagtail.move", timestamp__gt=at)
    rows = moves.order_by("timestamp", "pk").values_list("page_id", "data")[:_MOVES]
    found: dict[int, int] = {}
    for page, data in rows:
        source = (data or {}).get("source") or {}
        if "id" in source:
            found.setdefault(page, source["id"])
    return found


def stood_in(sections: set[int], now: Q, then: dict[int, int]) -> Q:
    """Articles that stood in one of ``sections``, of which ``now`` gives those that do now.

    ``then`` is what ``sections_then`` says of the moment.
    """
    there = {article for article, section in then.items() if section in sections}
    return (now & ~Q(pk__in=then.keys() - there)) | Q(pk__in=there)
