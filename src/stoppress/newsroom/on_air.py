"""Which breaking lines are on air."""

from __future__ import annotations

from django.db.models import QuerySet

from stoppress.newsroom import clock
from stoppress.newsroom.models import BreakingNews


def on_air() -> QuerySet[BreakingNews]:
    """Lines that readers see now, in every edition, and those that begin later."""
    return BreakingNews.objects.filter(until__gt=clock.now()).select_related("locale", "article")
