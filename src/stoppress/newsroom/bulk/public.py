"""What readers see of many pieces: public paths, and the change log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from django.db import connection

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets, facets_of
from stoppress.newsroom.list_counts import count_again
from stoppress.newsroom.models import Article, Change, FormerPath, PublicState
from stoppress.newsroom.public import next_moment, public_articles
from stoppress.newsroom.record import public_path_of
from stoppress.newsroom.rows import insert_rows

_FACETS = tuple(field.name for field in fields(Facets))


def record_articles(articles: Iterable[Article]) -> None:
    """Do for many what ``record.record_article`` does for one, as one bulk of changes.

    ``articles`` are as they stand in the database, with ``edition`` and ``section`` loaded.
    """
    by_id = {article.pk: article for article in articles}
    at = clock.now()
    states = PublicState.objects.in_bulk(by_id)
    public = set(public_articles(at).filter(pk__in=by_id).values_list("pk", flat=True))
    gone = {pk for pk, a in by_id.items() if pk not in public and a.taken_down_at and a.public_path}
    _place([by_id[pk] for pk in by_id if pk in public or pk in gone])
    changes = []
    rows = []
    moved = []
    for pk, article in by_id.items():
        before = Facets.from_json(states[pk].facets) if pk in states else None
        after = facets_of(article, gone=pk in gone) if pk in public or pk in gone else None
        due = next_moment(article, at) if article.live else None
        if pk in states or after is not None or due is not None:
            rows.append((pk, _as_json(after), due))
        seen = after or before
        if seen is not None:
            moved.append((before, after))
            facets = (_as_json(before), _as_json(after))
            changes.append((at, Change.Kind.ARTICLE.value, pk, seen.edition, *facets, True))
    count_again(moved, at)
    insert_rows(PublicState, ("article", "facets", "next_due"), rows, replacing=("article",))
    columns = ("at", "kind", "object_id", "edition", "before", "after", "bulk")
    insert_rows(Change, columns, changes)


def _as_json(facets: Facets | None) -> dict[str, Any] | None:
    """The same as ``Facets.as_json``, whose deep copy takes long when there are many."""
    return {name: getattr(facets, name) for name in _FACETS} if facets else None


def _place(articles: Sequence[Article]) -> None:
    """Give public paths; those that are left become redirects, those taken stop being ones."""
    moved = [(a, path) for a in articles if (path := public_path_of(a)) != a.public_path]
    if not moved:
        return
    former = [FormerPath(path=a.public_path, article_id=a.pk) for a, _new in moved if a.public_path]
    paths = [path for _article, path in moved]
    FormerPath.objects.bulk_create(
        former, update_conflicts=True, unique_fields=["path"], update_fields=["article"]
    )
    FormerPath.objects.filter(path__in=paths).delete()
    ids = [article.pk for article, _path in moved]
    Article.objects.filter(public_path__in=paths).exclude(pk__in=ids).update(public_path=None)
    if former:  # paths may be exchanged among them
        Article.objects.filter(pk__in=ids).update(public_path=None)
    for article, path in moved:
        article.public_path = path
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE newsroom_article SET public_path = %s WHERE page_ptr_id = %s",
            [(path, article.pk) for article, path in moved],
        )
