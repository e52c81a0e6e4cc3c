"""Rows that stand in an order: each has its number, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Orderable


class OrderedRow(Orderable):
    """A row below a page that always has a number; a new one without stands last.

    Wagtail's forms save the rows that were moved and leave the others: among rows without a
    number, or with gaps, those that were moved end up in the wrong place.
    """

    class Meta(Orderable.Meta):
        abstract = True

    sort_order: int | None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a row that has no number gets the next one among its page's rows."""
        if self.sort_order is None:
            parent = _parent_of(type(self))
            rows = type(self)._default_manager.filter(  # noqa: SLF001 - Django's documented API
                **{parent: getattr(self, parent)}
            )
            last = rows.aggregate(last=models.Max("sort_order"))["last"]
            self.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)


class HoldsOrderedRows(ClusterableModel):
    """A page whose ordered rows are numbered 0, 1, 2 … wherever it is saved or opened."""

    class Meta:
        abstract = True

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision in which each row has its number."""
        number_rows(self)
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The page as a revision has it; one that was saved without numbers gets them."""
        page = super().with_content_json(content)
        number_rows(page)
        return page

    def get_latest_revision_as_object(self) -> Any:
        """The page as the editor opens it, with all its rows in hand, numbered without gaps."""
        page = super().get_latest_revision_as_object()
        for relation in _ordered_relations(type(page)):
            getattr(page, relation).get_object_list()
        number_rows(page)
        return page

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page and the rows that are in hand, numbered."""
        if kwargs.get("update_fields") is None:
            number_rows(self)
        super().save(*args, **kwargs)


def number_rows(page: models.Model) -> None:
    """Number the rows of ``page`` that are in hand, as they stand; those without a number last."""
    in_hand = page.__dict__.get("_cluster_related_objects") or {}
    for relation in _ordered_relations(type(page)):
        rows = sorted(
            in_hand.get(relation, ()), key=lambda row: (row.sort_order is None, row.sort_order or 0)
        )
        for number, row in enumerate(rows):
            row.sort_order = number


def rows_in_hand(page: models.Model) -> dict[str, list[Any]]:
    """The rows of ``page`` that are in hand, numbered; by their relation, in their order."""
    number_rows(page)
    in_hand = page.__dict__.get("_cluster_related_objects") or {}
    return {
        relation: sorted(in_hand[relation], key=lambda row: row.sort_order)
        for relation in _ordered_relations(type(page))
        if relation in in_hand
    }


@contextmanager
def held_in_hand(page: models.Model, rows: Mapping[str, list[Any]]) -> Iterator[None]:
    """Have ``rows`` in hand inside the block: saving a page lays down what it has saved."""
    in_hand = page.__dict__.setdefault("_cluster_related_objects", {})
    in_hand.update(rows)
    try:
        yield
    finally:
        for relation in rows:
            del in_hand[relation]


def _ordered_relations(model: type[models.Model]) -> list[str]:
    return [
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if issubclass(relation.related_model, OrderedRow)
    ]


def _parent_of(model: type[models.Model]) -> str:
    """The name of the key that leads from a row to its page."""
    [name] = [
        field.name
        for field in model._meta.fields  # noqa: SLF001 - Django's documented API
        if isinstance(field, ParentalKey)
    ]
    return name
