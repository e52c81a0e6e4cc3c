"""The names in the bylines of many articles, looked up at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stoppress.newsroom.models import Byline


def names_in_bylines(articles: Iterable[int]) -> Mapping[int, str]:
    """By article, of those with these ids, the names in its byline, each once and in its order."""
    names: dict[int, list[str]] = {}
    rows = Byline.objects.filter(article_id__in=list(articles)).order_by("sort_order")
    for article, name in rows.values_list("article_id", "person__name"):
        names.setdefault(article, []).append(name)
    return {article: ", ".join(dict.fromkeys(found)) for article, found in names.items()}
