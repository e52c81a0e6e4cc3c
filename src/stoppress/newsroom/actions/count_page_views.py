"""Count the page views that the edge wrote down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from stoppress.newsroom.insert_rows import insert_rows
from stoppress.newsroom.models import Article, PageViews, PageViewSpool
from stoppress.newsroom.most_read import hour_of
from stoppress.newsroom.recent_page_views import count_recent, minute_of

_AT_ONCE = 500


def count_page_views(
    spool: str, start: int, end: int, lines: Iterable[tuple[int, Mapping[str, int]]]
) -> bool:
    """Add what stands in a spool between two places to the counts, once.

    ``lines`` are pairs of seconds since 1970 and page views by path. How far the spool was counted
    is written in the same transaction, so that a crash counts nothing twice. False, and nothing is
    done, when the spool was counted from ``start`` on already.
    """
    minutes: dict[tuple[str, datetime], int] = {}
    for at, views in lines:
        minute = minute_of(datetime.fromtimestamp(at, UTC))
        for path, number in views.items():
            minutes[path, minute] = minutes.get((path, minute), 0) + number
    articles = _articles_at({path for path, _minute in minutes})
    counted: dict[tuple[int, datetime], int] = {}
    recent = []
    for (path, minute), number in sorted(minutes.items()):
        if article := articles.get(path):
            key = (article, hour_of(minute))
            counted[key] = counted.get(key, 0) + number
            recent.append((article, minute, number))
    rows = [(article, hour, number) for (article, hour), number in counted.items()]
    with transaction.atomic():
        PageViewSpool.objects.get_or_create(name=spool)
        if PageViewSpool.objects.select_for_update().get(name=spool).counted != start:
            return False
        PageViewSpool.objects.filter(name=spool).update(counted=end)
        if rows:
            names = ("article", "hour", "count")
            insert_rows(PageViews, names, rows, replacing=("article", "hour"), adding="count")
            count_recent(recent)
    return True


def _articles_at(paths: set[str]) -> dict[str, int]:
    """Ids of the articles among these paths."""
    found: dict[str, int] = {}
    ordered = sorted(paths)
    for start in range(0, len(ordered), _AT_ONCE):
        some = Article.objects.filter(public_path__in=ordered[start : start + _AT_ONCE])
        found.update((path, pk) for path, pk in some.values_list("public_path", "pk") if path)
    return found
