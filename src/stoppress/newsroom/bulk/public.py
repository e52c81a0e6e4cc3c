"""What readers see of many pieces: public paths, and the change log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets, facets_of
from stoppress.newsroom.list_counts import counted
from stoppress.newsroom.models import Article, Change, FormerPath, PublicState
from stoppress.newsroom.public import next_moment, public_articles
from stoppress.newsroom.record import public_path_of
from stoppress.newsroom.rows import Insert, insert_of

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
    seen = []
    for pk, article in by_id.items():
        before = Facets.from_json(states[pk].facets) if pk in states else None
        after = facets_of(article, gone=pk in gone) if pk in public or pk in gone else None
        seen.append(Seen(article, before, after, noted=pk in states))
    for insert in records_of(seen, at):
        insert.run()


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers saw of a piece, and what they see now; ``noted`` when it has its state."""

    article: Article
    before: Facets | None
    after: Facets | None
    noted: bool = False


def records_of(pieces: Iterable[Seen], at: datetime) -> list[Insert]:
    """List counts, public states and the change log of pieces that have their paths."""
    changes = []
    rows = []
    moved = []
    for piece in pieces:
        article, before, after = piece.article, piece.before, piece.after
        due = next_moment(article, at) if article.live else None
        if piece.noted or after is not None or due is not None:
            rows.append((article.pk, _as_json(after), due))
        seen = after or before
        if seen is not None:
            moved.append((before, after))
            facets = (_as_json(before), _as_json(after))
            changes.append((at, Change.Kind.ARTICLE.value, article.pk, seen.edition, *facets, True))
    states = ("article", "facets", "next_due")
    columns = ("at", "kind", "object_id", "edition", "before", "after", "bulk")
    return [
        counted(moved, at),
        insert_of(PublicState, states, rows, replacing=("article",)),
        insert_of(Change, columns, changes),
    ]


def _as_json(facets: Facets | None) -> dict[str, Any] | None:
    """The same as ``Facets.as_json``, whose deep copy takes long when there are many."""
    return {name: getattr(facets, name) for name in _FACETS} if facets else None


def make_way(paths: Sequence[str], ids: Collection[int]) -> None:
    """Take paths from whatever has them, so that pieces, whose ``ids`` these are, can have them."""
    FormerPath.objects.filter(path__in=paths).delete()
    Article.objects.filter(public_path__in=paths).exclude(pk__in=ids).update(public_path=None)


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
    ids = [article.pk for article, _path in moved]
    make_way(paths, ids)
    if former:  # paths may be exchanged among them
        Article.objects.filter(pk__in=ids).update(public_path=None)
    for article, path in moved:
        article.public_path = path
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE newsroom_article SET public_path = %s WHERE page_ptr_id = %s",
            [(path, article.pk) for article, path in moved],
        )
