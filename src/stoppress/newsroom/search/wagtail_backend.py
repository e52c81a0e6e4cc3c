"""Wagtail's search: pages and pictures are found in our index, all else in Wagtail's.

Articles are not in Wagtail's. Pictures, people and topics are, and it is kept without measuring
all of them at each save: Wagtail weighs a title by its length beside the average of all titles, and
reads all of them, and all weights, whenever something is saved, half a second with 100,000 on
SQLite. Here the average is that of the newest titles, and only what was just written is weighed.
``update_index``, Wagtail's command, still weighs everything. Lengths are the database's
own: in letters on SQLite, in words on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import F, Model
from django.db.models.functions import Length
from modelsearch.backends import database
from modelsearch.utils import get_content_type_pk

from stoppress.newsroom.search.wagtail_results import rows_found

#: Titles that are measured for the average.
_MEASURED = 1000
#: Length of a usual title, while there is none to measure.
_USUAL = 60.0


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The search backend for the database in use."""
    backend: Any = database.SearchBackend(params)
    backend.__class__ = _finding_ours(backend.__class__)
    if hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = _weighing_its_own(backend.index_class)
    return backend


@cache
def _usual_title_length(entry: type[Model]) -> float:
    """How long the titles in the search index are on average."""
    newest = entry._default_manager.order_by("-pk")  # noqa: SLF001 - the manager of any model
    measured = newest.annotate(length=Length("title")).values_list("length", flat=True)
    lengths = [length for length in measured[:_MEASURED] if length]
    return sum(lengths) / len(lengths) if lengths else _USUAL


@cache
def _finding_ours(backend_class: Any) -> Any:
    class Backend(backend_class):
        """Finds pages and pictures in the newsroom's own index."""

        def search(self, query: Any, among: Any, **options: Any) -> Any:
            found = _found(query, among, **options)
            return super().search(query, among, **options) if found is None else found

        def autocomplete(self, query: Any, among: Any, **options: Any) -> Any:
            found = _found(query, among, **options)
            return super().autocomplete(query, among, **options) if found is None else found

    return Backend


def _found(
    query: Any, among: Any, fields: Any = None, order_by_relevance: bool = True, **_options: Any
) -> Any:
    return None if fields else rows_found(query, among, newest_first=order_by_relevance)


@cache
def _weighing_its_own(index_class: Any) -> Any:
    class Index(index_class):
        """Weighs the titles of what is added, and no others."""

        def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
            objs = list(objs)
            super().add_items(model, objs)
            own = get_content_type_pk(model)
            written = self.entries.filter(
                content_type_id=own, object_id__in=[str(one.pk) for one in objs]
            )
            titled = written.annotate(length=Length("title")).filter(length__gt=0)
            titled.update(title_norm=_usual_title_length(self.entries.model) / F("length"))

        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:
                super()._refresh_title_norms(full=True)

    return Index
