"""Wagtail's search index, without measuring the whole archive at each save.

On SQLite Wagtail weighs a title by its length beside the average of all titles, and reads all of
them, and all weights, whenever a page is saved: half a second with 100,000 pieces. Here the average
is that of the newest titles, and only what was just written is weighed. `rebuild_search_index`,
Wagtail's command, still weighs everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, Model
from django.db.models.functions import Length
from modelsearch.backends import database
from modelsearch.utils import get_content_type_pk

#: Titles that are measured for the average.
_MEASURED = 1000
#: Letters of a usual title, while there is none to measure.
_USUAL = 60.0


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The search backend for the database in use."""
    backend: Any = database.SearchBackend(params)
    if connection.vendor == "sqlite" and hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = _weighing_its_own(backend.index_class)
    return backend


@cache
def usual_title_length(entry: type[Model]) -> float:
    """How many letters the titles in the search index have on average."""
    newest = entry._default_manager.order_by("-pk")  # noqa: SLF001 - the manager of any model
    lengths = [len(title) for title in newest.values_list("title", flat=True)[:_MEASURED] if title]
    return sum(lengths) / len(lengths) if lengths else _USUAL


@cache
def _weighing_its_own(index_class: Any) -> Any:
    class Index(index_class):
        """Weighs the titles of what is added, and no others."""

        def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
            objs = list(objs)
            super().add_items(model, objs)
            own = get_content_type_pk(model)
            written = self.entries.filter(
                content_type_id=own, object_id__in=[str(one.pk) for one in objs], title__gt=""
            )
            usual = usual_title_length(self.entries.model)
            written.update(title_norm=usual / Length(F("title")))

        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:
                super()._refresh_title_norms(full=True)

    return Index
