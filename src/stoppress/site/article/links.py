"""Links from the text of one article to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page, ReferenceIndex

from stoppress.newsroom.models import Change
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once


def articles_that_link(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """Articles whose text links to one that came, went, or has another address.

    What a linked article says makes no difference to the link, so that editing an article that the
    whole archive links to touches nothing here.
    """
    yield from _articles_that_link(change_set)


@read_once
def _articles_that_link(change_set: ChangeSet) -> list[tuple[int]]:
    moved = [
        str(change.object_id)
        for change in change_set.changes
        if change.kind == Change.Kind.ARTICLE
        and _leads_to(change.before) != _leads_to(change.after)
    ]
    if not moved:
        return []
    page = ReferenceIndex._get_base_content_type(Page)  # noqa: SLF001 - no public name for it
    # Asked by its target alone: with more conditions SQLite walks the references of all pages.
    links = ReferenceIndex.objects.filter(to_content_type=page, to_object_id__in=moved)
    rows = links.values_list("base_content_type", "model_path", "object_id")
    return [
        (article,)
        for article in {
            int(object_id)
            for base, where, object_id in rows
            if base == page.pk and where.startswith("body")
        }
    ]


def _leads_to(facets: dict[str, Any] | None) -> str | None:
    """Where a link to an article leads; nowhere while it is not public or taken down."""
    return facets["path"] if facets and not facets["gone"] else None
