"""Links from the text of one piece to another."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page, ReferenceIndex

from stoppress.newsroom.models import Change
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import remembered


def pieces_that_link(moment: ChangeSet) -> Iterator[tuple[int]]:
    """Pieces whose text links to one that came, went, or has another address.

    What a linked piece says makes no difference to the link, so that editing a piece that the
    whole archive links to touches nothing here.
    """
    yield from remembered(("pieces that link", moment), lambda: _read(moment))


def _read(moment: ChangeSet) -> list[tuple[int]]:
    moved = [
        str(change.object_id)
        for change in moment.changes
        if change.kind == Change.Kind.ARTICLE
        and (change.before or {}).get("path") != (change.after or {}).get("path")
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
