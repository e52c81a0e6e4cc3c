"""Results for Wagtail's lists and choosers of pages and pictures, from the newsroom's own index.

Wagtail weighs everything that has a word before it shows ten of them, and knows of a picture only
its title, description and tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload

from django.db.models import Model, QuerySet
from modelsearch.query import PlainText
from wagtail.images import get_image_model
from wagtail.models import Page

from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.search.find import newest_pictures, newest_pieces
from stoppress.newsroom.search.words import folded

#: The newest of them, of which a list shows the first.
_MOST = 1000


def rows_found(query: Any, among: Any, *, newest_first: bool) -> RowsFound | None:
    """The pages or pictures of ``among``, a model or a queryset, that are found by ``query``.

    None when that is not for us: something else, or no plain words.
    """
    words = query.query_string if isinstance(query, PlainText) else query
    rows = among if isinstance(among, QuerySet) else among.objects.all()
    if not isinstance(words, str) or not words.strip():
        return None
    if rows.model is get_image_model():
        ids = newest_pictures(words, _MOST)
    elif rows.model in (Page, Article):
        ids = newest_pieces(words, _MOST)
    else:
        return None
    if rows.model is Page:
        ids += _sections_and_editions(words)
    return RowsFound(rows, ids, newest_first=newest_first)


def _sections_and_editions(words: str) -> list[int]:
    """Those with ``words`` in their title; there are few of them, so all are looked at."""
    wanted = folded(words)
    return [
        pk
        for model in (SectionPage, EditionPage)
        for pk, title in model.objects.values_list("pk", "title")
        if wanted in folded(title)
    ]


class RowsFound(Sequence[Any]):
    """What Wagtail expects of what a search gives."""

    #: Wagtail's page of search counts what was found by kind.
    supports_facet = True

    def __init__(self, rows: Any, ids: Sequence[int], *, newest_first: bool) -> None:
        self._rows = rows.filter(pk__in=ids)
        self._ids = ids if newest_first else None

    @cached_property
    def _keys(self) -> list[int]:
        """Ids of those that are there, in their order."""
        keys = list(self._rows.values_list("pk", flat=True))
        if self._ids is None:
            return keys
        there = set(keys)
        return [pk for pk in self._ids if pk in there]

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self._read([self._keys[place]])[0]
        return self._read(self._keys[place])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read(self._keys))

    def results(self) -> list[Any]:
        """All of them."""
        return list(self)

    def count(self, *value: object) -> int:
        """How many there are."""
        return super().count(*value) if value else len(self)

    def facet(self, name: str) -> dict[Any, int]:
        """How many there are for each value of a column, the most first."""
        return dict(Counter(self._rows.order_by().values_list(name, flat=True)).most_common())

    def _read(self, keys: Sequence[int]) -> list[Model]:
        by_id = {row.pk: row for row in self._rows.filter(pk__in=keys)}
        return [by_id[pk] for pk in keys if pk in by_id]
