"""Public pieces as plans and “Read also” need them: many read together, without their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from stoppress.newsroom.models import Article, Pick
from stoppress.newsroom.public import public_articles
from stoppress.press.reading import remembered_each


@dataclass(frozen=True, slots=True)
class Piece:
    """What decides which fragments the page of a public piece is composed of.

    ``edition`` is its language; ``picks`` are those of its picks that readers may see, by id, in
    the editor's order.
    """

    id: int
    path: str
    edition: str | None
    section: int | None
    picks: tuple[int, ...]


def pieces_at(paths: Iterable[str]) -> dict[str, Piece]:
    """The public pieces that stand at ``paths``."""

    def read(missing: list[str]) -> dict[str, Piece]:
        found = _read(public_articles().filter(public_path__in=missing))
        by_id = {piece.id: piece for piece in found}
        remembered_each("pieces", by_id, lambda _ids: by_id)
        return {piece.path: piece for piece in found}

    return remembered_each("pieces by path", paths, read)


def pieces(ids: Iterable[int]) -> dict[int, Piece]:
    """Those of the pieces ``ids`` that are public."""

    def read(missing: list[int]) -> dict[int, Piece]:
        return {piece.id: piece for piece in _read(public_articles().filter(pk__in=missing))}

    return remembered_each("pieces", ids, read)


def _read(articles: QuerySet[Article]) -> list[Piece]:
    rows = list(articles.values_list("pk", "public_path", "edition__language_code", "section_id"))
    picks = _public_picks([pk for pk, *_rest in rows])
    return [
        Piece(pk, path, edition, section, tuple(picks.get(pk, ())))
        for pk, path, edition, section in rows
        if path
    ]


def _public_picks(ids: list[int]) -> dict[int, list[int]]:
    picks = Pick.objects.filter(article_id__in=ids, target_id__isnull=False)
    rows = list(picks.order_by("sort_order", "pk").values_list("article_id", "target_id"))
    if not rows:
        return {}
    targets = {target for _article, target in rows if target}
    public = set(public_articles().filter(pk__in=targets).values_list("pk", flat=True))
    found: dict[int, list[int]] = defaultdict(list)
    for article, target in rows:
        if target in public:
            found[article].append(target)
    return found
