"""Public articles as plans and “Read also” need them: many read together, without their texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from stoppress.newsroom.models import Article, Pick
from stoppress.newsroom.public import public_articles
from stoppress.press.reading import read_together


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What decides which fragments the page of a public article is composed of.

    ``edition`` is its language; ``picks`` are those of its picks that readers may see, by id, in
    the editor's order.
    """

    id: int
    path: str
    edition: str | None
    section: int | None
    picks: tuple[int, ...]


@read_together
def summaries(ids: list[int]) -> dict[int, ArticleSummary]:
    """Those of the articles ``ids`` that are public."""
    return {found.id: found for found in _read(public_articles().filter(pk__in=ids))}


@read_together
def summaries_at(paths: list[str]) -> dict[str, ArticleSummary]:
    """The public articles that stand at ``paths``."""
    found = _read(public_articles().filter(public_path__in=paths))
    summaries.keep({article.id: article for article in found})
    return {article.path: article for article in found}


def _read(articles: QuerySet[Article]) -> list[ArticleSummary]:
    rows = list(articles.values_list("pk", "public_path", "edition__language_code", "section_id"))
    picks = _public_picks([pk for pk, *_rest in rows])
    return [
        ArticleSummary(pk, path, edition, section, tuple(picks.get(pk, ())))
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
